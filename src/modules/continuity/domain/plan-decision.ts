import { type Actor, preparerOf } from '../../../kernel/actor.js';
import { DomainError } from '../../../kernel/domain-error.js';

/** A plan that somebody decides on. */
export interface DecidedPlan {
  state: string;
  /** Everybody who wrote, changed or submitted it. */
  preparedBy: readonly string[];
}

/** Only a draft is submitted: what is approved is, and what is rejected has to be changed first. */
export function refuseSubmission({ state }: DecidedPlan): void {
  if (state !== 'draft') throw new DomainError('not-a-draft');
}

/** What nobody has submitted is neither approved, returned nor rejected. */
export function refuseUnsubmitted({ state }: DecidedPlan): void {
  if (state !== 'submitted') throw new DomainError('not-submitted');
}

/** Nobody approves what they prepared, by whatever key, and however long ago. */
export function refuseOwnApproval(actor: Actor, { preparedBy }: DecidedPlan): void {
  if (preparedBy.includes(preparerOf(actor))) throw new DomainError('four-eyes');
}

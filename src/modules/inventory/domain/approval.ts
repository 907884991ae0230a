import { type Actor, preparerOf } from '../../../kernel/actor.js';
import { DomainError } from '../../../kernel/domain-error.js';

/** A record that is decided on: where it stands, and who prepared it since the last decision. */
export interface Decidable {
  status: string;
  preparedBy: readonly string[];
}

/** What a request changes of it. */
export interface Change {
  status?: string | undefined;
  /** Names of the fields that get another value. */
  fields: readonly string[];
}

/** Statuses that are a decision of risk management, and that nobody gives to what they prepared. */
const DECISIONS = ['approved', 'in_use', 'suspended', 'pilot', 'live'];
const NEED_SECOND_PERSON = ['approved', 'in_use', 'pilot', 'live'];
const isDecision = (status: string): boolean => DECISIONS.includes(status);

/** A new record stands where it is proposed, and its maker has prepared it. */
export function refuseOwnDecision(actor: Actor, status: string | undefined): void {
  checkApproval(actor, { status: '', preparedBy: [preparerOf(actor)] }, { status, fields: [] });
}

/**
 * Refuses a status that the actor may not give to this record; a status that stays as it is is always accepted. Taking
 * a decision back is a decision too: it needs the same right, but no second person. Who changes the content in the same
 * request has prepared what they decide on.
 */
export function checkApproval(actor: Actor, record: Decidable, { status, fields }: Change): void {
  if (status === undefined || status === record.status) return;
  if (!isDecision(status) && !isDecision(record.status)) return;
  if (actor.type === 'system') return;
  if (!actor.permissions.has('register.approve')) throw new DomainError('forbidden');
  const isOwn = changesContent(fields) || record.preparedBy.includes(preparerOf(actor));
  if (NEED_SECOND_PERSON.includes(status) && isOwn) throw new DomainError('four-eyes');
}

/**
 * Where a record stands that comes back, and who has prepared it. What needed a second person needs one again, and
 * whoever brings it back is not that one; a suspension, which is a decision to lift, outlasts retirement.
 */
export function standingOnReturn<Status extends string>(
  actor: Actor,
  record: Decidable & { status: Status },
  first: Status,
): { status: Status; preparedBy: string[] } {
  const { status } = record;
  if (!NEED_SECOND_PERSON.includes(status)) return { status, preparedBy: [...record.preparedBy] };
  return { status: first, preparedBy: [...new Set([...record.preparedBy, preparerOf(actor)])] };
}

/**
 * Where a record stands whose suspension is lifted: where it stood, unless that needs a second person and whoever lifts it has
 * prepared the record since. Then it is decided on anew.
 */
export function standingAgain(
  actor: Actor,
  { preparedBy }: Pick<Decidable, 'preparedBy'>,
  before: string,
): string {
  const isOwn = NEED_SECOND_PERSON.includes(before) && preparedBy.includes(preparerOf(actor));
  return isOwn || before === 'suspended' ? 'proposed' : before;
}

/** Who has prepared the record after a change: a decision begins anew, and whoever changes the content joins. */
export function preparersAfter(actor: Actor, record: Decidable, { status, fields }: Change): string[] {
  const decided = status !== undefined && status !== record.status && NEED_SECOND_PERSON.includes(status);
  const before = decided ? [] : record.preparedBy;
  return changesContent(fields) ? [...new Set([...before, preparerOf(actor)])] : [...before];
}

function changesContent(fields: readonly string[]): boolean {
  return fields.some((field) => field !== 'status');
}

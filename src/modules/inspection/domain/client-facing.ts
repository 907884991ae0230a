import { type Judgement, notApplicable, unknown } from './judgement.js';
import type { UseCaseSubject } from './subjects.js';

/** Whether clients themselves interact with the model; who gets what others made with it is told by them. */
export function onlyInteracting({ id, fact }: UseCaseSubject): Judgement | null {
  const ref = { type: 'use_case', id };
  if (fact.clientsInteract === 'yes') return null;
  return fact.clientsInteract === 'unknown'
    ? unknown('audience_unknown', ref)
    : notApplicable('no_client_interacts', ref);
}

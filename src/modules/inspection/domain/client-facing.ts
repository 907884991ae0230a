import { type Judgement, notApplicable, unknown } from './judgement.js';
import type { UseCaseSubject } from './subjects.js';

const OUTSIDE = ['client', 'investor', 'other_external'];

/** Whether people outside use it or are answered by it; who does not know that does not know what they have to be told. */
export function onlyFacingUsers({ id, fact }: UseCaseSubject): Judgement | null {
  const { clientsInteract, recipients } = fact;
  if (clientsInteract === 'yes' || recipients.some((one) => OUTSIDE.includes(one))) return null;
  const ref = { type: 'use_case', id };
  const isUnknown = clientsInteract === 'unknown' || recipients.includes('unknown');
  return isUnknown ? unknown('audience_unknown', ref) : notApplicable('nobody_outside', ref);
}

/** Whether clients themselves interact with the model. */
export function onlyInteracting({ id, fact }: UseCaseSubject): Judgement | null {
  const ref = { type: 'use_case', id };
  if (fact.clientsInteract === 'yes') return null;
  return fact.clientsInteract === 'unknown'
    ? unknown('audience_unknown', ref)
    : notApplicable('no_client_interacts', ref);
}

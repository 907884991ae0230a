import type { PolicyFact } from './facts.js';
import type { InspectedRegister } from './inspected-register.js';
import { complete, gap, type Judgement, missing, unknown } from './judgement.js';

/** Policies of a legal entity, or of all, that are approved, shown by their document, and not past their review. */
export function inDatePolicies(register: InspectedRegister, legalEntityId: string): PolicyFact[] {
  return policiesOf(register, legalEntityId).filter((policy) => isInDate(policy, register.today));
}

/** Whether a legal entity has a policy of a kind. */
export function judgePolicy(
  register: InspectedRegister,
  kind: string,
  legalEntityId: string,
  isOn: boolean,
): Judgement {
  const found = policiesOf(register, legalEntityId).filter((policy) => policy.kind === kind);
  const inDate = found.find((policy) => isInDate(policy, register.today));
  if (inDate) return complete('policy_in_date', { type: 'policy', id: inDate.id });
  const [other] = found;
  if (other === undefined) return missing(isOn, 'policy_missing');
  const ref = { type: 'policy', id: other.id };
  return other.state === 'approved' ? gap('policy_out_of_date', ref) : unknown('not_approved', ref);
}

function policiesOf({ facts }: InspectedRegister, legalEntityId: string): PolicyFact[] {
  return facts.policies.filter(
    (policy) => policy.legalEntityId === null || policy.legalEntityId === legalEntityId,
  );
}

function isInDate({ state, nextReviewOn, evidenced }: PolicyFact, today: string): boolean {
  return state === 'approved' && evidenced && nextReviewOn !== null && nextReviewOn >= today;
}

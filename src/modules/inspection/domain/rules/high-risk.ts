import { type Judgement, notApplicable, unknown } from '../judgement.js';
import type { UseCaseSubject } from '../subjects.js';

/** What is asked of high-risk uses only; where nobody knows whether a use is one, nobody knows whether it is asked. */
export function onlyHighRisk({ id, fact }: UseCaseSubject): Judgement | null {
  const ref = { type: 'use_case', id };
  if (fact.highRisk === 'no') return notApplicable('not_high_risk', ref);
  return fact.highRisk === 'unknown' ? unknown('high_risk_unknown', ref) : null;
}

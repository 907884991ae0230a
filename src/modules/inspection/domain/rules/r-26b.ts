import type { UseCaseFact } from '../facts.js';
import type { InspectedRegister } from '../inspected-register.js';
import { complete, gap, type Judgement, missing, notApplicable, unknown, worst } from '../judgement.js';
import { judgeRule } from '../judge-rule.js';
import { hasNoCounterparty, isOpenSource } from '../providers.js';
import { reviewRef } from '../review-judgements.js';
import type { Rule } from '../rule.js';
import type { ComponentSubject } from '../subjects.js';
import { useCaseSubject } from '../use-case-subject.js';
import { R_13B } from './r-13b.js';
import { R_13C } from './r-13c.js';
import { R_13D } from './r-13d.js';

export const R_26B: Rule<'component'> = {
  code: 'R-26b',
  paragraph: '26(b)',
  en: 'Open source model without a provider',
  zhHant: '沒有提供者的開源模型',
  subject: 'component',
  appliesTo({ id, fact, legalEntityIds }, register) {
    const ref = { type: 'component', id };
    if (fact.kind !== 'language_model') return notApplicable('not_a_model', ref);
    const provider = register.provider(fact.providerId);
    if (provider === null) return unknown('provider_unknown', ref);
    if (!isOpenSource(fact, legalEntityIds, register)) return notApplicable('not_open_source', ref);
    // Of open weights with a known maker it is the firm that finds whether the maker can be assessed.
    const isFound = legalEntityIds.some((of) => register.latestReview('internal_ownership', id, of) !== null);
    if (hasNoCounterparty(provider) || isFound) return null;
    return provider.identifiable === 'yes'
      ? notApplicable('has_counterparty', ref)
      : unknown('provider_unknown', ref);
  },
  clauses: [
    {
      code: 'owned',
      basis: 'circular',
      paragraph: '26(b)',
      lowestTier: 'T4',
      en: 'Somebody in the firm answers for the model, and it is approved why nobody outside can be assessed.',
      zhHant: '法團內有人對模型負責，並已批准為何無法對外部人士進行評估的理由。',
      judge: (subject, register) =>
        worst(
          subject.legalEntityIds.map((id) => judgeOwnership(subject, id, register)),
          missing(subject.isOn),
        ),
    },
    {
      code: 'measures',
      basis: 'circular',
      paragraph: '26(b)',
      lowestTier: 'T4',
      en: 'Every use of it is validated, tested end to end and monitored (paragraph 13).',
      zhHant: '其每個用例均已驗證、作端對端測試及受到監察（第13段）。',
      judge: ({ useCases, legalEntityIds }, register) =>
        worst(
          legalEntityIds.flatMap((id) => useCases.map((useCase) => judgeMeasures(useCase, id, register))),
          unknown('not_recorded_yet'),
        ),
    },
  ],
};

function judgeOwnership(
  subject: ComponentSubject,
  legalEntityId: string,
  register: InspectedRegister,
): Judgement {
  const latest = register.latestReview('internal_ownership', subject.id, legalEntityId);
  if (latest === null) return missing(subject.isOn);
  if (latest.ownerId === null || register.person(latest.ownerId) === null) {
    return gap('nobody_accountable', reviewRef(latest));
  }
  if (latest.validTo !== null && latest.validTo < register.today)
    return gap('review_expired', reviewRef(latest));
  return latest.approved ? complete('owned', reviewRef(latest)) : unknown('not_approved', reviewRef(latest));
}

/** Every model of a use asks for the same. */
function judgeMeasures(useCase: UseCaseFact, legalEntityId: string, register: InspectedRegister): Judgement {
  const about = `${useCase.id}/${legalEntityId}`;
  return register.once('measures', about, () => measuresOf(useCase, legalEntityId, register));
}

function measuresOf(useCase: UseCaseFact, legalEntityId: string, register: InspectedRegister): Judgement {
  const ref = { type: 'use_case', id: useCase.id };
  const subject = useCaseSubject(useCase, legalEntityId);
  const tested = [R_13B, R_13C].map((rule) => judgeRule(rule, subject, register).circular);
  const states = [...tested, judgeRule(R_13D, subject, register).circular];
  if (states.includes('gap')) return gap('measures_missing', ref);
  // What does not run yet is not monitored; that it need not be validated is no validation.
  return states.includes('unknown') || tested.includes('not_applicable')
    ? unknown('measures_unknown', ref)
    : complete('measures_complete', ref);
}

import { judgeAge, judgeOutcome, judgeStack } from '../activity-judgements.js';
import type { InspectedRegister } from '../inspected-register.js';
import { complete, gap, type Judgement, missing, notApplicable, unknown, worst } from '../judgement.js';
import { monitoringMonths } from '../monitoring-cadence.js';
import {
  frameworkConclusion,
  hasNoCounterparty,
  isAssessable,
  isThirdParty,
  languageModelsOf,
} from '../providers.js';
import type { Rule } from '../rule.js';
import type { UseCaseSubject } from '../subjects.js';

export const R_26A: Rule<'use_case'> = {
  code: 'R-26a',
  paragraph: '26(a), fn 21',
  en: 'Model risk framework of the provider, and own test',
  zhHant: '提供者的模型風險管理框架及自行測試',
  subject: 'use_case',
  appliesTo(subject, register) {
    const models = languageModelsOf(subject, register);
    const ref = { type: 'use_case', id: subject.id };
    if (models.length === 0) return unknown('no_model_recorded', ref);
    return models.some((model) => isThirdParty(model, register))
      ? null
      : notApplicable('own_models_only', ref);
  },
  clauses: [
    {
      code: 'framework',
      basis: 'circular',
      paragraph: '26(a)(i)',
      lowestTier: 'T4',
      en: 'It is concluded whether the provider of each model manages its risk effectively.',
      zhHant: '已就每個模型的提供者有否有效的模型風險管理框架作出結論。',
      judge: (subject, register) => worst(frameworks(subject, register), missing(subject.isOn)),
    },
    {
      code: 'own_test',
      basis: 'circular',
      paragraph: '26(a)(ii)',
      lowestTier: 'T4',
      en: 'The firm has tested that output and performance suit this use, with what it built on the model.',
      zhHant: '法團已測試輸出內容及效能適合此用例，包括其在模型上開發的部分。',
      judge(subject, register) {
        const latest = register.latestActivity('accuracy_test', subject.id);
        return worst(
          [judgeOutcome(latest, subject.isOn), judgeStack(latest, subject, register)],
          missing(subject.isOn),
        );
      },
    },
    {
      code: 'closer_watch',
      basis: 'house',
      paragraph: '26(a), fn 21',
      lowestTier: 'T4',
      en: 'Where the framework cannot be judged, the use is monitored one step more often.',
      zhHant: '如無法評估該框架，監察頻率提高一級。',
      judge(subject, register) {
        if (isAssessable(subject, register)) return notApplicable('assessable');
        return judgeAge(
          register.latestActivity('monitoring_run', subject.id),
          subject.isOn,
          monitoringMonths(subject.fact, false),
          register.today,
        );
      },
    },
  ],
};

/** Of the provider of each model, for each legal entity; whoever cannot be held to anything has none to judge. */
function frameworks(subject: UseCaseSubject, register: InspectedRegister): Judgement[] {
  return languageModelsOf(subject, register)
    .filter((model) => isThirdParty(model, register))
    .flatMap(({ id, providerId }) => {
      const provider = register.provider(providerId);
      if (provider === null) return [unknown('provider_unknown', { type: 'component', id })];
      if (hasNoCounterparty(provider)) {
        return [notApplicable('no_counterparty', { type: 'provider', id: provider.id })];
      }
      return subject.legalEntityIds.map((of) => frameworkOf(of, provider.id, subject, register));
    });
}

function frameworkOf(
  legalEntityId: string,
  providerId: string,
  { isOn }: UseCaseSubject,
  register: InspectedRegister,
): Judgement {
  const assessment = register.assessment(legalEntityId, providerId);
  if (assessment === null) return missing(isOn);
  const ref = { type: 'assessment', id: assessment.id };
  if (assessment.validTo === null || assessment.validTo < register.today)
    return gap('diligence_expired', ref);
  const conclusion = frameworkConclusion(register, legalEntityId, providerId);
  if (conclusion === null || conclusion === 'unknown') return unknown('conclusion_unknown', ref);
  // That it cannot be assessed is a finding too: the mitigations take it into account (footnote 21).
  return complete('framework_concluded', ref);
}

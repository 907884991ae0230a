import { judgeAge, judgeOutcome, judgeStack } from '../activity-judgements.js';
import type { InspectedRegister } from '../inspected-register.js';
import { complete, type Judgement, missing, notApplicable, unknown, worst } from '../judgement.js';
import { monitoringMonthsOf } from '../monitoring-cadence.js';
import {
  frameworkConclusion,
  isAssessable,
  languageModelsOf,
  type Party,
  partyOfComponent,
  partyOfModels,
} from '../providers.js';
import type { Rule } from '../rule.js';
import { onlyRunning } from '../running.js';
import type { UseCaseSubject } from '../subjects.js';
import { openSourceStanding } from './open-source.js';

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
    return partyOfModels(subject, register) === 'in_house' ? notApplicable('own_models_only', ref) : null;
  },
  clauses: [
    {
      code: 'framework',
      basis: 'circular',
      paragraph: '26(a)(i)',
      lowestTier: 'T4',
      en: 'It is concluded whether the provider of each model manages its risk effectively.',
      zhHant: '已就每個模型的提供者有否有效的模型風險管理框架作出結論。',
      judge: (subject, register) =>
        worst(frameworks('third_party', subject, register), notApplicable('of_the_group')),
    },
    {
      code: 'own_test',
      basis: 'circular',
      paragraph: '26(a)(ii)',
      lowestTier: 'T4',
      en: 'The firm has tested that output and performance suit this use, with what it built on the model.',
      zhHant: '法團已測試輸出內容及效能適合此用例，包括其在模型上開發的部分。',
      judge: (subject, register) =>
        partyOfModels(subject, register) === 'group'
          ? notApplicable('of_the_group')
          : ownTest(subject, register),
    },
    {
      code: 'closer_watch',
      basis: 'house',
      paragraph: '26(a), fn 21',
      lowestTier: 'T4',
      en: 'Where the framework cannot be judged, the use is monitored one step more often.',
      zhHant: '如無法評估該框架，監察頻率提高一級。',
      judge(subject, register) {
        const notRunning = onlyRunning(subject);
        if (notRunning !== null) return notRunning;
        if (isAssessable(subject, register)) return notApplicable('assessable');
        return judgeAge(
          register.latestActivity('monitoring_run', subject.id),
          subject.isOn,
          monitoringMonthsOf(subject.fact, false, register),
          register.today,
        );
      },
    },
    {
      code: 'group',
      basis: 'house',
      paragraph: '12',
      lowestTier: 'T4',
      en: 'Models of companies of the group are held to the same.',
      zhHant: '集團公司的模型採用相同標準。',
      judge(subject, register) {
        const ofGroup = frameworks('group', subject, register);
        return ofGroup.length === 0
          ? notApplicable('not_of_the_group')
          : worst([...ofGroup, ownTest(subject, register)], missing(subject.isOn));
      },
    },
  ],
};

function ownTest(subject: UseCaseSubject, register: InspectedRegister): Judgement {
  const latest = register.latestActivity('accuracy_test', subject.id);
  return worst(
    [judgeOutcome(latest, subject.isOn), judgeStack(latest, subject, register)],
    missing(subject.isOn),
  );
}

/** Of the provider of each model, for each legal entity; open source models that the firm answers for itself have none to judge. */
function frameworks(party: Party, subject: UseCaseSubject, register: InspectedRegister): Judgement[] {
  return languageModelsOf(subject, register)
    .filter((model) => partyOfComponent(model, register) === party)
    .flatMap((model) => {
      const { providerId } = model;
      const ref = { type: 'component', id: model.id };
      if (providerId === null) return [unknown('provider_unknown', ref)];
      const open = openSourceStanding([model], subject, ref, register);
      if (open !== null) return [open];
      return subject.legalEntityIds.map((of) => frameworkOf(of, providerId, subject, register));
    });
}

/** How long a conclusion holds is the house's to say (rule R-26). */
function frameworkOf(
  legalEntityId: string,
  providerId: string,
  { isOn }: UseCaseSubject,
  register: InspectedRegister,
): Judgement {
  const assessment = register.assessment(legalEntityId, providerId);
  if (assessment === null) return missing(isOn);
  const ref = { type: 'assessment', id: assessment.id };
  const conclusion = frameworkConclusion(register, legalEntityId, providerId);
  if (conclusion === null || conclusion === 'unknown') return unknown('conclusion_unknown', ref);
  // That it cannot be assessed is a finding too: the mitigations take it into account (footnote 21).
  return complete('framework_concluded', ref);
}

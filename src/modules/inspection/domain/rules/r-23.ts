import type { ComponentFact } from '../facts.js';
import type { InspectedRegister } from '../inspected-register.js';
import { complete, type Judgement, missing, notApplicable, unknown, worst } from '../judgement.js';
import { judgeMeasures, judgeReviews, reviewRef } from '../review-judgements.js';
import type { Rule } from '../rule.js';
import type { UseCaseSubject } from '../subjects.js';

const TRAINING = ['own_training', 'fine_tuned'];

export const R_23: Rule<'use_case'> = {
  code: 'R-23',
  paragraph: '23',
  en: 'Quality of training data',
  zhHant: '訓練數據的質素',
  subject: 'use_case',
  appliesTo({ id, fact }) {
    const ref = { type: 'use_case', id };
    if (fact.developmentFlags.length === 0) return unknown('development_unknown', ref);
    return fact.developmentFlags.some((flag) => TRAINING.includes(flag))
      ? null
      : notApplicable('no_training', ref);
  },
  clauses: [
    {
      code: 'quality',
      basis: 'circular',
      paragraph: '23',
      lowestTier: 'T4',
      en: 'The quality of every data set that the firm trains with was looked at, as it is.',
      zhHant: '法團用作訓練的每個資料集，其現行版本的質素均已檢視。',
      judge: (subject, register) => judgeDatasets('data_quality', subject, register),
    },
    {
      code: 'bias',
      basis: 'circular',
      paragraph: '23',
      lowestTier: 'T4',
      en: 'Every such data set was looked at for bias.',
      zhHant: '每個有關資料集均已檢視有否偏見。',
      judge: (subject, register) => judgeDatasets('bias', subject, register),
    },
    {
      code: 'rights',
      basis: 'house',
      paragraph: '23',
      lowestTier: 'T3',
      en: 'The rights to use every such data set are recorded.',
      zhHant: '使用每個有關資料集的權利均有記錄。',
      judge: (subject, register) => judgeDatasets('data_rights', subject, register),
    },
    {
      code: 'personal_data_framework',
      basis: 'circular',
      paragraph: '23',
      lowestTier: 'T4',
      en: 'The Model Personal Data Protection Framework for AI was considered for every such data set.',
      zhHant: '已就每個有關資料集充分考慮《人工智能（AI）：個人資料保障模範框架》。',
      judge: (subject, register) => judgeDatasets('personal_data_framework', subject, register),
    },
    {
      code: 'framework_signed',
      basis: 'house',
      paragraph: '23',
      lowestTier: 'T4',
      en: 'Somebody of compliance, or who answers for data protection, has signed that.',
      zhHant: '該考慮已由合規部門的人員或保障資料的負責人簽署。',
      judge: (subject, register) =>
        worst(
          datasetsOf(subject, register).flatMap(({ id }) =>
            subject.legalEntityIds.map((of) => {
              const latest = register.latestReview('personal_data_framework', id, of, subject.id);
              if (latest === null) return missing(subject.isOn);
              return latest.approved
                ? complete('signed_by_function', reviewRef(latest))
                : unknown('not_approved', reviewRef(latest));
            }),
          ),
          missing(subject.isOn, 'no_data_set'),
        ),
    },
  ],
};

/** What was looked at, and the measures that were found to be needed. */
function judgeDatasets(kind: string, subject: UseCaseSubject, register: InspectedRegister): Judgement {
  const { legalEntityIds, id: useCaseId, isOn } = subject;
  return worst(
    datasetsOf(subject, register).flatMap((component) => [
      ...judgeReviews(register, kind, { component, legalEntityIds, useCaseId, isOn }),
      ...legalEntityIds.flatMap((of) => {
        const latest = register.latestReview(kind, component.id, of, useCaseId);
        return latest === null ? [] : judgeMeasures(latest);
      }),
    ]),
    missing(isOn, 'no_data_set'),
  );
}

function datasetsOf({ fact }: UseCaseSubject, register: InspectedRegister): ComponentFact[] {
  return register.architecture.of(fact).filter(({ kind }) => kind === 'dataset');
}

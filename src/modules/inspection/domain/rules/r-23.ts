import type { ComponentFact } from '../facts.js';
import type { InspectedRegister } from '../inspected-register.js';
import { gap, type Judgement, missing, notApplicable, unknown, worst } from '../judgement.js';
import { judgeReviews, reviewRef } from '../review-judgements.js';
import type { Rule } from '../rule.js';
import type { UseCaseSubject } from '../subjects.js';

const TRAINING = ['own_training', 'fine_tuned'];
const SIGNING = ['compliance', 'legal'];

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
      en: 'The model framework on personal data was considered, and somebody of compliance or legal signed that.',
      zhHant: '已考慮個人資料模範框架，並由合規或法律職能的人員簽署。',
      judge(subject, register) {
        const considered = judgeDatasets('personal_data_framework', subject, register);
        if (considered.state !== 'complete') return considered;
        const unsigned = datasetsOf(subject, register)
          .flatMap(({ id }) =>
            subject.legalEntityIds.map((of) =>
              register.latestReview('personal_data_framework', id, of, subject.id),
            ),
          )
          .filter((review) => review !== null)
          .filter(({ performedBy }) => {
            const functions = register.person(performedBy)?.functions ?? [];
            return !functions.some((one) => SIGNING.includes(one));
          });
        return unsigned.length === 0 ? considered : gap('not_signed_by_function', ...unsigned.map(reviewRef));
      },
    },
  ],
};

function judgeDatasets(kind: string, subject: UseCaseSubject, register: InspectedRegister): Judgement {
  const { legalEntityIds, id: useCaseId, isOn } = subject;
  return worst(
    datasetsOf(subject, register).flatMap((component) =>
      judgeReviews(register, kind, { component, legalEntityIds, useCaseId, isOn }),
    ),
    missing(isOn, 'no_data_set'),
  );
}

function datasetsOf({ fact }: UseCaseSubject, register: InspectedRegister): ComponentFact[] {
  return register.architecture.of(fact).filter(({ kind }) => kind === 'dataset');
}

import { judgeControl } from '../control-judgements.js';
import { complete, gap, missing, notApplicable, worst } from '../judgement.js';
import { judgeMeasures, judgeReviews, reviewRef } from '../review-judgements.js';
import type { Rule } from '../rule.js';

/** What stores or processes embeddings and vectors, and what models are trained with. */
const KEEPING_DATA = ['vector_store', 'embedding_model', 'dataset'];

export const R_25: Rule<'component'> = {
  code: 'R-25',
  paragraph: '25, fn 20',
  en: 'Confidentiality over the whole lifecycle',
  zhHant: '整個生命周期的保密',
  subject: 'component',
  appliesTo: ({ id, fact }) =>
    KEEPING_DATA.includes(fact.kind) ? null : notApplicable('keeps_no_data', { type: 'component', id }),
  clauses: [
    {
      code: 'considered',
      basis: 'circular',
      paragraph: '25, fn 20',
      lowestTier: 'T4',
      en: 'It was considered whether data are kept apart and who may come to them.',
      zhHant: '已考慮數據應否分隔及誰可存取。',
      judge: ({ fact, legalEntityIds, isOn }, register) =>
        worst(
          judgeReviews(register, 'confidentiality', { component: fact, legalEntityIds, isOn }),
          missing(isOn),
        ),
    },
    {
      code: 'decided',
      basis: 'circular',
      paragraph: '25, fn 20',
      lowestTier: 'T4',
      en: 'The decision has a reason and somebody who answers for it.',
      zhHant: '有關決定附有理由及負責人。',
      judge: ({ fact, legalEntityIds, isOn }, register) =>
        worst(
          legalEntityIds.map((id) => {
            const latest = register.latestReview('confidentiality', fact.id, id);
            if (latest === null) return missing(isOn);
            return latest.reason !== null && latest.ownerId !== null
              ? complete('reasoned', reviewRef(latest))
              : gap('not_reasoned', reviewRef(latest));
          }),
          missing(isOn),
        ),
    },
    {
      code: 'measures',
      basis: 'circular',
      paragraph: '25',
      lowestTier: 'T4',
      en: 'Documents in date show the measures that were chosen.',
      zhHant: '所選措施有有效的證明文件。',
      judge: ({ fact, legalEntityIds, isOn }, register) =>
        worst(
          legalEntityIds.map((id) => {
            const latest = register.latestReview('confidentiality', fact.id, id);
            return latest === null ? missing(isOn) : judgeMeasures(latest);
          }),
          missing(isOn),
        ),
    },
    {
      code: 'segregation',
      basis: 'house',
      paragraph: '25',
      lowestTier: 'T3',
      en: 'Data are kept apart, whatever was considered.',
      zhHant: '不論考慮結果如何，數據均已分隔。',
      judge: ({ fact, legalEntityIds, isOn }, register) =>
        judgeControl(
          register,
          ['D', 'segregation'],
          { legalEntityIds, componentId: fact.id, providerId: fact.providerId },
          isOn,
        ),
    },
  ],
};

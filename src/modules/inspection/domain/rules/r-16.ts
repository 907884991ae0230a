import { judgeOutcome } from '../activity-judgements.js';
import { complete, gap, unknown } from '../judgement.js';
import { judgeStatements, statementRef } from '../risk-statements.js';
import type { Rule } from '../rule.js';

export const R_16: Rule<'use_case'> = {
  code: 'R-16',
  paragraph: '16',
  en: 'Mitigation of hallucination',
  zhHant: '紓減幻覺風險',
  subject: 'use_case',
  clauses: [
    {
      code: 'mitigated',
      basis: 'circular',
      paragraph: '16',
      lowestTier: 'T4',
      en: 'At least one measure against hallucination is in place, and a document shows it.',
      zhHant: '已採取至少一項紓減幻覺風險的措施，並有證明文件。',
      judge: (subject, register) =>
        judgeStatements(subject, register, (statement) => {
          const ref = statementRef(statement);
          const rating = statement.ratings.find(({ factor }) => factor === 'hallucination');
          if (rating === undefined) return gap('factors_left_out', ref);
          if (!rating.mitigations.some(({ evidenced }) => evidenced)) {
            return subject.isOn ? gap('not_mitigated', ref) : unknown('not_recorded_yet', ref);
          }
          return statement.approved ? complete('mitigated', ref) : unknown('not_approved', ref);
        }),
    },
    {
      code: 'own_test',
      basis: 'house',
      paragraph: '16',
      lowestTier: 'T2',
      en: 'The firm has tested itself how reliable the output is, whatever a vendor claims.',
      zhHant: '不論供應商如何聲稱，法團已自行測試輸出內容的可靠程度。',
      judge: ({ id, isOn }, register) => judgeOutcome(register.latestActivity('accuracy_test', id), isOn),
    },
  ],
};

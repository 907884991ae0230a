import { activityRef, judgeOutcome } from '../activity-judgements.js';
import type { InspectedRegister } from '../inspected-register.js';
import { complete, gap, type Judgement, notApplicable, unknown } from '../judgement.js';
import { isThirdParty } from '../providers.js';
import { judgeStatements, statementRef } from '../risk-statements.js';
import type { Rule } from '../rule.js';
import type { UseCaseSubject } from '../subjects.js';

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
          if (rating === undefined) {
            return subject.isOn ? gap('factors_left_out', ref) : unknown('not_recorded_yet', ref);
          }
          if (!rating.mitigations.some(({ evidenced }) => evidenced)) {
            return subject.isOn ? gap('not_mitigated', ref) : unknown('not_recorded_yet', ref);
          }
          return statement.approved ? complete('mitigated', ref) : unknown('not_approved', ref);
        }),
    },
    {
      code: 'claims',
      basis: 'circular',
      paragraph: '16',
      lowestTier: 'T4',
      en: 'Where a product is offered as removing or preventing hallucination, the firm has assessed how reliable it is.',
      zhHant: '如採用以消除或防避幻覺作為招徠的方案，已徹底評估其可靠性。',
      judge: judgeClaims,
    },
    {
      code: 'own_test',
      basis: 'house',
      paragraph: '16',
      lowestTier: 'T2',
      en: 'The firm has tested itself how reliable the output is, whatever a provider claims.',
      zhHant: '不論提供者如何聲稱，法團已自行測試輸出內容的可靠程度。',
      judge: ({ id, isOn }, register) => judgeOutcome(register.latestActivity('accuracy_test', id), isOn),
    },
  ],
};

/** What a product claims is not recorded: where the firm has not tested, nobody knows whether it had to. */
function judgeClaims({ id, fact }: UseCaseSubject, register: InspectedRegister): Judgement {
  const built = register.architecture.of(fact);
  if (built.length > 0 && !built.some((component) => isThirdParty(component, register))) {
    return notApplicable('no_third_party', { type: 'use_case', id });
  }
  const latest = register.latestActivity('accuracy_test', id);
  return latest === null || latest.outcome === 'unknown'
    ? unknown('claims_unknown', { type: 'use_case', id })
    : complete('done', activityRef(latest));
}

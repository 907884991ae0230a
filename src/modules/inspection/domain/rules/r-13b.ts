import { activityRef, judgeIssues, judgeOutcome, judgeStack } from '../activity-judgements.js';
import type { ActivityFact } from '../facts.js';
import type { InspectedRegister } from '../inspected-register.js';
import { complete, gap, type Judgement, missing, unknown } from '../judgement.js';
import type { Rule } from '../rule.js';
import type { UseCaseSubject } from '../subjects.js';

const SCOPE = ['performance', 'cyber_controls', 'data_controls'];

export const R_13B: Rule<'use_case'> = {
  code: 'R-13b',
  paragraph: '13(b), fn 12–13',
  en: 'Validation',
  zhHant: '驗證',
  subject: 'use_case',
  clauses: [
    {
      code: 'validated',
      basis: 'circular',
      paragraph: '13(b)',
      lowestTier: 'T4',
      en: 'The model was validated.',
      zhHant: '模型已經驗證。',
      judge: ({ id, isOn }, register) => judgeOutcome(register.latestActivity('validation', id), isOn),
    },
    {
      code: 'before_approval',
      basis: 'circular',
      paragraph: '13(b)(i)',
      lowestTier: 'T4',
      en: 'It was validated before it was approved.',
      zhHant: '模型在審批前已經驗證。',
      judge: judgeFirst,
    },
    {
      code: 'present_stack',
      basis: 'circular',
      paragraph: '13(b)(ii)',
      lowestTier: 'T4',
      en: 'It was validated again after every material change.',
      zhHant: '每次重大改動後均已重新驗證。',
      judge: (subject, register) =>
        judgeStack(register.latestActivity('validation', subject.id), subject, register),
    },
    {
      code: 'scope',
      basis: 'circular',
      paragraph: '13(b)',
      lowestTier: 'T4',
      en: 'The validation covers performance and the controls of cybersecurity and data risks.',
      zhHant: '驗證涵蓋效能、網絡保安監控措施及數據風險監控措施。',
      judge({ id, isOn }, register) {
        const latest = register.latestActivity('validation', id);
        if (latest === null) return missing(isOn);
        return SCOPE.every((one) => latest.scope.includes(one))
          ? complete('whole_scope', activityRef(latest))
          : gap('scope_incomplete', activityRef(latest));
      },
    },
    {
      code: 'issues',
      basis: 'circular',
      paragraph: '13(b)',
      lowestTier: 'T4',
      en: 'Every issue that was found is dealt with.',
      zhHant: '發現的每項問題均已處理。',
      judge: ({ id, isOn }, register) => judgeIssues(register.latestActivity('validation', id), isOn),
    },
  ],
};

const VALID = ['passed', 'passed_with_issues'];

/** What failed, or came to nobody knows what, is no validation to approve on. */
function judgeFirst(
  { id, fact: { firstOnOn }, isOn }: UseCaseSubject,
  register: InspectedRegister,
): Judgement {
  const all = register.activities('validation', id);
  const [earliest] = inTime(all.filter(({ outcome }) => VALID.includes(outcome)));
  const [open] = inTime(all.filter(({ outcome }) => outcome === 'unknown'));
  const isBefore = (one: ActivityFact | undefined): one is ActivityFact =>
    one !== undefined && (firstOnOn === null || one.performedOn <= firstOnOn);
  if (isOn && firstOnOn === null) return all.length === 0 ? missing(isOn) : unknown('day_unknown');
  if (isBefore(earliest)) return complete('in_time', activityRef(earliest));
  if (isBefore(open)) return unknown('outcome_unknown', activityRef(open));
  return earliest === undefined ? missing(isOn) : gap('validated_late', activityRef(earliest));
}

function inTime(activities: readonly ActivityFact[]): ActivityFact[] {
  return [...activities].sort((a, b) => (a.performedOn < b.performedOn ? -1 : 1));
}

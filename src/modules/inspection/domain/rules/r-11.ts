import { judgeOutcome, judgeSeniority, judgeStack } from '../activity-judgements.js';
import type { Rule } from '../rule.js';

export const R_11: Rule<'use_case'> = {
  code: 'R-11',
  paragraph: '11, fn 9',
  en: 'Known limits and fitness for use',
  zhHant: '已知限制及是否切合所需',
  subject: 'use_case',
  clauses: [
    {
      code: 'decided',
      basis: 'circular',
      paragraph: '11',
      lowestTier: 'T4',
      en: 'It is decided that the model is fit for the use, in view of its known risks and limits.',
      zhHant: '已在考慮模型的已知風險及限制後決定其切合用例所需。',
      judge: (subject, register) =>
        judgeOutcome(register.latestDecision('fitness_decision', subject), subject.isOn),
    },
    {
      code: 'present_version',
      basis: 'circular',
      paragraph: '11',
      lowestTier: 'T4',
      en: 'The decision is about the model as it is.',
      zhHant: '該決定針對模型的現行版本。',
      judge: (subject, register) =>
        judgeStack(register.latestDecision('fitness_decision', subject), subject, register),
    },
    {
      code: 'senior',
      basis: 'circular',
      paragraph: '11',
      lowestTier: 'T4',
      en: 'Senior management has attested that it knows these limits.',
      zhHant: '高級管理層已確認知悉有關限制。',
      judge: (subject, register) =>
        judgeSeniority(register.latestDecision('fitness_decision', subject), subject.isOn, register),
    },
  ],
};

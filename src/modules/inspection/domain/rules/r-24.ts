import { judgeControl } from '../control-judgements.js';
import { notApplicable, unknown } from '../judgement.js';
import type { Rule } from '../rule.js';

/** What is confidential, or more than that. */
const SENSITIVE = ['confidential', 'personal', 'sensitive_personal', 'inside_information', 'credentials'];

export const R_24: Rule<'use_case'> = {
  code: 'R-24',
  paragraph: '24',
  en: 'Sensitive data in prompts and training',
  zhHant: '提示及訓練中的敏感數據',
  subject: 'use_case',
  appliesTo({ id, fact }) {
    const ref = { type: 'use_case', id };
    if (fact.dataClasses.some((one) => SENSITIVE.includes(one))) return null;
    return fact.dataClasses.length === 0 || fact.dataClasses.includes('unknown')
      ? unknown('data_classes_unknown', ref)
      : notApplicable('no_sensitive_data', ref);
  },
  clauses: [
    {
      code: 'input_controls',
      basis: 'circular',
      paragraph: '24',
      lowestTier: 'T4',
      en: 'Controls of what users enter, or a model is fed, mitigate the risk to confidential data; a document in date shows them.',
      zhHant: '設有監控措施以評估和紓減敏感機密資料被輸入或灌輸至模型的風險，並有有效的證明文件。',
      judge: ({ id, legalEntityIds, isOn }, register) =>
        judgeControl(register, ['D', 'input_controls'], { legalEntityIds, useCaseId: id }, isOn),
    },
  ],
};

import { competencesOf } from '../competence.js';
import type { InspectedRegister } from '../inspected-register.js';
import { complete, gap, type Judgement, unknown } from '../judgement.js';
import type { Rule } from '../rule.js';
import type { LegalEntitySubject } from '../subjects.js';

const FUNCTIONS = ['business', 'risk', 'compliance', 'technology'];
const FIELDS = ['ai', 'data_science', 'model_risk_management', 'domain_expertise'];

export const R_10A: Rule<'legal_entity'> = {
  code: 'R-10a',
  paragraph: '10',
  en: 'Competent staff in four functions',
  zhHant: '四個部門具備能力的職員',
  subject: 'legal_entity',
  clauses: [
    {
      code: 'functions',
      basis: 'circular',
      paragraph: '10',
      lowestTier: 'T4',
      en: 'Business, risk, compliance and technology each have somebody whose competence is shown.',
      zhHant: '業務、風險、合規及科技部門各有至少一名已證明具備能力的職員。',
      judge: (subject, register) => judgeEach(FUNCTIONS, 'function', subject, register),
    },
    {
      code: 'fields',
      basis: 'circular',
      paragraph: '10',
      lowestTier: 'T4',
      en: 'Competence in AI, data science, model risk management and the field of business is shown.',
      zhHant: '已證明具備人工智能、數據科學、模型風險管理及專業領域知識方面的能力。',
      judge: (subject, register) => judgeEach(FIELDS, 'field', subject, register),
    },
  ],
};

/** Without any competence on record nobody knows; with some, whatever is missing is a gap. */
function judgeEach(
  codes: readonly string[],
  what: 'function' | 'field',
  { legalEntityIds, isOn }: LegalEntitySubject,
  register: InspectedRegister,
): Judgement {
  const all = competencesOf(register, { legalEntityIds });
  const records = all.map(({ id }) => ({ type: 'competence', id }));
  const isShown = (code: string): boolean => all.some((one) => one[what] === code);
  if (codes.every(isShown)) return complete('competence_shown', ...records);
  if (!isOn && all.length === 0) return unknown('not_recorded_yet');
  return gap('competence_missing', ...records);
}

import { complete, gap, missing } from '../judgement.js';
import type { Rule } from '../rule.js';
import { onlyThirdParty } from './r-28a.js';

export const R_28C: Rule<'component'> = {
  code: 'R-28c',
  paragraph: '28',
  en: 'Nothing listed that is not registered',
  zhHant: '清單所列項目均已登記',
  subject: 'component',
  appliesTo: onlyThirdParty,
  clauses: [
    {
      code: 'all_registered',
      basis: 'circular',
      paragraph: '28',
      lowestTier: 'T3',
      en: 'Everything that its bill of materials lists is in the register.',
      zhHant: '其物料清單所列的全部項目均在登記冊內。',
      judge({ id, fact: { bom }, isOn }) {
        if (bom === null) return missing(isOn, 'no_bill_of_materials');
        const ref = { type: 'component', id };
        return bom.notUnderstood === 0 ? complete('all_registered', ref) : gap('not_all_registered', ref);
      },
    },
  ],
};

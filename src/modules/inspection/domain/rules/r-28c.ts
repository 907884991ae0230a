import { complete, gap, notApplicable, unknown } from '../judgement.js';
import type { Rule } from '../rule.js';
import { withGroupStandard } from './group-standard.js';
import { onlyFromOutside, partyOfSubject } from './r-28a.js';

export const R_28C: Rule<'component'> = {
  code: 'R-28c',
  paragraph: '28',
  en: 'Nothing listed that is not registered',
  zhHant: '清單所列項目均已登記',
  subject: 'component',
  appliesTo: (subject, register) =>
    subject.fact.kind === 'dataset'
      ? notApplicable('not_software', { type: 'component', id: subject.id })
      : onlyFromOutside(subject, register),
  clauses: withGroupStandard<'component'>(partyOfSubject, [
    {
      code: 'all_registered',
      basis: 'circular',
      paragraph: '28',
      lowestTier: 'T3',
      en: 'Everything that its bill of materials lists is in the register.',
      zhHant: '其物料清單所列的全部項目均在登記冊內。',
      // The circular asks for an inventory, not for this form of one: without it nobody knows what else there is.
      judge({ id, fact: { bom } }) {
        const ref = { type: 'component', id };
        if (bom === null) return unknown('no_bill_of_materials', ref);
        return bom.notUnderstood === 0 ? complete('all_registered', ref) : gap('not_all_registered', ref);
      },
    },
  ]),
};

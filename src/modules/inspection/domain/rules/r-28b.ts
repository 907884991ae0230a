import { addDays } from '../../../../kernel/clock.js';
import { complete, gap, missing, type RecordRef } from '../judgement.js';
import type { Rule } from '../rule.js';
import { onlyThirdParty } from './r-28a.js';

/** Days within which an inventory is looked at again: standards of the house. */
const INVENTORY_DAYS = 90;
const SCAN_DAYS = 90;

export const R_28B: Rule<'component'> = {
  code: 'R-28b',
  paragraph: '28',
  en: 'Age of the inventory',
  zhHant: '清單的時效',
  subject: 'component',
  appliesTo: onlyThirdParty,
  clauses: [
    {
      code: 'inventory',
      basis: 'house',
      paragraph: '28',
      lowestTier: 'T3',
      en: 'What the component is made of was listed within ninety days.',
      zhHant: '過去九十日內已列出組件的構成。',
      judge({ id, fact: { bom }, isOn }, { today }) {
        if (bom === null) return missing(isOn, 'no_bill_of_materials');
        const ref: RecordRef = { type: 'component', id };
        return addDays(bom.receivedOn, INVENTORY_DAYS) >= today
          ? complete('in_time', ref)
          : gap('too_old', ref);
      },
    },
    {
      code: 'scanned',
      basis: 'house',
      paragraph: '28',
      lowestTier: 'T3',
      en: 'It was scanned for vulnerabilities within ninety days.',
      zhHant: '過去九十日內已掃描漏洞。',
      judge({ id, fact: { scannedOn }, isOn }, { today }) {
        if (scannedOn === null) return missing(isOn, 'not_scanned');
        const ref: RecordRef = { type: 'component', id };
        return addDays(scannedOn, SCAN_DAYS) >= today ? complete('in_time', ref) : gap('too_old', ref);
      },
    },
  ],
};

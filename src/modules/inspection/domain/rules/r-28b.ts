import { addDays } from '../../../../kernel/clock.js';
import { complete, gap, missing, notApplicable, type RecordRef, unknown } from '../judgement.js';
import type { Rule } from '../rule.js';
import { withGroupStandard } from './group-standard.js';
import { onlyFromOutside, partyOfSubject } from './r-28a.js';

/** Days within which an inventory that people keep, and a scan, is made again: standards of the house. */
const INVENTORY_DAYS = 90;
const SCAN_DAYS = 3;

export const R_28B: Rule<'component'> = {
  code: 'R-28b',
  paragraph: '28',
  en: 'Inventory of the software, and its age',
  zhHant: '軟件清單及其時效',
  subject: 'component',
  appliesTo: (subject, register) =>
    subject.fact.kind === 'dataset'
      ? notApplicable('not_software', { type: 'component', id: subject.id })
      : onlyFromOutside(subject, register),
  clauses: [
    ...withGroupStandard<'component'>(partyOfSubject, [
      {
        code: 'listed',
        basis: 'circular',
        paragraph: '28',
        lowestTier: 'T4',
        en: 'The inventory lists the software with the version in use, so that it can be watched.',
        zhHant: '清單列出有關軟件及使用中的版本，以作網絡保安監察之用。',
        judge({ id, fact: { release, pinning }, isOn }) {
          const ref: RecordRef = { type: 'component', id };
          if (release !== null) return complete('listed', ref);
          // Of a version that moves nobody can say which one it is.
          return isOn && pinning !== 'floating'
            ? gap('version_not_listed', ref)
            : unknown('version_unknown', ref);
        },
      },
    ]),
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
      en: 'It was held against the published vulnerabilities within three days.',
      zhHant: '過去三日內已與公布的漏洞比對。',
      judge({ id, fact: { scannedOn }, isOn }, { today }) {
        if (scannedOn === null) return missing(isOn, 'not_scanned');
        const ref: RecordRef = { type: 'component', id };
        return addDays(scannedOn, SCAN_DAYS) >= today ? complete('in_time', ref) : gap('too_old', ref);
      },
    },
  ],
};

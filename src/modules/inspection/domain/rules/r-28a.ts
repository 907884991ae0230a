import { INFRASTRUCTURE } from '../architecture.js';
import { judgeControl } from '../control-judgements.js';
import { gap, type Judgement, missing, notApplicable, worst } from '../judgement.js';
import { type Party, partyOfComponent } from '../providers.js';
import { judgeReviews, reviewRef } from '../review-judgements.js';
import type { Clause, Rule } from '../rule.js';
import type { ComponentSubject } from '../subjects.js';
import type { InspectedRegister } from '../inspected-register.js';
import { withGroupStandard } from './group-standard.js';

export function partyOfSubject({ fact }: ComponentSubject, register: InspectedRegister): Party {
  return partyOfComponent(fact, register);
}

/** Software and data from outside the firm, on the path of a request or not (paragraph 28). */
export function onlyFromOutside(subject: ComponentSubject, register: InspectedRegister): Judgement | null {
  const ref = { type: 'component', id: subject.id };
  if (INFRASTRUCTURE.includes(subject.fact.kind)) return notApplicable('not_software_or_data', ref);
  return partyOfSubject(subject, register) === 'in_house' ? notApplicable('in_house', ref) : null;
}

const CIRCULAR: readonly Clause<'component'>[] = [
  {
    code: 'supply_chain',
    basis: 'circular',
    paragraph: '28',
    lowestTier: 'T4',
    en: 'The vulnerabilities of its supply chain were assessed, for the version in use.',
    zhHant: '已就使用中的版本評估供應鏈漏洞。',
    judge: ({ fact, legalEntityIds, isOn }, register) =>
      worst(judgeReviews(register, 'supply_chain', { component: fact, legalEntityIds, isOn }), missing(isOn)),
  },
  {
    code: 'data_leakage',
    basis: 'circular',
    paragraph: '28',
    lowestTier: 'T4',
    en: 'Its risk of leaking data was assessed, for the version in use.',
    zhHant: '已就使用中的版本評估數據洩露風險。',
    judge: ({ fact, legalEntityIds, isOn }, register) =>
      worst(judgeReviews(register, 'data_leakage', { component: fact, legalEntityIds, isOn }), missing(isOn)),
  },
  {
    code: 'controls',
    basis: 'circular',
    paragraph: '28',
    lowestTier: 'T4',
    en: 'Strict controls of cybersecurity are held for it, and documents in date show those that were chosen.',
    zhHant: '設有嚴格的網絡保安監控措施，所選措施有有效的證明文件。',
    judge: (subject, register) =>
      worst(chosenControls(subject, register), missing(subject.isOn, 'no_control')),
  },
];

export const R_28A: Rule<'component'> = {
  code: 'R-28a',
  paragraph: '28',
  en: 'Supply chain and leakage of each component',
  zhHant: '每個組件的供應鏈及數據洩露',
  subject: 'component',
  appliesTo: onlyFromOutside,
  clauses: [...withGroupStandard(partyOfSubject, CIRCULAR)],
};

/** What the assessments chose; where they chose nothing, the scans and patches that every component needs. */
function chosenControls(subject: ComponentSubject, register: InspectedRegister): Judgement[] {
  const { fact, legalEntityIds, isOn } = subject;
  const reviews = ['supply_chain', 'data_leakage'].flatMap((kind) =>
    legalEntityIds.flatMap((of) => register.latestReview(kind, fact.id, of) ?? []),
  );
  const notShown = reviews.filter(({ measures }) => measures.some(({ evidenced }) => !evidenced));
  if (notShown.length > 0) return notShown.map((review) => gap('measure_not_shown', reviewRef(review)));
  const shown = reviews.filter(({ measures }) => measures.length > 0);
  if (shown.length > 0) {
    return shown.map((review) => ({
      ...{ state: 'complete', because: 'measures_shown', records: [reviewRef(review)] },
    }));
  }
  const where = { legalEntityIds, componentId: fact.id, providerId: fact.providerId };
  return [judgeControl(register, ['S', 'scan_patch_sla'], where, isOn)];
}

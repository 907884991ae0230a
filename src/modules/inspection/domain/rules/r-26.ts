import { judgeControl } from '../control-judgements.js';
import type { AssessmentFact } from '../facts.js';
import type { InspectedRegister } from '../inspected-register.js';
import {
  complete,
  gap,
  type Judgement,
  missing,
  notApplicable,
  type RecordRef,
  unknown,
} from '../judgement.js';
import type { Clause, Rule } from '../rule.js';
import type { ProviderSubject } from '../subjects.js';
import { openSourceStanding } from './open-source.js';

const HEADS = ['skills', 'expertise', 'resources', 'controls'];
const APPROVED = ['approved', 'approved_with_conditions'];

/** Of providers that are a third party: what the circular asks for. */
const CIRCULAR: readonly Clause<'provider'>[] = [
  {
    code: 'approved',
    basis: 'circular',
    paragraph: '26',
    lowestTier: 'T4',
    en: 'The provider was chosen with due skill, care and diligence: somebody else approved the due diligence.',
    zhHant: '以適當的技能、小心審慎和勤勉盡責的態度挑選提供者：盡職審查由他人批准。',
    judge: (subject, register) => ofThirdParty(subject) ?? judgeApproval(subject, register),
  },
  {
    code: 'heads',
    basis: 'circular',
    paragraph: '26',
    lowestTier: 'T4',
    en: 'Skills, expertise, resources and controls are each concluded on, against what the firm accepts.',
    zhHant: '已就技能、專業知識、資源和監控措施，按法團可接受的標準逐項作出結論。',
    judge: (subject, register) => ofThirdParty(subject) ?? judgeHeads(subject, register),
  },
  {
    code: 'monitored',
    basis: 'circular',
    paragraph: '26',
    lowestTier: 'T4',
    en: 'The provider is monitored on an ongoing basis.',
    zhHant: '持續監察提供者。',
    judge: (subject, register) => ofThirdParty(subject) ?? judgeMonitoring(subject, register),
  },
];

/** Paragraphs 26 to 29 bind third parties; a group company is held to the same by the house. */
const HOUSE: readonly Clause<'provider'>[] = [
  {
    code: 'in_date',
    basis: 'house',
    paragraph: '26',
    lowestTier: 'T4',
    en: 'The due diligence is in date: a year for the first two tiers, two years for others.',
    zhHant: '盡職審查仍然有效：首兩級為一年，其餘為兩年。',
    judge(subject, register) {
      const latest = latestOf(subject, register);
      if (latest?.validTo == null) return missing(subject.isOn);
      return latest.validTo >= register.today
        ? complete('in_time', refOf(latest))
        : gap('diligence_expired', refOf(latest));
    },
  },
  {
    code: 'group',
    basis: 'house',
    paragraph: '12',
    lowestTier: 'T4',
    en: 'A company of the group is assessed like anybody else.',
    zhHant: '集團公司與其他提供者一樣接受評估。',
    judge: (subject, register) =>
      subject.fact.kind === 'group_company'
        ? judgeApproval(subject, register)
        : notApplicable('not_of_the_group', { type: 'provider', id: subject.id }),
  },
];

export const R_26: Rule<'provider'> = {
  code: 'R-26',
  paragraph: '26',
  en: 'Due diligence on the provider',
  zhHant: '對提供者的盡職審查',
  subject: 'provider',
  appliesTo: (subject, register) =>
    subject.fact.kind === 'in_house'
      ? notApplicable('in_house', { type: 'provider', id: subject.id })
      : openSourceStanding(subject, register),
  clauses: [...CIRCULAR, ...HOUSE],
};

function ofThirdParty({ id, fact }: ProviderSubject): Judgement | null {
  return fact.kind === 'group_company' ? notApplicable('of_the_group', { type: 'provider', id }) : null;
}

function latestOf(
  { id, legalEntityIds }: ProviderSubject,
  register: InspectedRegister,
): AssessmentFact | null {
  return legalEntityIds.map((of) => register.assessment(of, id)).find((one) => one !== null) ?? null;
}

function judgeApproval(subject: ProviderSubject, register: InspectedRegister): Judgement {
  const latest = latestOf(subject, register);
  if (latest === null) return missing(subject.isOn);
  const ref = refOf(latest);
  if (!APPROVED.includes(latest.state)) return gap('diligence_rejected', ref);
  return latest.hasOverdueCondition ? gap('condition_overdue', ref) : complete('diligence_approved', ref);
}

function judgeHeads(subject: ProviderSubject, register: InspectedRegister): Judgement {
  const latest = latestOf(subject, register);
  if (latest === null) return missing(subject.isOn);
  const ref = refOf(latest);
  const concluded = HEADS.map(
    (head) => latest.conclusions.find(({ section }) => section === head)?.conclusion ?? 'unknown',
  );
  if (latest.acceptanceStandardId === null) return gap('no_acceptance_standard', ref);
  if (concluded.includes('not_assessable')) return gap('not_assessable', ref);
  return concluded.includes('unknown')
    ? unknown('conclusion_unknown', ref)
    : complete('heads_concluded', ref);
}

function judgeMonitoring(
  { id, legalEntityIds, isOn }: ProviderSubject,
  register: InspectedRegister,
): Judgement {
  return judgeControl(register, ['P', 'monitoring'], { legalEntityIds, providerId: id }, isOn);
}

function refOf({ id }: AssessmentFact): RecordRef {
  return { type: 'assessment', id };
}

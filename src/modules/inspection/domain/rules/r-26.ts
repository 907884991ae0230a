import { judgeControl } from '../control-judgements.js';
import { INFRASTRUCTURE, PART } from '../architecture.js';
import type { AssessmentFact, ComponentFact } from '../facts.js';
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
import { partyOf } from '../providers.js';
import type { Clause, Rule } from '../rule.js';
import type { ProviderSubject } from '../subjects.js';
import { isChosen, providedTo } from '../selected.js';
import { withGroupStandard } from './group-standard.js';
import { openSourceStanding } from './open-source.js';

const HEADS = ['skills', 'expertise', 'resources', 'controls'];
const APPROVED = ['approved', 'approved_with_conditions', 'expired'];

const CIRCULAR: readonly Clause<'provider'>[] = [
  {
    code: 'approved',
    basis: 'circular',
    paragraph: '26',
    lowestTier: 'T4',
    en: 'The provider was chosen with due skill, care and diligence: due diligence on it was done and approved.',
    zhHant: '以適當的技能、小心審慎和勤勉盡責的態度挑選提供者：已進行盡職審查並獲批准。',
    judge: judgeApproval,
  },
  {
    code: 'heads',
    basis: 'circular',
    paragraph: '26',
    lowestTier: 'T4',
    en: 'Skills, expertise, resources and controls are each concluded on, against what the firm accepts.',
    zhHant: '已就技能、專業知識、資源和監控措施，按法團可接受的標準逐項作出結論。',
    judge: judgeHeads,
  },
  {
    code: 'monitored',
    basis: 'circular',
    paragraph: '26',
    lowestTier: 'T4',
    en: 'The provider is monitored on an ongoing basis.',
    zhHant: '持續監察提供者。',
    judge: ({ id, legalEntityIds, isOn }, register) =>
      judgeControl(register, ['P', 'monitoring'], { legalEntityIds, providerId: id }, isOn),
  },
];

export const R_26: Rule<'provider'> = {
  code: 'R-26',
  paragraph: '26',
  en: 'Due diligence on the provider',
  zhHant: '對提供者的盡職審查',
  subject: 'provider',
  appliesTo(subject, register) {
    const ref = { type: 'provider', id: subject.id };
    if (subject.fact.kind === 'in_house') return notApplicable('in_house', ref);
    return (
      notSelected(subject, register) ??
      openSourceStanding(componentsOf(subject, register), subject, ref, register)
    );
  },
  clauses: [
    ...withGroupStandard<'provider'>(({ fact }) => partyOf(fact), CIRCULAR),
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
  ],
};

function componentsOf(
  { id, legalEntityIds }: ProviderSubject,
  register: InspectedRegister,
): readonly ComponentFact[] {
  return providedTo(legalEntityIds, id, register);
}

/** Why the firm has not selected a provider, although something of it is in use; null: it has. */
function notSelected(subject: ProviderSubject, register: InspectedRegister): Judgement | null {
  const ref = { type: 'provider', id: subject.id };
  const components = componentsOf(subject, register);
  if (isContracted(subject, components, register)) return null;
  if (components.every(({ kind }) => kind === PART)) return notApplicable('parts_only', ref);
  // Hosts, regions and networks that providers stand on are known of; whoever chose the provider has not chosen them.
  const isUpstream = (one: ComponentFact): boolean =>
    INFRASTRUCTURE.includes(one.kind) && !isChosen(one, subject.legalEntityIds, register);
  return components.every(isUpstream) ? notApplicable('upstream_only', ref) : null;
}

/** An arrangement with nobody knows whom may be with this one. */
function isContracted(
  { id: of, legalEntityIds }: ProviderSubject,
  components: readonly ComponentFact[],
  register: InspectedRegister,
): boolean {
  return (
    components.some(({ id }) => register.arrangementsOf(id, legalEntityIds).length > 0) ||
    register.arrangementsWith(of).some(({ legalEntityId }) => legalEntityIds.includes(legalEntityId))
  );
}

function latestOf(
  { id, legalEntityIds }: ProviderSubject,
  register: InspectedRegister,
): AssessmentFact | null {
  return legalEntityIds.map((of) => register.assessment(of, id)).find((one) => one !== null) ?? null;
}

/** How long an approval holds is the house's to say: one that has run out was one. */
function judgeApproval(subject: ProviderSubject, register: InspectedRegister): Judgement {
  const latest = latestOf(subject, register);
  if (latest === null) return missing(subject.isOn);
  const ref = refOf(latest);
  if (latest.state === 'rejected') return gap('diligence_rejected', ref);
  if (!APPROVED.includes(latest.state)) return unknown('not_approved', ref);
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

function refOf({ id }: AssessmentFact): RecordRef {
  return { type: 'assessment', id };
}

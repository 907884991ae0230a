import { activityRef, judgeOutcome, judgeStack } from '../activity-judgements.js';
import type { ArrangementFact } from '../facts.js';
import type { InspectedRegister } from '../inspected-register.js';
import { complete, gap, missing, unknown } from '../judgement.js';
import { isThirdParty } from '../providers.js';
import type { Rule } from '../rule.js';
import type { UseCaseSubject } from '../subjects.js';

const SIGNING = ['legal', 'compliance'];

export const R_10B: Rule<'use_case'> = {
  code: 'R-10b',
  paragraph: '10, fn 8',
  en: 'View of legal and compliance',
  zhHant: '法律及合規意見',
  subject: 'use_case',
  clauses: [
    {
      code: 'given',
      basis: 'circular',
      paragraph: '10',
      lowestTier: 'T4',
      en: 'Legal and compliance have assessed the use.',
      zhHant: '法律及合規部門已評估用例。',
      judge: (subject, register) =>
        judgeOutcome(register.latestDecision('legal_review', subject), subject.isOn),
    },
    {
      code: 'signed',
      basis: 'circular',
      paragraph: '10',
      lowestTier: 'T4',
      en: 'Somebody of the legal or compliance function gave it.',
      zhHant: '由法律或合規部門的人員作出。',
      judge(subject, register) {
        const latest = register.latestDecision('legal_review', subject);
        if (latest === null) return missing(subject.isOn);
        if (latest.performedBy === null) return unknown('performer_unknown', activityRef(latest));
        const functions = register.person(latest.performedBy)?.functions ?? [];
        return functions.some((one) => SIGNING.includes(one))
          ? complete('signed_by_function', activityRef(latest))
          : gap('not_signed_by_function', activityRef(latest));
      },
    },
    {
      code: 'newer',
      basis: 'circular',
      paragraph: '10',
      lowestTier: 'T4',
      en: 'It is about the use as it is.',
      zhHant: '評估針對用例的現況。',
      judge: (subject, register) =>
        judgeStack(register.latestDecision('legal_review', subject), subject, register),
    },
    {
      code: 'after_contract',
      basis: 'house',
      paragraph: '10',
      lowestTier: 'T3',
      en: 'No contract that the use stands on has begun since.',
      zhHant: '其後並無用例所依賴的合約開始生效。',
      judge(subject, register) {
        const latest = register.latestDecision('legal_review', subject);
        if (latest === null) return missing(subject.isOn);
        const contracts = contractsOf(subject, register);
        const newer = contracts.filter(
          ({ startsOn }) => startsOn > latest.performedOn && startsOn <= register.today,
        );
        const refs = newer.map(({ id }) => ({ type: 'arrangement', id }));
        if (newer.length > 0) return gap('older_than_contract', activityRef(latest), ...refs);
        return contracts.length === 0 && hasThirdParty(subject, register)
          ? unknown('contract_unknown', activityRef(latest))
          : complete('no_contract_since', activityRef(latest));
      },
    },
  ],
};

function contractsOf(
  { fact, legalEntityIds }: UseCaseSubject,
  register: InspectedRegister,
): ArrangementFact[] {
  const found = register.architecture
    .of(fact)
    .flatMap((component) => register.arrangementsOf(component.id, legalEntityIds));
  return [...new Set(found)];
}

/** Nothing recorded may stand on anybody. */
function hasThirdParty({ fact }: UseCaseSubject, register: InspectedRegister): boolean {
  const built = register.architecture.of(fact);
  return built.length === 0 || built.some((component) => isThirdParty(component, register));
}

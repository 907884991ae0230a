import type { ArrangementFact } from '../facts.js';
import type { InspectedRegister } from '../inspected-register.js';
import { complete, gap, type Judgement, missing, notApplicable, unknown, worst } from '../judgement.js';
import { hasNoCounterparty, type Party, partyOf } from '../providers.js';
import type { Clause, Rule } from '../rule.js';
import type { ArrangementSubject } from '../subjects.js';
import { withGroupStandard } from './group-standard.js';
import { openSourceStanding } from './open-source.js';

/** Who is on the other side of a contract. */
export function partyOfArrangement({ fact }: ArrangementSubject, register: InspectedRegister): Party {
  if (fact.kind === 'in_house') return 'in_house';
  return fact.kind === 'intragroup' ? 'group' : partyOf(register.provider(fact.providerId));
}

/** What is asked of contracts with whoever is outside the firm. */
export function onlyWithCounterparty(
  subject: ArrangementSubject,
  register: InspectedRegister,
): Judgement | null {
  const { id, fact } = subject;
  const ref = { type: 'arrangement', id };
  if (partyOfArrangement(subject, register) === 'in_house') return notApplicable('in_house', ref);
  const provider = register.provider(fact.providerId);
  if (provider === null) return unknown('provider_unknown', ref);
  if (fact.componentIds.length === 0 && (isLicence(fact) || hasNoCounterparty(provider))) {
    return unknown('model_not_owned', ref);
  }
  const covered = fact.componentIds.flatMap((of) => register.architecture.component(of) ?? []);
  const isNobodys = covered.some(({ providerId }) => register.provider(providerId) === null);
  if (isNobodys && hasNoCounterparty(provider)) return unknown('provider_unknown', ref);
  return openSourceStanding(covered, subject, ref, register);
}

function isLicence({ kind }: ArrangementFact): boolean {
  return kind === 'open_source_licence';
}

interface Question {
  readonly material: string;
  readonly measure: string;
  readonly risks: readonly string[];
}

const questionsOf = (fact: ArrangementFact): Question[] => [
  {
    material: fact.ipBreachMaterial,
    measure: fact.ipProtectiveMeasure,
    risks: ['ip_output', 'ip_training_data'],
  },
  { material: fact.privacyBreachMaterial, measure: fact.privacyProtectiveMeasure, risks: ['privacy'] },
];

const CIRCULAR: readonly Clause<'arrangement'>[] = [
  {
    code: 'questions',
    basis: 'circular',
    paragraph: '26(c)',
    lowestTier: 'T4',
    en: 'It is known whether a breach by the provider, of privacy or of intellectual property, may hurt the firm.',
    zhHant: '已知提供者違反私隱或知識產權法例會否對法團造成重大不利影響。',
    judge: ({ id, fact, isOn }) => {
      const isAnswered = questionsOf(fact).every(({ material }) => material !== 'unknown');
      return isAnswered
        ? complete('answered', { type: 'arrangement', id })
        : missing(isOn, 'materiality_unknown');
    },
  },
  {
    code: 'protected',
    basis: 'circular',
    paragraph: '26(c)',
    lowestTier: 'T4',
    en: 'Where it may, measures of the provider or an indemnity protect the firm, or the risk is accepted with a reason.',
    zhHant: '如會，則提供者設有保障措施或作出彌償，或已附理由接納風險。',
    reasonSuffices: true,
    judge: ({ id, fact }) =>
      worst(
        questionsOf(fact).map((question) => judgeProtection(question, fact, id)),
        notApplicable('no_counterparty'),
      ),
  },
];

export const R_26C: Rule<'arrangement'> = {
  code: 'R-26c',
  paragraph: '26(c), fn 22',
  en: 'Privacy and intellectual property: measures or indemnity',
  zhHant: '私隱及知識產權：保障措施或彌償',
  subject: 'arrangement',
  appliesTo: onlyWithCounterparty,
  clauses: [
    ...withGroupStandard(partyOfArrangement, CIRCULAR),
    {
      code: 'conditions',
      basis: 'house',
      paragraph: '26(c), fn 22',
      lowestTier: 'T3',
      en: 'Documents in date show that the conditions of an indemnity are met.',
      zhHant: '彌償的條件已獲符合，並有有效的證明文件。',
      judge: ({ fact }) =>
        worst(
          fact.indemnities
            .filter(({ protection }) => PAYING.includes(protection))
            .map((indemnity) => judgeConditions(indemnity)),
          notApplicable('no_indemnity'),
        ),
    },
  ],
};

const PAYING = ['uncapped', 'capped'];

function judgeProtection(
  { material, measure, risks }: Question,
  fact: ArrangementFact,
  id: string,
): Judgement {
  const ref = { type: 'arrangement', id };
  if (material === 'no') return complete('not_material', ref);
  if (measure === 'yes') return complete('measure_in_place', ref);
  const terms = fact.indemnities.filter(({ risk }) => risks.includes(risk));
  const refs = terms.map((one) => ({ type: 'indemnity', id: one.id }));
  const isPaid = risks.every((risk) =>
    terms.some((one) => one.risk === risk && PAYING.includes(one.protection)),
  );
  if (isPaid) return complete('indemnified', ...refs);
  const isKnown =
    measure === 'no' &&
    material === 'yes' &&
    risks.some((risk) => terms.some((one) => one.risk === risk && isNone(one.protection)));
  return isKnown ? gap('nobody_protects', ...refs) : unknown('protection_unknown', ref);
}

function isNone(protection: string): boolean {
  return protection === 'excluded' || protection === 'silent';
}

function judgeConditions(indemnity: ArrangementFact['indemnities'][number]): Judgement {
  const ref = { type: 'indemnity', id: indemnity.id };
  const { conditionsStatus, conditions } = indemnity;
  if (conditionsStatus === 'none') return complete('no_conditions', ref);
  if (conditionsStatus === 'unknown') return unknown('conditions_unknown', ref);
  if (conditions.some(({ met }) => met === 'no')) return gap('condition_broken', ref);
  if (conditions.length === 0 || conditions.some(({ met }) => met !== 'yes')) {
    return unknown('conditions_unknown', ref);
  }
  return conditions.every(({ evidenced }) => evidenced)
    ? complete('conditions_shown', ref)
    : gap('conditions_not_shown', ref);
}

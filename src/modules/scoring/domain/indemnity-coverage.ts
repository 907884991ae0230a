import type { ArrangementFact } from './arrangement-facts.js';
import {
  type BrokenCondition,
  type Cover,
  type CoverConditions,
  type CoveredUse,
  coverOf,
  type IndemnityFact,
  type Payer,
  payerOf,
} from './indemnity-cover.js';
import type { ScoreSubject } from './score-subjects.js';

/** Kinds of claims that are asked of everything that a third party provides (paragraph 26(c)). */
const ASKED = ['ip_output', 'ip_training_data', 'privacy'] as const;
/** Components that a row names; a use case may have thousands that nobody contracted for. */
export const NAMED_COMPONENTS = 20;

/** Who would pay one legal entity for one kind of claim over what one use case is built of. */
export interface IndemnityCoverage {
  legalEntityId: string;
  /** Null: it has none for these components. */
  arrangementId: string | null;
  providerId: string | null;
  /** The first of them by their ids, and how many there are. */
  componentIds: readonly string[];
  componentCount: number;
  tier: string;
  risk: string;
  label: string | null;
  indemnityId: string | null;
  protection: string;
  /** Null where none is promised up to one, and where nobody was told what it is. */
  cap: IndemnityFact['cap'];
  /** Null where nothing is promised up to a cap. */
  capBase: string | null;
  conditions: CoverConditions;
  conditionsBroken: readonly BrokenCondition[];
  protectiveMeasure: string;
  breachMaterial: string;
  payer: Payer;
}

/** The use case of a subject. */
interface CoveredUseCase {
  tier: string;
  legalEntityIds: readonly string[];
  developmentFlags: readonly string[];
}

/**
 * The rows of a subject that an arrangement covers: of the legal entity that has it, since a contract binds its provider
 * towards nobody else.
 */
export function coverageUnder(
  arrangement: ArrangementFact,
  { componentIds }: Pick<ScoreSubject, 'componentIds'>,
  { tier, developmentFlags }: CoveredUseCase,
  parts: CoveredUse['parts'],
): IndemnityCoverage[] {
  const { id, legalEntityId, providerId, indemnities } = arrangement;
  const use = { developmentFlags, parts };
  const about = { legalEntityId, arrangementId: id, providerId, ...namedOf(componentIds), tier };
  const asked = ASKED.map((risk) => ({ risk, indemnity: indemnities.find((one) => one.risk === risk) }));
  const others = indemnities
    .filter(({ risk }) => risk === 'other')
    .map((indemnity) => ({ risk: 'other', indemnity }));
  return [...asked, ...others].map(({ risk, indemnity }) => {
    const cover = coverOf(indemnity, use);
    return {
      ...about,
      ...{ risk, label: indemnity?.label ?? null, ...promised(cover), ...capOf(indemnity) },
      ...breachOf(risk, arrangement),
      payer: payerOf(cover),
    };
  });
}

/**
 * The rows of a subject that no arrangement covers: of each legal entity of the use case that has none for some component,
 * or for what nobody names. No contract is not no risk: nobody has promised to pay.
 * @param isCovered whether an arrangement of a legal entity covers a component
 */
export function coverageOfNobody(
  {
    providerId,
    uncoveredIds,
    undisclosed,
  }: Pick<ScoreSubject, 'providerId' | 'uncoveredIds' | 'undisclosed'>,
  { tier, legalEntityIds }: CoveredUseCase,
  isCovered: (componentId: string, legalEntityId: string) => boolean,
): IndemnityCoverage[] {
  return legalEntityIds.flatMap((legalEntityId) => {
    const without = uncoveredIds.filter((id) => !isCovered(id, legalEntityId));
    if (without.length === 0 && !undisclosed) return [];
    return ASKED.map((risk) => ({
      ...{ legalEntityId, arrangementId: null, providerId, ...namedOf(without), tier },
      ...{ risk, label: null, ...promised(coverOf(undefined, { developmentFlags: [], parts: [] })) },
      ...{ cap: null, capBase: null, protectiveMeasure: 'unknown', breachMaterial: 'unknown' },
      payer: 'nobody' as const,
    }));
  });
}

function namedOf(ids: readonly string[]) {
  return { componentIds: ids.slice(0, NAMED_COMPONENTS), componentCount: ids.length };
}

function promised({ indemnityId, protection, conditions, broken }: Cover) {
  return { indemnityId, protection, conditions, conditionsBroken: broken };
}

function capOf(indemnity: IndemnityFact | undefined): Pick<IndemnityCoverage, 'cap' | 'capBase'> {
  return indemnity?.protection === 'capped'
    ? { cap: indemnity.cap, capBase: indemnity.capBase }
    : { cap: null, capBase: null };
}

/** The two questions of paragraph 26(c); nobody asks them of other claims. */
function breachOf(
  risk: string,
  arrangement: ArrangementFact,
): Pick<IndemnityCoverage, 'protectiveMeasure' | 'breachMaterial'> {
  if (risk === 'other') return { protectiveMeasure: 'unknown', breachMaterial: 'unknown' };
  return risk === 'privacy'
    ? {
        protectiveMeasure: arrangement.privacyProtectiveMeasure,
        breachMaterial: arrangement.privacyBreachMaterial,
      }
    : { protectiveMeasure: arrangement.ipProtectiveMeasure, breachMaterial: arrangement.ipBreachMaterial };
}

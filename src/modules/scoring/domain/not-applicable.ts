import type { NotApplicable, NotApplicableItem } from '../engine/facts.js';
import type { Placed } from './placed-records.js';
import type { Source } from './score-facts.js';

/** A claim that a rule does not apply, as scores read it. One that was rejected is none. */
export interface ClaimFact extends Placed {
  readonly rule: string;
  readonly legalEntityId: string;
  /** Null: nobody has approved it. */
  readonly approvedBy: string | null;
  /** YYYY-MM-DD: the last day on which it holds. */
  readonly expiresOn: string;
  readonly source: Source;
}

/** A rule that may be claimed not to apply, and the item of the method that then drops out. */
interface ClaimableRule {
  readonly rule: string;
  readonly item: NotApplicableItem;
  /** Kinds of providers for which the claim takes the item along; null: it claims just that, whoever provides. */
  readonly kinds: readonly string[] | null;
  readonly because: string;
}

/**
 * What a claim takes out of a score. Which kinds of providers may leave an item out, is for the method to say; of any other rule
 * the method leaves nothing out.
 */
export const CLAIMABLE: readonly ClaimableRule[] = [
  {
    ...{ rule: 'R-26', item: 'P', kinds: null },
    because: 'Without due diligence on a provider there is no assurance of one: the domain and its controls.',
  },
  {
    ...{ rule: 'R-26', item: 'terms', kinds: ['in_house'] },
    because:
      'Where the firm itself provides, there is nobody whose terms and territories it would have to keep to.',
  },
  {
    ...{ rule: 'R-26a', item: 'modelRiskFramework', kinds: null },
    because: 'Paragraph 26(a)(i) asks for the framework of the provider.',
  },
  {
    ...{ rule: 'R-26c', item: 'ip', kinds: null },
    because: 'Who answers for intellectual property; privacy stays, since data is disclosed or it is not.',
  },
  {
    ...{ rule: 'R-27', item: 'responsibility', kinds: null },
    because: 'Tasks are divided between the firm and somebody else.',
  },
];

export const CLAIMABLE_RULES = [...new Set(CLAIMABLE.map(({ rule }) => rule))];

/** A use, and of what kind everybody is who provides for it. */
export interface ClaimedUse {
  readonly useCaseId: string;
  readonly legalEntityIds: readonly string[];
  readonly providerId: string | null;
  readonly componentIds: readonly string[];
  readonly providerKind: string;
  /** YYYY-MM-DD */
  readonly today: string;
}

export interface ClaimsOfUse {
  readonly claims: readonly NotApplicable[];
  readonly records: readonly ClaimFact[];
}

/**
 * What is claimed not to apply to a use. Each of its legal entities claims for itself: what holds for some of them alone, holds for
 * none; what one of them claims without right, is claimed without right. The reason stands in the record, which is named.
 * @param all claims that may be about the use
 */
export function claimsOf(all: readonly ClaimFact[], use: ClaimedUse): ClaimsOfUse {
  if (all.length === 0) return { claims: [], records: [] };
  const found = CLAIMABLE.filter(({ kinds }) => kinds?.includes(use.providerKind) ?? true).flatMap(
    ({ rule, item }) => {
      const ofRule = all.filter((claim) => claim.rule === rule);
      const claims = use.legalEntityIds.flatMap((entity) => bestOf(ofRule, entity, use) ?? []);
      const worst = claims.reduce<ClaimFact | null>(
        (a, b) => (a && lacks(a, use) >= lacks(b, use) ? a : b),
        null,
      );
      if (worst === null) return [];
      const isPartial = claims.length < use.legalEntityIds.length;
      return isPartial && lacks(worst, use) === 0 ? [] : [{ item, worst, claims }];
    },
  );
  return {
    claims: found.map(({ item, worst }) => ({
      ...{ item, reason: worst.id, approver: worst.approvedBy, expiresOn: worst.expiresOn },
    })),
    records: [...new Set(found.flatMap(({ claims }) => claims))],
  };
}

/** Of one legal entity, the claim that lacks least; of components, all that are used have to be claimed. */
function bestOf(claims: readonly ClaimFact[], entity: string, use: ClaimedUse): ClaimFact | null {
  const own = claims.filter(({ legalEntityId }) => legalEntityId === entity);
  const ofComponents = use.componentIds.map((id) =>
    best(
      own.filter(({ componentId }) => componentId === id),
      use,
    ),
  );
  const isWhole = ofComponents.length > 0 && ofComponents.every((claim) => claim !== null);
  const worst = isWhole
    ? ofComponents.flatMap((claim) => claim ?? []).reduce((a, b) => (lacks(a, use) >= lacks(b, use) ? a : b))
    : null;
  const wider = own.filter(
    ({ componentId, providerId }) =>
      componentId === null && (providerId === null || providerId === use.providerId),
  );
  return best([...wider, ...(worst ? [worst] : [])], use);
}

function best(claims: readonly ClaimFact[], use: ClaimedUse): ClaimFact | null {
  return claims.reduce<ClaimFact | null>((a, b) => (a && isAtLeast(a, b, use) ? a : b), null);
}

/** Of two that hold, the one that holds longer. */
function isAtLeast(a: ClaimFact, b: ClaimFact, use: ClaimedUse): boolean {
  const [ofA, ofB] = [lacks(a, use), lacks(b, use)];
  if (ofA !== ofB) return ofA < ofB;
  return a.expiresOn === b.expiresOn ? a.id <= b.id : a.expiresOn > b.expiresOn;
}

/** 0: nothing; 1: it has expired; 2: nobody approved it. */
function lacks({ approvedBy, expiresOn }: ClaimFact, { today }: ClaimedUse): number {
  if (approvedBy === null) return 2;
  return expiresOn < today ? 1 : 0;
}

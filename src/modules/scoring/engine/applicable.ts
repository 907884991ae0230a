import {
  type Controls,
  NOT_APPLICABLE_ITEMS,
  type NotApplicable,
  type NotApplicableItem,
  type SubjectFacts,
} from './facts.js';
import type { Domain } from './method.js';

/**
 * What each kind of provider may leave out (methodology 4.4, "N/A"). Open-source projects stand for a model without an
 * identifiable provider, or whose provider cannot practicably be assessed (paragraph 26(b)).
 */
const ALLOWED: Readonly<Record<string, readonly NotApplicableItem[]>> = {
  open_source_project: ['P', 'modelRiskFramework', 'ip', 'responsibility'],
  in_house: ['P', 'modelRiskFramework', 'ip', 'terms'],
};

/** Fields that belong to an item: they are unknown where the item is claimed without right. */
const FIELDS: Readonly<Record<NotApplicableItem, Partial<SubjectFacts>>> = {
  P: {
    viability: 'unknown',
    assurance: 'unknown',
    auditRights: 'unknown',
    providerSkills: 'unknown',
    dueDiligence: 'unknown',
  },
  modelRiskFramework: { modelRiskFramework: 'unknown' },
  ip: {
    ipOutput: 'unknown',
    ipOutputConditions: 'unknown',
    ipTraining: 'unknown',
    ipTrainingConditions: 'unknown',
    ipProtectiveMeasure: 'unknown',
    ipBreachMaterial: 'unknown',
  },
  terms: { territory: 'unknown', termsOfUse: 'unknown' },
  responsibility: { responsibilityAllocation: 'unknown' },
};

/** Controls that go with an item, in and out: one of a domain, or all of them. */
const CONTROLS: Readonly<Partial<Record<NotApplicableItem, { domain: Domain; code: string | null }>>> = {
  P: { domain: 'P', code: null },
  ip: { domain: 'L', code: 'indemnityConditions' },
  responsibility: { domain: 'S', code: 'responsibility' },
};

/** Whether a control drops out because the item that it belongs to does not apply. */
export function dropsOut(notApplying: NotApplying, domain: Domain, code: string): boolean {
  return [...notApplying].some((item) => {
    const control = CONTROLS[item];
    return control?.domain === domain && (control.code === null || control.code === code);
  });
}

/** The fields that an item which does not apply leaves out. */
export function fieldsOf(item: string): string[] {
  return Object.keys(FIELDS[item as NotApplicableItem] ?? {});
}

/** Items that do not apply to the subject. */
export type NotApplying = ReadonlySet<NotApplicableItem>;

/** A claim that something does not apply, made without right, and what it lacks. */
export interface RefusedClaim {
  readonly item: NotApplicableItem;
  readonly because: 'provider_kind' | 'unsigned' | 'expired';
}

export interface Applicable {
  readonly notApplying: NotApplying;
  readonly refused: readonly RefusedClaim[];
  /** The facts, with the fields of every item unknown that was claimed not to apply without right. */
  readonly facts: SubjectFacts;
}

/**
 * Settles what does not apply. A claim needs a reason, an approver, an expiry that is not past, and a provider of the
 * kind; without them the item is unknown, whatever value stands beside it.
 * @param today YYYY-MM-DD
 */
export function applicable(facts: SubjectFacts, today: string): Applicable {
  const { notApplying, refused } = settledClaims(facts, today);
  return {
    notApplying,
    refused,
    facts: refused.reduce((known, { item }) => withUnknown(known, item), facts),
  };
}

/** Which claims hold, and which do not. */
export function settledClaims(
  { notApplicable, providerKind }: Pick<SubjectFacts, 'notApplicable' | 'providerKind'>,
  today: string,
): Omit<Applicable, 'facts'> {
  const notApplying = new Set<NotApplicableItem>();
  const refused = new Map<NotApplicableItem, RefusedClaim>();
  for (const claim of notApplicable) {
    const item = NOT_APPLICABLE_ITEMS.find((known) => known === claim.item);
    if (item === undefined) continue;
    const because = lacking(claim, item, providerKind, today);
    if (because === null) notApplying.add(item);
    else refused.set(item, { item, because });
  }
  return { notApplying, refused: [...refused.values()].filter(({ item }) => !notApplying.has(item)) };
}

/** What a claim lacks; null: nothing. */
function lacking(
  claim: NotApplicable,
  item: NotApplicableItem,
  providerKind: string,
  today: string,
): RefusedClaim['because'] | null {
  if (!(ALLOWED[providerKind]?.includes(item) ?? false)) return 'provider_kind';
  if (!isText(claim.reason) || !isText(claim.approver)) return 'unsigned';
  return claim.expiresOn !== null && claim.expiresOn >= today ? null : 'expired';
}

function withUnknown(facts: SubjectFacts, item: NotApplicableItem): SubjectFacts {
  return { ...facts, ...FIELDS[item], controls: withoutRecord(facts.controls, item) };
}

function withoutRecord(controls: Controls, item: NotApplicableItem): Controls {
  const control = CONTROLS[item];
  if (!control) return controls;
  const left = Object.entries(controls[control.domain] ?? {}).filter(
    ([code]) => control.code !== null && code !== control.code,
  );
  return { ...controls, [control.domain]: Object.fromEntries(left) };
}

function isText(value: string | null): boolean {
  return value !== null && value.trim() !== '';
}

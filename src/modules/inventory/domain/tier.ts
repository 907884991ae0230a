import { ADVICE_PURPOSES, type Evidence, evidenceOf, isOpen, NONE } from './tier-evidence.js';
import {
  type Tier,
  TIER_FIELDS,
  type TierField,
  type TierInputs,
  type TierReason,
  type TierReasonCode,
  type YesNo,
} from './tier-reasons.js';

export interface TierResult {
  readonly tier: Tier;
  /** The tier if every unknown turned out to be harmless; never above `tier`. */
  readonly lowestTier: Tier;
  /** Whether only something unknown keeps the tier as high as it is. */
  readonly provisional: boolean;
  /** Everything that supports the tier or a line below it, from T1 downwards. */
  readonly reasons: readonly TierReason[];
  readonly highRisk: { readonly value: YesNo; readonly reasons: readonly TierReason[] };
}

/**
 * The tier of a use case and whether it is high-risk, with every reason (methodology 4.4 "Tier"; circular paragraph 8
 * and its footnote 3). The first line that may hold decides: T1 designated, or advice, recommendations or research that
 * clients or investors receive; T2 facing or affecting clients; T3 a critical operation, or confidential data or
 * worse; T4 the rest. What is unknown counts as the answer that raises the tier, and as the harmless one for
 * `lowestTier`. Whether a purpose is after-sales service decides nothing once an advice purpose is recorded: both
 * together contradict each other, so that an unknown can only turn out to be `no`.
 */
export function deriveTier(inputs: TierInputs): TierResult {
  const evidence = evidenceOf(inputs);
  const advice = adviceToClients(inputs, evidence);
  const lines: Record<Exclude<Tier, 'T4'>, { known: boolean; reasons: readonly TierReason[] }> = {
    T1: anyOf([{ known: inputs.designated, reasons: inputs.designated ? [DESIGNATED] : [] }, advice]),
    T2: anyOf([
      evidence.clientsInteract,
      { known: evidence.recipients.known, reasons: atTier('T2', evidence.recipients.reasons) },
      evidence.affectsClients,
    ]),
    T3: anyOf([evidence.criticalOperation, evidence.dataClasses]),
  };
  const order = ['T1', 'T2', 'T3'] as const;
  const tier = order.find((line) => lines[line].reasons.length > 0) ?? 'T4';
  const lowestTier = order.find((line) => lines[line].known) ?? 'T4';
  const reasons = order.flatMap((line) => lines[line].reasons);
  return {
    tier,
    lowestTier,
    provisional: tier !== lowestTier,
    reasons: reasons.length > 0 ? reasons : [NOTHING_RAISES_IT],
    highRisk: highRiskOf(inputs, lines.T1),
  };
}

/** Tier inputs that nobody has stated yet. */
export function unknownTierInputs(inputs: TierInputs): TierField[] {
  return TIER_FIELDS.filter((field) => {
    const value = inputs[field];
    return typeof value === 'string' ? value === 'unknown' : isOpen(value);
  });
}

/** Whether a record claims to be only after-sales service and to give advice: footnote 3 does not know such a thing. */
export function contradictsItself(inputs: Pick<TierInputs, 'purposes' | 'afterSalesOnly'>): boolean {
  return (
    inputs.afterSalesOnly === 'yes' && inputs.purposes.some((purpose) => ADVICE_PURPOSES.includes(purpose))
  );
}

const DESIGNATED: TierReason = { tier: 'T1', code: 'designated', field: 'designatedHighRisk', values: [] };
const NOTHING_RAISES_IT: TierReason = { tier: 'T4', code: 'nothing_raises_it', field: null, values: [] };

/** T1 by what it is for: all three parts must at least be possible. */
function adviceToClients(
  inputs: TierInputs,
  { purposes, recipients }: ReturnType<typeof evidenceOf>,
): Evidence {
  if (inputs.afterSalesOnly === 'yes' || purposes.reasons.length === 0 || recipients.reasons.length === 0)
    return NONE;
  const open = inputs.afterSalesOnly === 'unknown' && !purposes.known;
  const afterSales: TierReason = {
    tier: 'T1',
    code: open ? 'after_sales_only_unknown' : 'not_after_sales_only',
    field: 'afterSalesOnly',
    values: [],
  };
  return {
    known: purposes.known && recipients.known,
    reasons: [...purposes.reasons, ...recipients.reasons, afterSales],
  };
}

function highRiskOf(inputs: TierInputs, line: Evidence): TierResult['highRisk'] {
  if (line.reasons.length > 0) return { value: line.known ? 'yes' : 'unknown', reasons: line.reasons };
  const against: TierReason[] = [];
  const because = (code: TierReasonCode, field: TierField, values: readonly string[]): void => {
    against.push({ tier: 'T1', code, field, values });
  };
  const { purposes, recipients } = evidenceOf(inputs);
  if (purposes.reasons.length === 0) because('no_advice_purpose', 'purposes', inputs.purposes);
  if (recipients.reasons.length === 0) because('no_client_recipient', 'recipients', inputs.recipients);
  if (inputs.afterSalesOnly === 'yes') because('after_sales_only', 'afterSalesOnly', []);
  return { value: 'no', reasons: against };
}

function anyOf(all: readonly Evidence[]): Evidence {
  return { known: all.some(({ known }) => known), reasons: all.flatMap(({ reasons }) => reasons) };
}

function atTier(tier: Tier, reasons: readonly TierReason[]): TierReason[] {
  return reasons.map((reason) => ({ ...reason, tier }));
}

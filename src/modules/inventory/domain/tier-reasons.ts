import type { DATA_CLASSES, PURPOSES, RECIPIENTS, TIERS, YES_NO } from './codes.js';

export type Tier = (typeof TIERS)[number];
export type YesNo = (typeof YES_NO)[number];
export type Purpose = (typeof PURPOSES)[number];
export type Recipient = (typeof RECIPIENTS)[number];
export type DataClass = (typeof DATA_CLASSES)[number];

/** What the tier of a use case follows from. An empty list says as little as `unknown`. */
export interface TierInputs {
  readonly purposes: readonly Purpose[];
  /** Who receives the result, not who types. */
  readonly recipients: readonly Recipient[];
  readonly afterSalesOnly: YesNo;
  readonly clientsInteract: YesNo;
  readonly affectsClients: YesNo;
  readonly criticalOperation: YesNo;
  readonly dataClasses: readonly DataClass[];
  /** Whether the firm designated it as high-risk by its own decision. */
  readonly designated: boolean;
}

/** The inputs that can be unknown; a designation is either there or not. */
export const TIER_FIELDS = [
  'purposes',
  'recipients',
  'afterSalesOnly',
  'clientsInteract',
  'affectsClients',
  'criticalOperation',
  'dataClasses',
] as const satisfies readonly (keyof TierInputs)[];
export type TierField = (typeof TIER_FIELDS)[number];

/** One fact, or one unknown, that supports a line of the tier table. Texts: tier-texts.ts. */
export interface TierReason {
  readonly tier: Tier;
  readonly code: TierReasonCode;
  /** The field of the use case that says so. */
  readonly field: TierField | 'designatedHighRisk' | null;
  /** The members of that field that count. */
  readonly values: readonly string[];
}

export const TIER_REASON_CODES = [
  'designated',
  'advice_purpose',
  'purposes_unknown',
  'client_recipient',
  'recipients_unknown',
  'not_after_sales_only',
  'after_sales_only_unknown',
  'clients_interact',
  'clients_interact_unknown',
  'affects_clients',
  'affects_clients_unknown',
  'critical_operation',
  'critical_operation_unknown',
  'confidential_data',
  'data_classes_unknown',
  'nothing_raises_it',
  'no_advice_purpose',
  'no_client_recipient',
  'after_sales_only',
] as const;
export type TierReasonCode = (typeof TIER_REASON_CODES)[number];

/** Money in minor units of its currency (ISO 4217). */
export interface Money {
  amountMinor: number;
  currency: string;
}

/** Who supplies the provider, or supplies that one in turn. */
export interface SubProcessor {
  /** 2 supplies the provider itself, 3 supplies rank 2, and so on. */
  rank: number;
  /** Of one that is not registered as a provider; null where it is. */
  name: string | null;
  providerId: string | null;
  /** What it does. */
  service: string;
  /** For which component of the arrangement; null: for all. */
  componentId: string | null;
  /** Where it does so; ISO 3166-1. */
  jurisdiction: string | null;
  /** YYYY-MM-DD */
  disclosedOn: string | null;
  source: string | null;
}

/** Whether it may be used in a place, by the route that one component is, or by all. */
export interface TerritorySupport {
  jurisdiction: string;
  componentId: string | null;
  status: string;
  source: string | null;
  /** YYYY-MM-DD */
  checkedOn: string | null;
}

/** What an arrangement says, beside whose it is. Days as YYYY-MM-DD. */
export interface ArrangementTerms {
  reference: string;
  name: string | null;
  nameZhHant: string | null;
  kind: string;
  providerId: string | null;
  /** Ascending. */
  componentIds: readonly string[];
  startsOn: string;
  /** Null: it runs until somebody ends it. */
  endsOn: string | null;
  /** Our notice to the provider, in calendar days. */
  noticeDaysFirm: number | null;
  /** The provider's notice to us. */
  noticeDaysProvider: number | null;
  autoRenews: string;
  renewalMonths: number | null;
  providerMayTerminate: string;
  governingLaw: string | null;
  annualCost: Money | null;
  reliance: string;
  substitutability: string;
  reintegration: string;
  retention: string;
  trainingUse: string;
  chain: string;
  privacyTerms: string;
  auditRights: string;
  termsOfUse: string;
  /** Paragraph 26(c): whether a breach by the provider could materially hurt, and what protects besides an indemnity. */
  ipBreachMaterial: string;
  privacyBreachMaterial: string;
  breachRationale: string | null;
  ipProtectiveMeasure: string;
  privacyProtectiveMeasure: string;
  protectiveMeasures: string | null;
  subProcessors: readonly SubProcessor[];
  territorySupport: readonly TerritorySupport[];
  ownerId: string | null;
}

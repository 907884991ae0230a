import type { MAINTENANCE } from '../domain/codes.js';
import type {
  CatalogueKind,
  Confidence,
  DEPLOYMENT_MODES,
  DesignationScheme,
  EventCode,
  Form,
  INDEMNITY_RISKS,
  LIFECYCLE_STAGES,
  LISTING_STATES,
  PROTECTIONS,
  ProviderKind,
  RETENTIONS,
  TERRITORY_STATUSES,
  TRAINING_USES,
  UpstreamRole,
  YesNoUnknown,
} from './catalogue-codes.js';

type Member<T extends readonly string[]> = T[number];

/** Where something was read. `published` is as precise as the source: YYYY, YYYY-MM, YYYY-MM-DD, a span, `unknown`. */
export interface Source {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly published: string;
  /** The page prints no date; the year was concluded. */
  readonly dateInferred: boolean;
  /** Commit that was read, for a repository. */
  readonly revision?: string;
}

/** What makes a statement usable: who says it, for which date, at first or at second hand. */
export interface Provenance {
  readonly source: string;
  readonly asOf: string;
  readonly dateInferred: boolean;
  readonly confidence: Confidence;
  readonly note?: string;
  readonly noteZhHant?: string;
}

export interface TerritorySupport {
  readonly jurisdiction: string;
  readonly status: Member<typeof TERRITORY_STATUSES>;
}

export interface IpCommitment {
  readonly name?: string;
  /** Absent where the source does not say which claims are covered. */
  readonly risks?: readonly Member<typeof INDEMNITY_RISKS>[];
  readonly protection: Member<typeof PROTECTIONS>;
  readonly conditions: readonly string[];
  readonly exclusions: readonly string[];
}

/** Periods in days or months as named; what the source does not give is absent. */
export interface Lifecycle {
  readonly noticeDays?: number;
  readonly noticeDaysVariants?: number;
  readonly noticeDaysPreview?: number;
  readonly minimumMonths?: number;
  readonly extraMonthsForExistingCustomers?: number;
  readonly legacyMonths?: number;
  readonly legacyDaysShort?: number;
  readonly closedToNewUsersMonthsBefore?: number;
  readonly machineReadable?: string;
  readonly stages?: readonly Member<typeof LIFECYCLE_STAGES>[];
}

/** The shape of a fact's value, by its field. */
export interface FactValues {
  licence: string;
  trainingUse: Member<typeof TRAINING_USES>;
  retention: Member<typeof RETENTIONS>;
  territorySupport: TerritorySupport;
  ipCommitment: IpCommitment;
  lifecycle: Lifecycle;
  maintenance: Member<typeof MAINTENANCE>;
  retiresOn: string;
  lastCommitSeen: string;
  telemetryDefault: { readonly state: 'enabled'; readonly turnOffWith: string };
  latestListed: { readonly version: string; readonly releasedIn: string; readonly purl?: string };
  listingState: Member<typeof LISTING_STATES>;
  deploymentModes: readonly Member<typeof DEPLOYMENT_MODES>[];
  /** A country code, or one of CHOSEN_PLACES. */
  storageLocation: string;
  processingLocation: string;
  serverVersion: { readonly version: string; readonly requires: string };
  ultimateParent: string;
  designation: { readonly scheme: DesignationScheme; readonly legalName: string };
}
export type FactField = keyof FactValues;

interface FactOf<F extends FactField> extends Provenance {
  readonly field: F;
  readonly value: FactValues[F];
  /** The one model or package that the fact is about, when it is not about the whole entry. */
  readonly appliesTo?: string;
}
export type Fact = { [F in FactField]: FactOf<F> }[FactField];

export interface CatalogueProvider {
  readonly id: string;
  readonly name: string;
  readonly nameZhHant?: string;
  readonly kind: ProviderKind;
  readonly facts: readonly Fact[];
}

/** Something that entries stand on and that is no entry. Without a kind, it is none of the register's. */
export interface Upstream {
  readonly id: string;
  readonly name: string;
  readonly nameZhHant?: string;
  readonly provider: string;
  readonly kind?: CatalogueKind;
}

export interface UpstreamLink extends Provenance {
  readonly to: { readonly type: 'entry' | 'upstream'; readonly id: string };
  readonly role: UpstreamRole;
}

export interface Vulnerability {
  readonly id: string;
  /** CVSS base score. */
  readonly cvss?: number;
  readonly knownExploited: YesNoUnknown;
  readonly fixedIn?: string;
}

export interface CatalogueEvent extends Omit<Provenance, 'asOf'> {
  /** Day, month or year, as precise as the source; it may lie ahead. */
  readonly on: string;
  readonly code: EventCode;
  readonly appliesTo?: string;
  /** The entry whose failure it was. */
  readonly through?: string;
  readonly vulnerabilities: readonly Vulnerability[];
  /** Versions to flag, never to install. */
  readonly affectedPurls: readonly string[];
  readonly also: readonly string[];
}

export interface CatalogueEntry {
  readonly id: string;
  readonly name: string;
  readonly nameZhHant: string;
  readonly kind: CatalogueKind;
  readonly form: Form;
  readonly provider: string;
  readonly purls: readonly string[];
  readonly upstream: readonly UpstreamLink[];
  readonly facts: readonly Fact[];
  readonly events: readonly CatalogueEvent[];
}

export interface Designation extends Omit<Provenance, 'note' | 'noteZhHant'> {
  readonly scheme: DesignationScheme;
  readonly legalNames: readonly string[];
}

export interface Catalogue {
  /** The day on which the facts were collected. */
  readonly compiledOn: string;
  readonly sources: ReadonlyMap<string, Source>;
  readonly providers: ReadonlyMap<string, CatalogueProvider>;
  readonly upstreams: ReadonlyMap<string, Upstream>;
  readonly designations: readonly Designation[];
  readonly entries: ReadonlyMap<string, CatalogueEntry>;
}

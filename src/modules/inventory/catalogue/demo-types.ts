import type { Role, SigningFunction } from '../../../kernel/roles.js';
import type * as codes from '../domain/codes.js';

type Code<T extends readonly string[]> = T[number];
type YesNo = Code<typeof codes.YES_NO>;

/** Everything refers to everything else by these identifiers; the register gives its own when the demo is made. */
export interface DemoLegalEntity {
  readonly id: string;
  readonly name: string;
  readonly nameZhHant: string;
  readonly kind: Code<typeof codes.LEGAL_ENTITY_KINDS>;
  readonly jurisdiction: string;
  readonly timeZone: string;
  readonly regulatorReference?: string;
  readonly parentId?: string;
}

export interface DemoPerson {
  readonly id: string;
  readonly role: Exclude<Role, 'service'>;
  readonly name: string;
  readonly nameZhHant: string;
  readonly email: string;
  readonly functions: readonly SigningFunction[];
  readonly locale: 'en' | 'zh-Hant';
}

/** Names, kind and parent are the catalogue's; the rest is the firm's view. */
export interface DemoProvider {
  /** Also the identifier in the catalogue. */
  readonly id: string;
  readonly name: string;
  readonly nameZhHant?: string;
  readonly kind: Code<typeof codes.PROVIDER_KINDS>;
  readonly identifiable: YesNo;
  readonly substitutability: Code<typeof codes.SUBSTITUTABILITY>;
  readonly viability: Code<typeof codes.VIABILITY>;
  readonly modelRiskFramework: Code<typeof codes.MODEL_RISK_FRAMEWORK>;
  readonly ultimateParentStatus: Code<typeof codes.KNOWN_NONE>;
  readonly ultimateParentId?: string;
  readonly status: Code<typeof codes.PROVIDER_STATUSES>;
}

export interface DemoComponent {
  readonly id: string;
  /** The entry, or the upstream, of the catalogue that it is. */
  readonly catalogueId: string;
  readonly name: string;
  readonly nameZhHant?: string;
  readonly kind: Code<typeof codes.COMPONENT_KINDS>;
  readonly providerId: string;
  readonly version?: string;
  readonly pinning: Code<typeof codes.PINNING>;
  readonly purl?: string;
  readonly licence?: string;
  readonly deployment: Code<typeof codes.DEPLOYMENTS>;
  readonly baseModelStatus: Code<typeof codes.KNOWN_NONE>;
  /** Another demo component. */
  readonly baseModelId?: string;
  readonly storageLocation?: string;
  readonly processingLocation?: string;
  readonly provenance: Code<typeof codes.PROVENANCE>;
  readonly maintenance: Code<typeof codes.MAINTENANCE>;
  readonly transparency: Code<typeof codes.TRANSPARENCY>;
  readonly privilege: Code<typeof codes.PRIVILEGE>;
  readonly substitutability: Code<typeof codes.SUBSTITUTABILITY>;
  /** YYYY-MM-DD. */
  readonly retiresOn?: string;
  /** Address of the page that announces the retirement. */
  readonly retirementSource?: string;
  readonly status: Code<typeof codes.COMPONENT_STATUSES>;
  /** What was taken over from the catalogue: field -> identifier of the source. */
  readonly sources: Readonly<Record<string, string>>;
}

export interface DemoUseCase {
  readonly id: string;
  readonly name: string;
  readonly nameZhHant: string;
  readonly description: string;
  readonly legalEntityIds: readonly string[];
  readonly scope: {
    readonly decision: Code<typeof codes.SCOPE_DECISIONS>;
    readonly regulatedActivities: readonly string[];
    readonly reason: string;
    readonly decidedBy: string;
  };
  readonly purposes: readonly Code<typeof codes.PURPOSES>[];
  readonly recipients: readonly Code<typeof codes.RECIPIENTS>[];
  readonly afterSalesOnly: YesNo;
  readonly clientsInteract: YesNo;
  readonly affectsClients: YesNo;
  readonly criticalOperation: YesNo;
  readonly dataClasses: readonly Code<typeof codes.DATA_CLASSES>[];
  readonly humanOversight: Code<typeof codes.HUMAN_OVERSIGHT>;
  readonly developmentFlags: readonly Code<typeof codes.DEVELOPMENT_FLAGS>[];
  readonly impact: {
    readonly firm: Code<typeof codes.IMPACTS>;
    readonly clients: Code<typeof codes.IMPACTS>;
  };
  readonly toleranceHours: number;
  readonly benefit: string;
  /** People, by what they answer for. */
  readonly owners: Readonly<
    Record<'accountable' | 'business' | 'risk' | 'compliance' | 'technology', string>
  >;
  readonly status: Code<typeof codes.USE_CASE_STATUSES>;
  /** What the tier rules must come to; not an input. */
  readonly expectedTier: Code<typeof codes.TIERS>;
}

export interface DemoAlternative {
  readonly rank: number;
  /** One of the two. */
  readonly componentId?: string;
  readonly manualProcedure?: string;
  readonly fallbackEvidence: Code<typeof codes.FALLBACK_EVIDENCE>;
  /** YYYY-MM-DD. */
  readonly testedOn?: string;
}

export interface DemoRequirement {
  readonly dependentType: Code<typeof codes.DEPENDENT_TYPES>;
  readonly dependentId: string;
  readonly label: string;
  readonly required: number;
  readonly effect: Code<typeof codes.EFFECTS>;
  readonly upstreamDisclosed: YesNo;
  /** None with `yes`: the chain ends here. None with `unknown`: nobody has said what it stands on. */
  readonly alternatives: readonly DemoAlternative[];
  /** Whether it repeats a published upstream of the catalogue or is the firm's own arrangement of things. */
  readonly basis: 'catalogue' | 'firm';
}

export interface Demo {
  readonly legalEntities: readonly DemoLegalEntity[];
  readonly people: readonly DemoPerson[];
  readonly providers: readonly DemoProvider[];
  readonly components: readonly DemoComponent[];
  readonly useCases: readonly DemoUseCase[];
  readonly requirements: readonly DemoRequirement[];
}

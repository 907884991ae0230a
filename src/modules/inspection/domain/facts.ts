import type { PlanRecord } from '../../continuity/plans.public.js';
import type { Band, Cadence } from '../../scoring/monitoring.public.js';
import type { Tier } from './states.js';

/** What use cases are built of, and who provides it: that of all legal entities. */
export interface ArchitectureFacts {
  readonly requirements: readonly RequirementFact[];
  readonly components: readonly ComponentFact[];
  readonly providers: readonly ProviderFact[];
}

/** What else is on record for the legal entities that are asked about. */
export interface RecordFacts {
  readonly today: string;
  /** Of the method that scores are made by; null: none was in use. */
  readonly cadence: Cadence | null;
  readonly legalEntities: readonly LegalEntityFact[];
  readonly people: readonly PersonFact[];
  readonly useCases: readonly UseCaseFact[];
  readonly arrangements: readonly ArrangementFact[];
  readonly assessments: readonly AssessmentFact[];
  readonly activities: readonly ActivityFact[];
  readonly reviews: readonly ReviewFact[];
  readonly riskStatements: readonly RiskStatementFact[];
  readonly controls: readonly ControlFact[];
  readonly policies: readonly PolicyFact[];
  readonly competences: readonly CompetenceFact[];
  readonly delegations: readonly DelegationFact[];
  readonly correspondence: readonly CorrespondenceFact[];
  readonly exceptions: readonly ExceptionFact[];
  readonly plans: readonly PlanFact[];
  readonly changes: readonly ChangeFact[];
  readonly dataFlows: readonly DataFlowFact[];
  readonly serviceRecords: readonly ServiceRecordFact[];
}

/**
 * What rules are judged on: the register as it is, or was, on a day. Days are YYYY-MM-DD; null and `unknown`: not known.
 */
export type InspectionFacts = ArchitectureFacts & RecordFacts;

export interface PlanFact extends PlanRecord {
  readonly useCaseId: string;
}

interface Named {
  readonly id: string;
  readonly name: string;
  readonly nameZhHant: string | null;
}

export interface LegalEntityFact extends Named {
  readonly kind: string;
}

/** A person who may sign in now. */
export interface PersonFact {
  readonly id: string;
  readonly roles: readonly string[];
  readonly functions: readonly string[];
}

export interface UseCaseFact extends Named {
  readonly legalEntityIds: readonly string[];
  readonly status: string;
  readonly tier: Tier;
  /** What decides on the tier is not all known. */
  readonly provisional: boolean;
  readonly highRisk: string;
  readonly scope: {
    readonly decision: string;
    readonly reason: string | null;
    readonly decidedBy: string | null;
    readonly decidedOn: string | null;
    readonly expiresOn: string | null;
  };
  readonly recipients: readonly string[];
  readonly clientsInteract: string;
  readonly criticalOperation: string;
  readonly developmentFlags: readonly string[];
  /** Who develops it, where the firm does; empty: not recorded. */
  readonly developerIds: readonly string[];
  readonly humanOversight: string;
  readonly dataClasses: readonly string[];
  readonly impactFirm: string;
  readonly impactClients: string;
  readonly toleranceHours: number | null;
  readonly accountableOwnerId: string | null;
  /** When it was first piloted, approved or live. */
  readonly firstOnOn: string | null;
  /** The band of its worst score; null: not scored yet. */
  readonly band: Band | null;
}

export interface RequirementFact {
  readonly id: string;
  readonly useCaseId: string | null;
  readonly componentId: string | null;
  readonly required: number;
  readonly effect: string;
  readonly upstreamDisclosed: string;
  /** By rank. */
  readonly alternatives: readonly {
    readonly rank: number;
    readonly componentId: string | null;
    readonly manualProcedure: string | null;
  }[];
}

export interface ComponentFact extends Named {
  readonly kind: string;
  readonly providerId: string | null;
  readonly release: string | null;
  readonly pinning: string;
  readonly deployment: string;
  readonly status: string;
  readonly ownerId: string | null;
  /** Of the last scan; null: none. */
  readonly scannedOn: string | null;
  /** The last bill of materials. */
  readonly bom: { readonly id: string; readonly receivedOn: string; readonly notUnderstood: number } | null;
}

export interface ProviderFact extends Named {
  readonly kind: string;
  readonly identifiable: string;
}

export interface ArrangementFact {
  readonly id: string;
  readonly name: string;
  readonly nameZhHant: string | null;
  readonly legalEntityId: string;
  readonly providerId: string | null;
  readonly kind: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly componentIds: readonly string[];
  readonly reliance: string;
  readonly ipBreachMaterial: string;
  readonly privacyBreachMaterial: string;
  readonly ipProtectiveMeasure: string;
  readonly privacyProtectiveMeasure: string;
  readonly indemnities: readonly {
    readonly id: string;
    readonly risk: string;
    readonly protection: string;
    readonly conditionsStatus: string;
    readonly conditions: readonly { readonly met: string; readonly evidenced: boolean }[];
  }[];
  readonly responsibilities: readonly {
    readonly id: string;
    readonly task: string;
    readonly side: string;
    readonly basis: string | null;
    readonly accountable: string | null;
    readonly confirmedBy: string | null;
  }[];
}

/** The last decision of a legal entity on a provider or component. */
export interface AssessmentFact {
  readonly id: string;
  readonly legalEntityId: string;
  readonly providerId: string | null;
  readonly componentId: string | null;
  readonly state: string;
  readonly validTo: string | null;
  readonly acceptanceStandardId: string | null;
  readonly hasOverdueCondition: boolean;
  readonly conclusions: readonly { readonly section: string; readonly conclusion: string }[];
}

export interface ActivityFact {
  readonly id: string;
  readonly kind: string;
  readonly legalEntityId: string;
  readonly useCaseId: string | null;
  readonly componentId: string | null;
  readonly providerId: string | null;
  readonly configurationHash: string | null;
  readonly performedOn: string;
  readonly performedBy: string | null;
  readonly scope: readonly string[];
  readonly scopeComponentIds: readonly string[];
  readonly outcome: string;
  readonly issues: readonly { readonly dealtWith: string }[];
  readonly target: number | null;
  readonly result: number | null;
  readonly breaches: string | null;
  readonly evidenceIds: readonly string[];
  readonly nextDueOn: string | null;
  readonly rulings: readonly {
    readonly ruling: string;
    readonly fromHash: string;
    readonly toHash: string;
  }[];
}

export interface ReviewFact {
  readonly id: string;
  readonly kind: string;
  readonly legalEntityId: string;
  readonly componentId: string;
  readonly useCaseId: string | null;
  readonly componentVersion: string | null;
  readonly performedOn: string;
  readonly performedBy: string | null;
  readonly outcome: string;
  readonly reason: string | null;
  readonly ownerId: string | null;
  readonly approved: boolean;
  readonly validTo: string | null;
  readonly measures: readonly { readonly evidenced: boolean }[];
}

/** The statement in force of a legal entity on a use case; without one, the one that is being written. */
export interface RiskStatementFact {
  readonly id: string;
  readonly legalEntityId: string;
  readonly useCaseId: string;
  readonly approved: boolean;
  readonly ratings: readonly {
    readonly factor: string;
    readonly rating: string;
    readonly assessedOn: string | null;
    readonly assessorId: string | null;
    readonly mitigations: readonly { readonly evidenced: boolean }[];
  }[];
  /** Factors neither rated nor set aside. */
  readonly unrated: readonly string[];
}

export interface ControlFact {
  readonly id: string;
  readonly domain: string;
  readonly control: string;
  readonly level: string;
  readonly legalEntityId: string | null;
  readonly providerId: string | null;
  readonly componentId: string | null;
  readonly arrangementId: string | null;
  readonly useCaseId: string | null;
  readonly design: number | null;
  readonly operating: number | null;
  readonly validTo: string;
  readonly evidenced: boolean;
}

export interface PolicyFact {
  readonly id: string;
  readonly kind: string;
  readonly legalEntityId: string | null;
  readonly stages: readonly string[];
  readonly state: string;
  readonly nextReviewOn: string | null;
  readonly evidenced: boolean;
}

export interface CompetenceFact {
  readonly id: string;
  readonly personId: string;
  readonly function: string;
  readonly field: string;
  readonly legalEntityId: string | null;
  readonly validFrom: string | null;
  readonly validTo: string;
  readonly evidenced: boolean;
}

export interface DelegationFact {
  readonly id: string;
  readonly legalEntityId: string;
  readonly function: string;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly agreementEvidenced: boolean;
  readonly oversightOwnerId: string | null;
  readonly lastOversightOn: string | null;
}

export interface CorrespondenceFact {
  readonly id: string;
  readonly kind: string;
  readonly legalEntityId: string;
  readonly useCaseIds: readonly string[];
  readonly decision: string;
  readonly decidedOn: string | null;
  readonly changeTookPlaceOn: string | null;
  /** By the reading of a business day that gives the earlier day. */
  readonly dueOn: string | null;
  readonly sentOn: string | null;
}

/** An exception that is approved and in date. */
export interface ExceptionFact {
  readonly id: string;
  readonly kind: string;
  readonly rule: string;
  readonly legalEntityId: string;
  readonly useCaseId: string | null;
  readonly providerId: string | null;
  readonly componentId: string | null;
}

/** A change that leaves rules to be looked at again. */
export interface ChangeFact {
  readonly id: string;
  readonly kind: string;
  readonly legalEntityId: string | null;
  readonly providerId: string | null;
  readonly componentId: string | null;
  readonly arrangementId: string | null;
  readonly useCaseId: string | null;
  readonly subjectEntityId: string | null;
  /** By when what a new version of a model changed is tested again: ten business days after. */
  readonly retestDueOn: string | null;
  /** Still to be redone, or possibly. */
  readonly openRules: readonly string[];
}

export interface DataFlowFact {
  readonly id: string;
  readonly legalEntityId: string;
  readonly useCaseId: string | null;
  readonly componentIds: readonly string[];
  readonly dataClasses: readonly string[];
  readonly encryptedAtRest: string;
  readonly encryptedInTransit: string;
}

export interface ServiceRecordFact {
  readonly id: string;
  readonly arrangementId: string;
  readonly to: string;
  readonly availability: number | null;
  readonly quality: string;
}

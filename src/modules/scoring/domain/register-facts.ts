import type { Substitutability, Tier } from '../engine/graph/graph-method.js';

/** What the graph reads of a component. */
export interface ComponentFact {
  id: string;
  name: string;
  nameZhHant?: string | null;
  kind: string;
  providerId: string | null;
  deployment: string;
  baseModelStatus: string;
  baseModelId: string | null;
  substitutability: Substitutability;
  status: string;
  retiresOn: string | null;
  retired: boolean;
}

export interface ProviderFact {
  id: string;
  name: string;
  nameZhHant?: string | null;
  kind: string;
  substitutability: Substitutability;
  status: string;
  ultimateParentStatus: string;
  ultimateParentId: string | null;
}

export interface AlternativeFact {
  componentId: string | null;
  fallbackEvidence: string;
  testedOn: string | null;
}

/** A requirement of effect `stops`; alternatives by rank. */
export interface RequirementFact {
  id: string;
  of: string;
  required: number;
  upstreamDisclosed: string;
  alternatives: AlternativeFact[];
}

export interface UseCaseFact {
  id: string;
  name: string;
  nameZhHant?: string | null;
  tier: Tier;
  provisional: boolean;
  /** How long an interruption is tolerated, in hours; null: not recorded. */
  toleranceHours: number | null;
  legalEntityIds: string[];
}

export interface RegisterFacts {
  components: readonly ComponentFact[];
  providers: readonly ProviderFact[];
  requirements: readonly RequirementFact[];
  useCases: readonly UseCaseFact[];
}

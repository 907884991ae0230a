import type { Disclosure, FallbackEvidence } from './fallback-evidence.js';
import type { Substitutability, Tier } from './graph-method.js';

/** A portfolio as a caller writes it down. Only what stops a dependent belongs in it; things merely used are left out. */
export interface PortfolioInput {
  readonly nodes: readonly NodeInput[];
  readonly requirements: readonly RequirementInput[];
  readonly useCases: readonly UseCaseInput[];
}

/** A component, provider, ultimate parent, base model or manual procedure. */
export interface NodeInput {
  readonly id: string;
  /** Kind of component of the register, or `provider`, `ultimate_parent`, `base_model`, `manual_procedure`. */
  readonly kind: string;
  /** σ of the node itself; absent = unknown. */
  readonly substitutability?: Substitutability;
  /** Something this node stands on is not disclosed: an edge to `UNKNOWN_UPSTREAM`. */
  readonly undisclosedUpstream?: boolean;
  /** An edge to `UNKNOWN_PARENT`. */
  readonly undisclosedParent?: boolean;
  /** An edge to `UNKNOWN_BASE_MODEL`. */
  readonly undisclosedBaseModel?: boolean;
  /** Only a firm's own node is not external; absent = somebody else's. */
  readonly operatedBy?: 'firm' | 'other' | 'unknown';
  /** Suspended, retired or past its retirement: it has failed before anything else does. */
  readonly outOfService?: boolean;
}

/** The dependent needs `k` of the alternatives. The order of the alternatives is their rank. */
export interface RequirementInput {
  /** Id of a node or of a use case. */
  readonly of: string;
  readonly k: number;
  readonly alternatives: readonly AlternativeInput[];
}

export interface AlternativeInput {
  /** Id of a node of the portfolio, or the reserved id of an undisclosed one. */
  readonly node: string;
  /** False for a fallback without evidence: it is recorded, but nothing may rest on it. */
  readonly counts: boolean;
  /** How well it was tried to fall back on it; absent = unknown. What a score reads; failures read `counts`. */
  readonly evidence?: FallbackEvidence;
  /** Whether what it stands on is disclosed; absent = unknown. */
  readonly upstreamDisclosed?: Disclosure;
}

export interface UseCaseInput {
  readonly id: string;
  readonly tier: Tier | 'unknown';
  /** The tier rests on an unknown input. */
  readonly provisional?: boolean;
}

/** What a concentration limit can be set on. */
export const LIMIT_MEASURES = ['share', 'hhi', 'blast_radius', 'single_point'] as const;
export type LimitMeasure = (typeof LIMIT_MEASURES)[number];

/** What the shares are counted over: everything that the use cases stand on, or direct suppliers alone. */
export const LIMIT_BASES = ['effective', 'declared'] as const;
export type LimitBasis = (typeof LIMIT_BASES)[number];

/** What a measured value and its threshold count. */
export const LIMIT_UNITS = ['fraction', 'use_cases'] as const;

/** Measures that need a partition of the weight inside one layer, hence an axis. */
export const SPLIT_MEASURES: readonly LimitMeasure[] = ['share', 'hhi'];

/** None may exist, so there is nothing to set. */
export const WITHOUT_THRESHOLD: LimitMeasure = 'single_point';

/** `open` asks for a decision; `closed` is gone. */
export const FINDING_STATES = ['open', 'accepted', 'treating', 'closed'] as const;
export type FindingState = (typeof FINDING_STATES)[number];

export const ACCEPTANCE_ENDS = ['expired', 'grown', 'limit_tightened', 'withdrawn'] as const;
export type AcceptanceEnd = (typeof ACCEPTANCE_ENDS)[number];

export const CLOSED_BECAUSE = ['within_limit', 'limit_not_in_force'] as const;
export type ClosedBecause = (typeof CLOSED_BECAUSE)[number];

/** Days after a finding was made, or its acceptance ended, within which somebody must accept or treat it. */
export const DAYS_TO_DECIDE = 30;

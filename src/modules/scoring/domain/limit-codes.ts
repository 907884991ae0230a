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

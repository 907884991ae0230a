import type { Words } from './questionnaire.js';

/** The parts of the catalogue of risk factors. */
export const FACTOR_GROUPS = ['output_quality', 'security', 'data', 'third_party', 'governance'] as const;
export type FactorGroup = (typeof FACTOR_GROUPS)[number];

/** One thing that may go wrong with a use of a language model. */
export interface RiskFactor {
  readonly code: string;
  readonly group: FactorGroup;
  readonly name: Words;
  readonly explanation: Words;
}

/** One version of the catalogue. */
export interface RiskCatalogue {
  readonly version: number;
  readonly groups: readonly { readonly code: FactorGroup; readonly name: Words }[];
  readonly factors: readonly RiskFactor[];
}

import type { FieldError } from '../../../kernel/domain-error.js';
import type { Axis } from './axes.js';
import { type LimitBasis, type LimitMeasure, SPLIT_MEASURES, WITHOUT_THRESHOLD } from './limit-codes.js';

/** What is measured. It stays as it was set: another measure is another limit. */
export interface LimitDefinition {
  measure: LimitMeasure;
  axis: Axis | null;
  layer: string | null;
  basis: LimitBasis | null;
}

/** A definition with what is understood by itself filled in. */
export function definitionOf(given: {
  measure: LimitMeasure;
  axis?: Axis | null;
  layer?: string | null;
  basis?: LimitBasis | null;
}): LimitDefinition {
  const { measure, axis = null, layer = null, basis = null } = given;
  return { measure, axis, layer, basis: SPLIT_MEASURES.includes(measure) ? (basis ?? 'effective') : basis };
}

/**
 * What of a definition does not fit its measure. Shares and their index need an axis, for they need a partition inside
 * one layer; a blast radius is no partition, and an axis only says which nodes are looked at; a single point of failure
 * is looked for everywhere.
 */
export function definitionProblems({ measure, axis, layer, basis }: LimitDefinition): FieldError[] {
  const problems: FieldError[] = [];
  const isSplit = SPLIT_MEASURES.includes(measure);
  if (isSplit && axis === null) problems.push(neededWith('/axis', measure));
  if (measure === 'single_point' && axis !== null) {
    problems.push(onlyWith('/axis', 'measure: share, hhi, blast_radius'));
  }
  if (layer !== null && measure === 'single_point') {
    problems.push(onlyWith('/layer', 'measure: share, hhi, blast_radius'));
  }
  if (layer !== null && measure === 'blast_radius' && axis !== 'component') {
    problems.push(onlyWith('/layer', 'axis: component'));
  }
  if (!isSplit && basis !== null) problems.push(onlyWith('/basis', 'measure: share, hhi'));
  return problems;
}

/** What of a threshold does not fit its measure; `undefined` is one that was not given. */
export function thresholdProblems(measure: LimitMeasure, threshold: number | null | undefined): FieldError[] {
  const pointer = '/threshold';
  const isGiven = threshold !== null && threshold !== undefined;
  if (measure === WITHOUT_THRESHOLD) {
    return isGiven ? [onlyWith(pointer, 'measure: share, hhi, blast_radius')] : [];
  }
  if (!isGiven) return [neededWith(pointer, measure)];
  return threshold < 1 ? [] : [{ pointer, code: 'never-exceeded', params: { max: 1 } }];
}

/** Days as YYYY-MM-DD. */
export function validityProblems(validFrom: string, validTo: string | null): FieldError[] {
  if (validTo === null || validTo >= validFrom) return [];
  return [{ pointer: '/validTo', code: 'contradiction', params: { other: 'validFrom' } }];
}

function neededWith(pointer: string, measure: string): FieldError {
  return { pointer, code: 'needed-with', params: { other: `measure: ${measure}` } };
}

function onlyWith(pointer: string, other: string): FieldError {
  return { pointer, code: 'only-with', params: { other } };
}

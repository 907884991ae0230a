import { addDays } from '../../../kernel/clock.js';
import type { FieldError } from '../../../kernel/domain-error.js';
import type { SigningFunction } from '../../../kernel/roles.js';
import { rounded } from '../engine/gates.js';
import type { LimitMeasure } from './limit-codes.js';

/** Who may accept an excess signs for one of these. */
export const ACCEPTING_FUNCTIONS: readonly SigningFunction[] = ['risk', 'compliance'];

/** How many days ahead an acceptance or a plan may reach: after that somebody must look again. */
export const LONGEST_DECISION_DAYS = 366;

/** What is wrong with the last day of a decision; days as YYYY-MM-DD. */
export function dayProblems(pointer: string, day: string, today: string): FieldError[] {
  const min = addDays(today, 1);
  const max = addDays(today, LONGEST_DECISION_DAYS);
  return day >= min && day <= max ? [] : [{ pointer, code: 'range', params: { min, max } }];
}

/** What is wrong with the value up to which an excess is accepted: less than it is now would end at once. */
export function upToProblems(upTo: number, found: { measure: LimitMeasure; value: number }): FieldError[] {
  const pointer = '/upTo';
  const isCount = found.measure === 'single_point';
  if (isCount && !Number.isInteger(upTo)) return [{ pointer, code: 'integer' }];
  const max = isCount ? 1_000_000 : 1;
  const fits = rounded(upTo) >= rounded(found.value) && upTo <= max;
  return fits ? [] : [{ pointer, code: 'range', params: { min: found.value, max } }];
}

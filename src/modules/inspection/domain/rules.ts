import { R_04 } from './rules/r-04.js';
import { R_04C } from './rules/r-04c.js';
import { R_06 } from './rules/r-06.js';
import { R_07 } from './rules/r-07.js';
import { R_08 } from './rules/r-08.js';
import { R_09 } from './rules/r-09.js';
import { R_10A } from './rules/r-10a.js';
import { R_10B } from './rules/r-10b.js';
import { R_11 } from './rules/r-11.js';
import { R_12 } from './rules/r-12.js';
import { R_13A } from './rules/r-13a.js';
import { R_13B } from './rules/r-13b.js';
import { R_13C } from './rules/r-13c.js';
import { R_13D } from './rules/r-13d.js';
import { R_14 } from './rules/r-14.js';
import { R_16 } from './rules/r-16.js';
import { R_17 } from './rules/r-17.js';
import { R_18A } from './rules/r-18a.js';
import { R_18B } from './rules/r-18b.js';
import { R_18C } from './rules/r-18c.js';
import { R_18D } from './rules/r-18d.js';
import { R_19 } from './rules/r-19.js';
import { R_20 } from './rules/r-20.js';
import { R_21 } from './rules/r-21.js';
import { R_22A } from './rules/r-22a.js';
import { R_22B } from './rules/r-22b.js';
import { R_23 } from './rules/r-23.js';
import { R_24 } from './rules/r-24.js';
import { R_25 } from './rules/r-25.js';
import { R_26 } from './rules/r-26.js';
import { R_26A } from './rules/r-26a.js';
import { R_26B } from './rules/r-26b.js';
import { R_26C } from './rules/r-26c.js';
import { R_27 } from './rules/r-27.js';
import { R_28A } from './rules/r-28a.js';
import { R_28B } from './rules/r-28b.js';
import { R_28C } from './rules/r-28c.js';
import { R_29A } from './rules/r-29a.js';
import { R_29B } from './rules/r-29b.js';
import { R_29C } from './rules/r-29c.js';
import { R_30 } from './rules/r-30.js';
import { R_31 } from './rules/r-31.js';
import type { Rule, RuleCode } from './rule.js';
import type { SubjectType } from './subjects.js';

/** Every rule that a firm is inspected by, in the order of the paragraphs. */
export const RULES: readonly AnyRule[] = [
  R_04,
  R_04C,
  R_06,
  R_07,
  R_08,
  R_09,
  R_10A,
  R_10B,
  R_11,
  R_12,
  R_13A,
  R_13B,
  R_13C,
  R_13D,
  R_14,
  R_16,
  R_17,
  R_18A,
  R_18B,
  R_18C,
  R_18D,
  R_19,
  R_20,
  R_21,
  R_22A,
  R_22B,
  R_23,
  R_24,
  R_25,
  R_26,
  R_26A,
  R_26B,
  R_26C,
  R_27,
  R_28A,
  R_28B,
  R_28C,
  R_29A,
  R_29B,
  R_29C,
  R_30,
  R_31,
];

/** A rule on one type of subject; which, it says itself. */
export type AnyRule = { [Type in SubjectType]: Rule<Type> }[SubjectType];

export function ruleOf(code: RuleCode): AnyRule {
  const found = RULES.find((rule) => rule.code === code);
  if (found === undefined) throw new Error(`no rule ${code}`);
  return found;
}

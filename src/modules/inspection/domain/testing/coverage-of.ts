import { coverRule, type RuleCoverage } from '../coverage.js';
import { findSubjects } from '../find-subjects.js';
import type { InspectedRegister } from '../inspected-register.js';
import type { AnyRule } from '../rules.js';

/** Judges rules on everything in a register that they are about. */
export function coverageOf(register: InspectedRegister, rules: readonly AnyRule[]): RuleCoverage[] {
  const subjects = findSubjects(register);
  return rules.map((rule) => {
    const steps = coverRule(rule, subjects, register);
    let step = steps.next();
    while (!step.done) step = steps.next();
    return step.value;
  });
}

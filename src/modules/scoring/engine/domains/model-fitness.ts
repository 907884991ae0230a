import { codedAmong } from '../among.js';
import type { NotApplying } from '../applicable.js';
import { coded, type Exposure, type Factor, mean } from '../factor.js';
import type { SubjectFacts } from '../facts.js';
import { type Method, type TestName, valueOf } from '../method.js';

const NOT_LIVE: ReadonlySet<string> = new Set(['planned', 'in_development', 'pilot', 'approved']);

/** E_M = mean of the applicable of { max(transp, mrm), pin, outcome } (paragraphs 11, 13, 18, 26(a)). */
export function modelFitness(facts: SubjectFacts, method: Method, notApplying: NotApplying): Exposure {
  const transparency = codedAmong(method, 'transparency', 'transparency', facts, 'transparency');
  const framework = coded(method, 'modelRiskFramework', 'modelRiskFramework', facts.modelRiskFramework);
  const pinning = codedAmong(method, 'pinning', 'pinning', facts, 'pinning');
  const outcome = worstOutcome(facts, method);
  const withFramework = !notApplying.has('modelRiskFramework');
  const openness = withFramework ? Math.max(transparency.value, framework.value) : transparency.value;
  return {
    exposure: mean([openness, pinning.value, outcome.value]),
    factors: [transparency, ...(withFramework ? [framework] : []), pinning, outcome],
  };
}

/** The tests that the tier asks for; drift, which is a monitoring run, only once the use is live. */
export function requiredTests(facts: SubjectFacts, method: Method): readonly TestName[] {
  const live = !NOT_LIVE.has(facts.status);
  return method.requiredTests[facts.tier].filter((test) => test !== 'drift' || live);
}

/**
 * The worst result of the required tests. That one is missing is a result, and is known; where a method asks for none that
 * there can be yet, it is missing.
 */
function worstOutcome(facts: SubjectFacts, method: Method): Factor {
  const required = requiredTests(facts, method);
  const results = required.length > 0 ? required.map((test) => facts.tests[test]) : ['missing'];
  const worst = results.reduce((a, b) =>
    valueOf(method, 'outcome', b) > valueOf(method, 'outcome', a) ? b : a,
  );
  return {
    code: 'outcome',
    read: worst,
    value: valueOf(method, 'outcome', worst),
    known: results.every((result) => result !== 'unknown' && result in method.tables.outcome),
  };
}

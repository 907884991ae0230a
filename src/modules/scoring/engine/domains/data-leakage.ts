import { codedAmong } from '../among.js';
import { coded, type Exposure, type Factor } from '../factor.js';
import type { SubjectFacts } from '../facts.js';
import { type Method, valueOf } from '../method.js';

const SELF_HOSTED: ReadonlySet<string> = new Set(['self_hosted', 'self_hosted_offline']);

export function isSelfHosted(deployment: string): boolean {
  return SELF_HOSTED.has(deployment);
}

/** Whether the data may train a model of somebody else's: on machines of one's own it cannot. */
export function trainingUseOf(facts: SubjectFacts): string {
  return isSelfHosted(facts.deployment) ? 'contractually_excluded' : facts.trainingUse;
}

/** E_D = sens × mode × max(ret, train) × chain (paragraphs 22–25, 28). */
export function dataLeakage(facts: SubjectFacts, method: Method): Exposure {
  const sensitivity = mostSensitive(facts.dataClasses, method);
  const mode = codedAmong(method, 'mode', 'mode', facts, 'deployment');
  const kept = isSelfHosted(facts.deployment) ? 'none' : facts.retention;
  const retention = coded(method, 'retention', 'retention', kept);
  const training = coded(method, 'trainingUse', 'trainingUse', trainingUseOf(facts));
  const chain = coded(method, 'chain', 'chain', facts.chain);
  return {
    exposure: sensitivity.value * mode.value * Math.max(retention.value, training.value) * chain.value,
    factors: [sensitivity, mode, retention, training, chain],
  };
}

/** The highest of the data classes; none recorded is unknown. */
function mostSensitive(classes: readonly string[], method: Method): Factor {
  const read = classes.length === 0 ? ['unknown'] : classes;
  const worst = read.reduce((a, b) => (value(b) > value(a) ? b : a));
  function value(code: string): number {
    return valueOf(method, 'sensitivity', code);
  }
  const known = read.every((code) => coded(method, 'sensitivity', 'sensitivity', code).known);
  return { code: 'sensitivity', read: worst, value: value(worst), known };
}

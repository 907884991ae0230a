import { codedAmong } from '../among.js';
import { coded, type Exposure } from '../factor.js';
import type { SubjectFacts } from '../facts.js';
import type { Method } from '../method.js';

/** E_R = ρ × σ × ι: reliance, substitutability of the arrangement, impact of an interruption (paragraph 29). */
export function dependence(facts: SubjectFacts, method: Method): Exposure {
  const reliance = coded(method, 'reliance', 'reliance', facts.reliance);
  const substitutability = coded(method, 'substitutability', 'substitutability', facts.substitutability);
  const interruption = codedAmong(method, 'interruption', 'interruption', facts, 'interruption');
  return {
    exposure: reliance.value * substitutability.value * interruption.value,
    factors: [reliance, substitutability, interruption],
  };
}

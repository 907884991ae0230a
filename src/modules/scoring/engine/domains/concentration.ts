import type { Exposure } from '../factor.js';
import type { SubjectFacts } from '../facts.js';

/**
 * E_C: the largest blast radius × substitutability of the nodes that the subject requires (paragraph 4(c)). Where no
 * dependency is recorded it is 1 (graph rule f).
 */
export function concentration(facts: SubjectFacts): Exposure {
  const { graph } = facts;
  const worst = graph?.worst;
  return {
    exposure: graph === null ? 1 : worst ? worst.radius * worst.sigma : 0,
    factors: [
      {
        code: 'dependencies',
        read: graph === null ? 'unknown' : (worst?.node ?? 'none'),
        value: graph === null ? 1 : (worst?.radius ?? 0),
        known: graph !== null,
      },
      {
        code: 'nodeSubstitutability',
        read: worst?.node ?? (graph === null ? 'unknown' : 'none'),
        value: graph === null ? 1 : (worst?.sigma ?? 0),
        known: graph?.sigmasKnown ?? false,
      },
      {
        code: 'hiddenUpstream',
        read: graph === null ? 'unknown' : graph.hiddenUpstream ? 'yes' : 'no',
        value: graph === null || graph.hiddenUpstream ? 1 : 0,
        known: graph !== null && !graph.hiddenUpstream,
      },
    ],
  };
}

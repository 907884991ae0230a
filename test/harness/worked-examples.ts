import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A worked example of the methodology: facts beside those of the first, and what comes of them. */
export interface Golden {
  id: string;
  tier: string;
  provisional?: boolean;
  from?: 'nothing';
  facts?: Record<string, unknown>;
  graph?: { useCases: Record<string, string>; nodes: Record<string, object> };
  controls?: Record<string, Record<string, unknown>>;
  notApplicable?: object[];
  expect: Record<string, number> & { gates: { code: string; floor: number }[]; band: string };
}
const { asOf, cases } = parse(
  readFileSync(new URL('../../src/modules/scoring/engine/golden/cases.yaml', import.meta.url), 'utf8'),
) as { asOf: string; cases: Golden[] };
const base = cases[0] as Golden;
/** The first is the one on which the others build. */
export const EXAMPLES: readonly Golden[] = cases;

/** A worked example as a request of the API. */
export function requestOf(golden: Golden): Record<string, unknown> {
  const alone = golden.from === 'nothing';
  const facts = { ...(alone ? {} : base.facts), ...golden.facts };
  const graph = golden.graph ?? (alone ? undefined : base.graph);
  const controls = { ...(alone ? {} : base.controls), ...golden.controls };
  const components = facts['components'] as { vulnerabilities: Record<string, unknown>[] }[] | undefined;
  return {
    tier: golden.tier,
    ...(golden.provisional ? { provisional: true } : {}),
    facts: {
      ...facts,
      ...(components
        ? {
            components: components.map(({ vulnerabilities, ...component }) => ({
              ...component,
              vulnerabilities: vulnerabilities.map(({ kev, ...rest }) => ({ ...rest, knownExploited: kev })),
            })),
          }
        : {}),
      ...(graph
        ? {
            graph: {
              ...graph,
              useCases: Object.entries(graph.useCases).map(([id, tier]) => ({ id, tier })),
              nodes: Object.entries(graph.nodes).map(([id, node]) => ({ id, ...node })),
            },
          }
        : {}),
    },
    controls: Object.fromEntries(
      Object.entries(controls).map(([domain, states]) => [
        domain,
        Object.fromEntries(
          Object.entries(states).map(([code, state]) => [
            code.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
            state,
          ]),
        ),
      ]),
    ),
    ...(golden.notApplicable ? { notApplicable: golden.notApplicable } : {}),
    scoredOn: asOf,
  };
}

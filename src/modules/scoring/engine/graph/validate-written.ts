import { MANUAL_PROCEDURE } from './node-kinds.js';
import { type PortfolioProblem, validatePortfolio } from './validate.js';
import type { WrittenGraph } from './written-graph.js';

/** What binds components together stands on nothing itself. */
const GROUPS: ReadonlySet<string> = new Set(['ultimate_parent', 'base_model', MANUAL_PROCEDURE]);
const LIMITS = { nodes: 1000, useCases: 1000, alternatives: 5000 };

/** Everything that keeps a written graph from being one; an empty list means that it can be asked. */
export function validateWrittenGraph(graph: WrittenGraph): PortfolioProblem[] {
  const { subject, arrangement, useCases, nodes, requirements } = graph;
  const problems = validatePortfolio(
    {
      nodes: nodes.map(({ id, kind }) => ({ id, kind })),
      useCases,
      requirements: requirements.map(({ of, k, alternatives }) => ({
        of,
        k,
        alternatives: alternatives.map(({ node }) => ({ node, counts: true })),
      })),
    },
    [],
    1,
    LIMITS,
  );
  if (problems.length > 0) return problems;
  const kinds = new Map(nodes.map(({ id, kind }) => [id, kind]));
  const unknown = (pointer: string, id: string): PortfolioProblem => ({
    pointer,
    code: 'unknown_id',
    params: { id },
  });
  return [
    ...(useCases.some(({ id }) => id === subject) ? [] : [unknown('/subject', subject)]),
    ...arrangement.flatMap((id, i) => (kinds.has(id) ? [] : [unknown(`/arrangement/${i}`, id)])),
    ...requirements.flatMap(({ of }, i) =>
      GROUPS.has(kinds.get(of) ?? '')
        ? [{ pointer: `/requirements/${i}/of`, code: 'requires_nothing' as const, params: { id: of } }]
        : [],
    ),
    ...nodes.flatMap(({ kind, undisclosed = [] }, i) =>
      GROUPS.has(kind) && undisclosed.length > 0
        ? [{ pointer: `/nodes/${i}/undisclosed`, code: 'requires_nothing' as const }]
        : [],
    ),
  ];
}

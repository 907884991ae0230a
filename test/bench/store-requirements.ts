import { newId } from '../../src/kernel/ids.js';
import type { PortfolioInput } from '../../src/modules/scoring/engine/graph/portfolio-input.js';

/** Writes the requirements of a portfolio as records; `id` has the id of each node and use case. */
export async function storeRequirements(
  client: { query(text: string, values: unknown[]): Promise<unknown> },
  input: PortfolioInput,
  id: ReadonlyMap<string, string>,
): Promise<void> {
  const useCases = new Set(input.useCases.map((useCase) => useCase.id));
  const rows = input.requirements.map((row) => ({ ...row, key: newId() }));
  await client.query(
    `INSERT INTO requirement (id, use_case_id, component_id, label, required, upstream_disclosed)
     SELECT r, u, c, 'needs', k, 'yes' FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[]) AS n(r, u, c, k)`,
    [
      rows.map((row) => row.key),
      rows.map((row) => (useCases.has(row.of) ? id.get(row.of) : null)),
      rows.map((row) => (useCases.has(row.of) ? null : id.get(row.of))),
      rows.map((row) => row.k),
    ],
  );
  const alternatives = rows.flatMap((row) =>
    row.alternatives.map((a, i) => ({ key: row.key, rank: i + 1, node: id.get(a.node), counts: a.counts })),
  );
  await client.query(
    `INSERT INTO requirement_alternative (requirement_id, rank, component_id, fallback_evidence, tested_on)
     SELECT r, k, c, CASE WHEN t THEN 'tested_in_tolerance' ELSE 'none' END, CASE WHEN t THEN current_date - 1 END
       FROM unnest($1::uuid[], $2::int[], $3::uuid[], $4::bool[]) AS n(r, k, c, t)`,
    [
      alternatives.map((a) => a.key),
      alternatives.map((a) => a.rank),
      alternatives.map((a) => a.node),
      alternatives.map((a) => a.counts),
    ],
  );
}

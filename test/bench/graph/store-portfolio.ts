import { Client } from 'pg';
import { newId } from '../../../src/kernel/ids.js';
import type { PortfolioInput } from '../../../src/modules/scoring/engine/graph/portfolio-input.js';
import type { EmbeddedServer } from '../../../src/platform/embedded/embedded-server.js';
import { storeRequirements } from '../store-requirements.js';

/**
 * Writes the portfolio as the records of the register, in place of those that are there. By the superuser, without
 * triggers: it is a set-up, not a change, and the history of half a million rows would take minutes.
 * @returns record by the id that the portfolio uses
 */
export async function storePortfolio(
  database: EmbeddedServer,
  input: PortfolioInput,
): Promise<ReadonlyMap<string, string>> {
  const url = new URL(database.superuserUrl);
  url.pathname = new URL(database.ownerUrl).pathname;
  const client = new Client({ connectionString: url.href });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SET session_replication_role = replica');
    await client.query(
      'TRUNCATE requirement_alternative, requirement, use_case_legal_entity, use_case, component, provider CASCADE',
    );
    const id = new Map([...input.nodes, ...input.useCases].map((thing) => [thing.id, newId()]));
    await storeComponents(client, input, id);
    await storeUseCases(client, input, id);
    await storeRequirements(client, input, id);
    await client.query('VACUUM ANALYZE');
    return id;
  } finally {
    await client.end();
  }
}

/** Everything runs on the firm's own machines, so that no provider stands between. */
async function storeComponents(
  client: Client,
  { nodes }: PortfolioInput,
  id: ReadonlyMap<string, string>,
): Promise<void> {
  await client.query(
    `INSERT INTO component (id, name, kind, deployment, substitutability, base_model_status, status, created_by)
     SELECT i, 'Component ' || i, k, 'self_hosted', s, 'none', 'in_use', 'bench'
       FROM unnest($1::uuid[], $2::text[], $3::text[]) AS n(i, k, s)`,
    [
      nodes.map((node) => id.get(node.id)),
      nodes.map((node) => node.kind),
      nodes.map((node) => node.substitutability ?? 'unknown'),
    ],
  );
}

async function storeUseCases(
  client: Client,
  { useCases }: PortfolioInput,
  id: ReadonlyMap<string, string>,
): Promise<void> {
  const entity = newId();
  await client.query(`INSERT INTO legal_entity (id, name, kind) VALUES ($1, $2, 'licensed_corporation')`, [
    entity,
    `Bench ${entity}`,
  ]);
  const ids = useCases.map((useCase) => id.get(useCase.id));
  await client.query(
    `INSERT INTO use_case (id, name, tier, lowest_tier, tier_provisional, tier_reasons, high_risk, high_risk_reasons, status, created_by)
     SELECT i, 'Use ' || i, t, t, p, '[]', 'no', '[]', 'live', 'bench'
       FROM unnest($1::uuid[], $2::text[], $3::bool[]) AS n(i, t, p)`,
    [
      ids,
      useCases.map(({ tier }) => (tier === 'unknown' ? 'T1' : tier)),
      useCases.map(({ tier, provisional }) => provisional === true || tier === 'unknown'),
    ],
  );
  await client.query(
    `INSERT INTO use_case_legal_entity (use_case_id, legal_entity_id, name)
     SELECT i, $2, 'Use ' || i FROM unnest($1::uuid[]) AS i`,
    [ids, entity],
  );
}

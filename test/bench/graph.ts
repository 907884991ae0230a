import { Pool } from 'pg';
import { newId } from '../../src/kernel/ids.js';
import { registerPortfolio } from '../../src/modules/scoring/domain/register-graph.js';
import { blastRadiusOf, radiusScratch } from '../../src/modules/scoring/engine/graph/blast-radius.js';
import { buildPortfolio, portfolioBytes } from '../../src/modules/scoring/engine/graph/portfolio.js';
import type { PortfolioInput } from '../../src/modules/scoring/engine/graph/portfolio-input.js';
import { generatePortfolio, LARGE } from '../../src/modules/scoring/engine/graph/testing/generate.js';
import { RegisterGraphReadModel } from '../../src/modules/scoring/persistence/register-graph.read-model.js';
import { ReadDatabase } from '../../src/platform/database/read-database.js';
import type { EmbeddedServer } from '../../src/platform/embedded/embedded-server.js';
import { median } from './load.js';
import { storeRequirements } from './store-requirements.js';
import { figure, heading } from './table.js';

/** A large firm's register: loaded from PostgreSQL, built, asked. */
export async function benchGraph(database: EmbeddedServer): Promise<void> {
  const input = generatePortfolio(LARGE);
  const edges = input.requirements.reduce((sum, row) => sum + row.alternatives.length, 0);
  heading(`graph: ${input.nodes.length} components, ${edges} edges, ${input.useCases.length} use cases`);
  const owner = new Pool({ connectionString: database.ownerUrl, max: 2, options: '-c TimeZone=UTC' });
  try {
    await owner.query(
      'TRUNCATE requirement_alternative, requirement, use_case_legal_entity, use_case, component CASCADE',
    );
    await store(owner, input);
    const readModel = new RegisterGraphReadModel(owner, new ReadDatabase(owner, owner));
    const loading = await timed(() => readModel.load(null, null));
    figure('load from PostgreSQL', `${loading.ms.toFixed(0)} ms`);
    const today = new Date().toISOString().slice(0, 10);
    const building = await timed(() => buildPortfolio(registerPortfolio(loading.value, today)));
    const { value: portfolio } = building;
    figure('build', `${building.ms.toFixed(0)} ms`);
    figure(
      'memory',
      `${(portfolioBytes(portfolio) / portfolio.alternative.length).toFixed(1)} bytes an edge (${portfolio.alternative.length} edges with the implied ones)`,
    );
    const uses = new Int32Array(portfolio.nodeCount);
    portfolio.alternative.forEach((node) => uses[node]!++);
    const shared = uses.indexOf(Math.max(...uses));
    const scratch = radiusScratch(portfolio);
    const times: number[] = [];
    for (let i = 0; i < 21; i++)
      times.push((await timed(() => blastRadiusOf(portfolio, shared, scratch))).ms);
    const radius = blastRadiusOf(portfolio, shared, scratch);
    figure(
      'blast radius of the most required node',
      `${median(times).toFixed(2)} ms (share ${radius.share.toFixed(3)})`,
    );
  } finally {
    await owner.end();
  }
}

async function timed<T>(work: () => T | Promise<T>): Promise<{ value: T; ms: number }> {
  const started = performance.now();
  const value = await work();
  return { value, ms: performance.now() - started };
}

/** Writes the portfolio as records, without history: it is a set-up, not a change. */
async function store(owner: Pool, input: PortfolioInput): Promise<void> {
  const id = new Map([...input.nodes, ...input.useCases].map((thing) => [thing.id, newId()]));
  const entity = newId();
  await owner.query(`SET session_replication_role = replica`).catch(() => undefined);
  await owner.query(`INSERT INTO legal_entity (id, name, kind) VALUES ($1, $2, 'licensed_corporation')`, [
    entity,
    `Bench ${entity}`,
  ]);
  await owner.query(
    `INSERT INTO component (id, name, kind, deployment, substitutability, base_model_status, status, created_by)
     SELECT i, 'Component ' || i, k, 'self_hosted', s, 'none', 'in_use', 'bench' FROM unnest($1::uuid[], $2::text[], $3::text[]) AS n(i, k, s)`,
    [
      input.nodes.map((n) => id.get(n.id)),
      input.nodes.map((n) => n.kind),
      input.nodes.map((n) => n.substitutability ?? 'unknown'),
    ],
  );
  await owner.query(
    `INSERT INTO use_case (id, name, tier, lowest_tier, tier_provisional, tier_reasons, high_risk, high_risk_reasons, status, created_by)
     SELECT i, 'Use ' || i, t, t, false, '[]', 'no', '[]', 'live', 'bench' FROM unnest($1::uuid[], $2::text[]) AS n(i, t)`,
    [
      input.useCases.map((u) => id.get(u.id)),
      input.useCases.map((u) => (u.tier === 'unknown' ? 'T1' : u.tier)),
    ],
  );
  await owner.query(
    `INSERT INTO use_case_legal_entity (use_case_id, legal_entity_id, name) SELECT i, $2, 'Use ' || i FROM unnest($1::uuid[]) AS i`,
    [input.useCases.map((u) => id.get(u.id)), entity],
  );
  await storeRequirements(owner, input, id);
  await owner.query('ANALYZE');
}

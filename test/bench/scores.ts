import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { ProcessClock } from '../../src/platform/clock/process-clock.js';
import { newId } from '../../src/kernel/ids.js';
import { generatePortfolio, LARGE } from '../../src/modules/scoring/engine/graph/testing/generate.js';
import type { PortfolioInput } from '../../src/modules/scoring/engine/graph/portfolio-input.js';
import { MethodRepository } from '../../src/modules/scoring/persistence/method.repository.js';
import { ScoreFactsReadModel } from '../../src/modules/scoring/persistence/score-facts.read-model.js';
import { ScoreRepository } from '../../src/modules/scoring/persistence/score.repository.js';
import { ScoreKeeper } from '../../src/modules/scoring/score-keeper.js';
import { createDataSource, poolOf } from '../../src/platform/database/data-source.js';
import { ReadDatabase } from '../../src/platform/database/read-database.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import type { EmbeddedServer } from '../../src/platform/embedded/embedded-server.js';
import { storeRequirements } from './store-requirements.js';
import { figure, heading } from './table.js';

/** So few that a use case has some four subjects: 20,000 in all. */
const PROVIDERS = 5;

const ANY = (kind: string): string => `(SELECT id FROM component WHERE kind = '${kind}' ORDER BY id LIMIT 1)`;

/** Edits that change no tier: a fact of a component, what the graph reads of one, an edge of the graph. */
const EDITS: readonly (readonly [what: string, statement: string])[] = [
  [
    'provenance of a model',
    `UPDATE component SET provenance = 'signed_verified' WHERE id = ${ANY('language_model')}`,
  ],
  [
    'substitutability of a model',
    `UPDATE component SET substitutability = CASE substitutability WHEN 'easily' THEN 'medium' ELSE 'easily' END
      WHERE id = ${ANY('language_model')}`,
  ],
  [
    'an application needs a further host',
    `WITH made AS (
       INSERT INTO requirement (id, component_id, label, required, effect, upstream_disclosed)
       VALUES (gen_random_uuid(), ${ANY('application')}, 'host', 1, 'stops', 'yes') RETURNING id
     )
     INSERT INTO requirement_alternative (requirement_id, rank, component_id, fallback_evidence)
     SELECT id, 1, ${ANY('hosting')}, 'unknown' FROM made`,
  ],
];

/** All scores of a large firm from scratch, and after edits. */
export async function benchScores(database: EmbeddedServer): Promise<void> {
  const input = generatePortfolio(LARGE);
  const owner = new Pool({ connectionString: database.ownerUrl, max: 2, options: '-c TimeZone=UTC' });
  const source = createDataSource({ url: database.appUrl, poolSize: 4, applicationName: 'bench' });
  await source.initialize();
  try {
    await store(owner, input);
    heading(
      `scores: ${input.nodes.length} components, ${input.useCases.length} use cases, ${PROVIDERS} providers`,
    );
    const keeper = keeperOf(source);
    const scratch = await timed(() => keeper.keep());
    figure(
      'all scores from scratch, stored',
      `${(scratch.ms / 1000).toFixed(1)} s (${scratch.value.changed} scores)`,
      '<= 60 s',
    );
    figure('  largest resident memory of the process', `${peakMiB().toFixed(0)} MiB`, '<= 1536 MiB');
    for (const [what, statement] of EDITS) {
      const edit = await owner.query(statement);
      if (edit.rowCount !== 1) throw new Error(`not one edit: ${what}`);
      const { ms, value } = await timed(() => keeper.keep());
      figure(
        `one edit to new scores: ${what}`,
        `${(ms / 1000).toFixed(2)} s (${value.changed} of ${value.subjects} looked at)`,
        '<= 2 s',
      );
    }
  } finally {
    await source.destroy();
    await owner.end();
  }
}

function keeperOf(source: DataSource): ScoreKeeper {
  const pool = poolOf(source);
  const methods = new MethodRepository(pool, new ReadDatabase(pool, pool));
  return new ScoreKeeper(
    new ScoreFactsReadModel(pool),
    new ScoreRepository(pool),
    methods,
    new UnitOfWork(source),
    new ProcessClock(null),
  );
}

/** The largest memory that the process has held, in MiB. */
function peakMiB(): number {
  return process.resourceUsage().maxRSS / 1024;
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const started = performance.now();
  const value = await work();
  return { value, ms: performance.now() - started };
}

/**
 * The portfolio as records with providers: applications are the firm's own, models and hosts are services of their
 * providers, the rest runs on the firm's machines. Written without history: it is a set-up, not a change.
 */
async function store(owner: Pool, input: PortfolioInput): Promise<void> {
  await owner.query(
    'TRUNCATE score, requirement_alternative, requirement, use_case_legal_entity, use_case, component, provider CASCADE',
  );
  const client = await owner.connect();
  try {
    await client.query('SET session_replication_role = replica').catch(() => undefined);
    const id = new Map([...input.nodes, ...input.useCases].map((thing) => [thing.id, newId()]));
    const providers = Array.from({ length: PROVIDERS }, () => newId());
    const entity = newId();
    await client.query(`INSERT INTO legal_entity (id, name, kind) VALUES ($1, $2, 'licensed_corporation')`, [
      entity,
      `Bench ${entity}`,
    ]);
    await client.query(
      `INSERT INTO provider (id, name, kind, ultimate_parent_status, created_by)
       SELECT i, 'Provider ' || i, CASE WHEN n = 1 THEN 'in_house' ELSE 'third_party' END, 'none', 'bench'
         FROM unnest($1::uuid[]) WITH ORDINALITY AS p(i, n)`,
      [providers],
    );
    const service = new Set(['language_model', 'hosting', 'region', 'network_edge']);
    await client.query(
      `INSERT INTO component (id, name, kind, provider_id, deployment, substitutability, base_model_status, status, created_by)
       SELECT i, 'Component ' || i, k, p, d, s, 'none', 'in_use', 'bench'
         FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[]) AS n(i, k, p, d, s)`,
      [
        input.nodes.map((node) => id.get(node.id)),
        input.nodes.map((node) => node.kind),
        input.nodes.map((node) => providerOf(node, providers)),
        input.nodes.map((node) => (service.has(node.kind) ? 'multi_tenant_saas' : 'self_hosted')),
        input.nodes.map((node) => node.substitutability ?? 'unknown'),
      ],
    );
    await client.query(
      `INSERT INTO use_case (id, name, tier, lowest_tier, tier_provisional, tier_reasons, high_risk, high_risk_reasons, status, created_by)
       SELECT i, 'Use ' || i, t, t, false, '[]', 'no', '[]', 'live', 'bench' FROM unnest($1::uuid[], $2::text[]) AS n(i, t)`,
      [
        input.useCases.map((useCase) => id.get(useCase.id)),
        input.useCases.map(({ tier }) => (tier === 'unknown' ? 'T1' : tier)),
      ],
    );
    await client.query(
      `INSERT INTO use_case_legal_entity (use_case_id, legal_entity_id, name)
       SELECT i, $2, 'Use ' || i FROM unnest($1::uuid[]) AS i`,
      [input.useCases.map((useCase) => id.get(useCase.id)), entity],
    );
    await storeRequirements(client, input, id);
    await client.query('ANALYZE');
  } finally {
    client.release();
  }
}

/** Applications are in-house; a family of libraries is one project's. */
function providerOf(
  { id, kind }: { id: string; kind: string },
  providers: readonly string[],
): string | undefined {
  if (kind === 'application') return providers[0];
  const [, family = '0'] = /(\d+)/.exec(id) ?? [];
  return providers[1 + (Number(family) % (providers.length - 1))];
}

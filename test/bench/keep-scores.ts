/**
 * The worker's part of the benchmark of scores, in a process of its own, so that its memory is the keeper's: all scores of
 * the register in DATABASE_URL from scratch, and after edits by DATABASE_OWNER_URL.
 */
import { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { IndemnityCoverageRepository } from '../../src/modules/scoring/persistence/indemnity-coverage.repository.js';
import { MethodRepository } from '../../src/modules/scoring/persistence/method.repository.js';
import { ScoreFactsReadModel } from '../../src/modules/scoring/persistence/score-facts.read-model.js';
import { ScoreRepository } from '../../src/modules/scoring/persistence/score.repository.js';
import { ScoreKeeper } from '../../src/modules/scoring/score-keeper.js';
import { ProcessClock } from '../../src/platform/clock/process-clock.js';
import { createDataSource, poolOf } from '../../src/platform/database/data-source.js';
import { ReadDatabase } from '../../src/platform/database/read-database.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { figure } from './table.js';

const ANY = (kind: string): string => `(SELECT id FROM component WHERE kind = '${kind}' ORDER BY id LIMIT 1)`;

/** One that a use case stands on. */
const USED_APPLICATION = `(
  SELECT a.component_id FROM requirement r JOIN requirement_alternative a ON a.requirement_id = r.id
   WHERE r.use_case_id IS NOT NULL ORDER BY r.id LIMIT 1)`;

/** The host at a place, 0…1, when they are counted by the requirements that name them. */
const HOST_AT = (place: number): string => `(
  SELECT id FROM (SELECT c.id, row_number() OVER (ORDER BY count(*), c.id) AS place, count(*) OVER () AS hosts
                    FROM component c JOIN requirement_alternative a ON a.component_id = c.id
                   WHERE c.kind = 'hosting' GROUP BY c.id) AS hosts
   WHERE place = greatest(1, ceil(hosts * ${place}::numeric)))`;

const NEEDS = (application: string, host: string): string => `
  WITH made AS (
    INSERT INTO requirement (id, component_id, label, required, effect, upstream_disclosed)
    VALUES (gen_random_uuid(), ${application}, gen_random_uuid(), 1, 'stops', 'yes') RETURNING id
  )
  INSERT INTO requirement_alternative (requirement_id, rank, component_id, fallback_evidence)
  SELECT id, 1, ${host}, 'unknown' FROM made`;

const NEEDS_HOST = (place: number): string => NEEDS(USED_APPLICATION, HOST_AT(place));

/** As many edges, each from an application that a use case needs to a host, any of either. */
const ANY_EDGES = 20;
/** The register is the same in every run but for its ids: names tell which records are which. */
const ANY_EDGE = (i: number): string =>
  NEEDS(
    `(SELECT id FROM component c WHERE kind = 'application' AND EXISTS (
        SELECT FROM requirement_alternative a JOIN requirement r ON r.id = a.requirement_id
         WHERE a.component_id = c.id AND r.use_case_id IS NOT NULL) ORDER BY md5(name) LIMIT 1 OFFSET ${i})`,
    `(SELECT id FROM component WHERE kind = 'hosting' ORDER BY md5(name) LIMIT 1 OFFSET ${i})`,
  );

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
  ['an application needs a host, the median of hosts', NEEDS_HOST(0.5)],
  ['an application needs a host, shared more than 99 in 100', NEEDS_HOST(0.99)],
  ['an application needs a host, the most shared', NEEDS_HOST(1)],
];

/** What was stored since an instant, written once more with its history: what no program on this machine goes below. */
const WRITE_AGAIN = `
  UPDATE score SET inputs = inputs || '{"again": true}', row_version = row_version + 1, updated_at = now()
   WHERE computed_at >= $1::timestamptz`;

const owner = new Pool({ connectionString: process.env['DATABASE_OWNER_URL'], max: 1 });
const source = createDataSource({
  url: process.env['DATABASE_URL'] ?? '',
  poolSize: 4,
  applicationName: 'bench',
});
await source.initialize();
const keeper = keeperOf(source);
const scratch = await timed(() => keeper.keep());
figure(
  'all scores from scratch, stored',
  `${(scratch.ms / 1000).toFixed(1)} s (${scratch.value.changed} scores)`,
  '<= 60 s',
);
figure('  largest resident memory of the keeper', `${peakMiB().toFixed(0)} MiB`, '<= 1536 MiB');
for (const [what, statement] of EDITS) showEdit(what, await edit(statement));
const edges: Edit[] = [];
for (let i = 0; i < ANY_EDGES; i++) edges.push(await edit(ANY_EDGE(i)));
edges.sort((a, b) => a.ms - b.ms);
const at = (share: number): Edit => edges[Math.ceil(share * edges.length) - 1]!;
showEdit(`any application needs any host, the median of ${ANY_EDGES}`, at(0.5));
showEdit('  nine in ten take no longer than', at(0.9));
showEdit('  the longest', at(1));
figure('  largest resident memory of the keeper', `${peakMiB().toFixed(0)} MiB`, '<= 1536 MiB');
await source.destroy();
await owner.end();

function keeperOf(source: DataSource): ScoreKeeper {
  const pool = poolOf(source);
  const methods = new MethodRepository(pool, new ReadDatabase(pool, pool));
  return new ScoreKeeper(
    new ScoreFactsReadModel(pool),
    new ScoreRepository(pool),
    new IndemnityCoverageRepository(pool),
    methods,
    new UnitOfWork(source),
    new ProcessClock(null),
  );
}

interface Edit {
  ms: number;
  changed: number;
  subjects: number;
  /** How long PostgreSQL alone takes to write as many scores. */
  writingMs: number;
}

async function edit(statement: string): Promise<Edit> {
  const made = await owner.query(statement);
  if (made.rowCount !== 1) throw new Error(`not one edit: ${statement}`);
  const began = await owner.query<{ now: string }>('SELECT clock_timestamp()::text AS now');
  const { ms, value } = await timed(() => keeper.keep());
  const again = await timed(() => owner.query(WRITE_AGAIN, [began.rows[0]?.now]));
  if (again.value.rowCount !== value.changed) throw new Error(`${again.value.rowCount} are written again`);
  return { ms, changed: value.changed, subjects: value.subjects, writingMs: again.ms };
}

function showEdit(what: string, { ms, changed, subjects, writingMs }: Edit): void {
  figure(
    `one edit to new scores: ${what}`,
    `${seconds(ms)} (${changed} of ${subjects} looked at; PostgreSQL alone ${seconds(writingMs)})`,
    '<= 2 s',
  );
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
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

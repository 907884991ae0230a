import { escapeLiteral, type Pool, type PoolClient } from 'pg';
import { ReadDatabase } from '../../src/platform/database/read-database.js';

interface PlanNode {
  'Node Type': string;
  'Index Name'?: string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: PlanNode[];
}

/** How PostgreSQL answered one statement, counted in rows and blocks: a measure that no load on the machine changes. */
export interface Plan {
  /** Names of the indexes that were used. */
  indexes: string[];
  /** Relations that were read from end to end. */
  wholeScans: string[];
  /** The most rows that any scan looked at, those that a filter threw away included. */
  rowsLookedAt: number;
  /** The most rows that any sort was given. */
  rowsSorted: number;
  /** Blocks of tables and indexes that were touched. */
  blocks: number;
}

/** More executions than PostgreSQL takes to settle for a generic or a custom plan (plancache.c: five). */
const UNTIL_SETTLED = 6;

/**
 * The plan of the statement that `read` sends, as it is once the statement was prepared and used for a while, which is
 * what the application lives with.
 */
export async function planOf(pool: Pool, read: (database: ReadDatabase) => Promise<unknown>): Promise<Plan> {
  const client = await pool.connect();
  try {
    let plan: Plan | null = null;
    const explaining = {
      query: async (statement: { text: string; values: unknown[] }) => {
        if (plan !== null) await client.query('DEALLOCATE explained');
        plan = await explain(client, statement.text, statement.values);
        // One empty row: for those who first look whether something is there. The plan that counts is the last one.
        return { rows: [{}] };
      },
    } as unknown as Pool;
    await read(new ReadDatabase(explaining, explaining));
    if (plan === null) throw new Error('nothing was read');
    return plan;
  } finally {
    await client.query('DEALLOCATE explained');
    client.release();
  }
}

async function explain(client: PoolClient, text: string, values: readonly unknown[]): Promise<Plan> {
  await client.query(`PREPARE explained AS ${text}`);
  const execute = `EXECUTE explained${values.length === 0 ? '' : `(${values.map(literal).join(', ')})`}`;
  for (let i = 0; i < UNTIL_SETTLED; i++) await client.query(execute);
  return explainOnce(client, execute);
}

/** The plan of a statement that has no name: PostgreSQL makes one for its values each time. */
export async function explainOnce(
  client: PoolClient,
  text: string,
  values: readonly unknown[] = [],
): Promise<Plan> {
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
    `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ${text}`,
    [...values],
  );
  const root = rows[0]?.['QUERY PLAN'][0].Plan;
  if (!root) throw new Error('no plan');
  return summaryOf(root);
}

function literal(value: unknown): string {
  if (value === null) return 'NULL';
  return escapeLiteral(Array.isArray(value) ? `{${value.join(',')}}` : String(value));
}

function summaryOf(root: PlanNode): Plan {
  const nodes = flatten(root);
  const scans = nodes.filter((node) => node['Relation Name'] !== undefined);
  return {
    indexes: nodes.flatMap((node) => node['Index Name'] ?? []),
    wholeScans: scans
      .filter((node) => node['Node Type'] === 'Seq Scan')
      .map((node) => node['Relation Name'] ?? ''),
    rowsLookedAt: Math.max(0, ...scans.map(lookedAt)),
    rowsSorted: Math.max(0, ...nodes.filter((node) => node['Node Type'] === 'Sort').map(sorted)),
    blocks: root['Shared Hit Blocks'] + root['Shared Read Blocks'],
  };
}

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)];
}

function lookedAt(node: PlanNode): number {
  const thrownAway = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  return (node['Actual Rows'] + thrownAway) * node['Actual Loops'];
}

function sorted(node: PlanNode): number {
  return Math.max(...(node.Plans ?? []).map((input) => input['Actual Rows'] * input['Actual Loops']));
}

import { Client, escapeIdentifier } from 'pg';
import { StartupError } from '../startup-error.js';

/** Where the queue keeps its own tables: apart from ours, and nothing in them is needed twice. */
export const QUEUE_SCHEMA = 'jobs';
export const QUEUE_NAME = 'underpin';

/**
 * Brings the queue's tables to what this release of the queue needs, and lets the application role work with them.
 * @param ownerUrl address of the database as the role that owns it
 */
export async function migrateQueue(ownerUrl: string, applicationRole = 'underpin_app'): Promise<void> {
  const role = escapeIdentifier(applicationRole);
  await withClient(ownerUrl, async (client) => {
    const { runMigrations } = await loadQueue();
    await runMigrations(client, QUEUE_SCHEMA);
    // The queue would make its counter at its first job, which the application role may not.
    await client.query(`SET search_path TO ${QUEUE_SCHEMA}`);
    await client.query('SELECT next_job_id($1)', [QUEUE_NAME]);
    const grants = [
      `GRANT USAGE ON SCHEMA ${QUEUE_SCHEMA} TO ${role}`,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO ${role}`,
      `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${QUEUE_SCHEMA} TO ${role}`,
    ];
    await client.query(grants.join('; '));
  });
}

/** Refuses a database whose queue tables are missing or of a newer release: a worker on them would spin. */
export async function checkQueueSchema(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    const { assertSchemaCompatibility } = await loadQueue();
    try {
      await assertSchemaCompatibility(client, QUEUE_SCHEMA);
    } catch (cause) {
      throw new StartupError(
        'The tables of the job queue do not fit this release: run npm run migrate of this release first.',
        { cause },
      );
    }
  });
}

/** Loaded when it is needed: a process that only answers requests does without it. */
function loadQueue(): Promise<typeof import('bullmq')> {
  return import('bullmq');
}

async function withClient(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'underpin-queue-schema' });
  client.on('error', () => undefined); // reported by the call that fails
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

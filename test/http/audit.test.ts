import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditSealer } from '../../src/modules/audit/audit.public.js';
import { PACKAGE_ROOT } from '../../src/platform/package-root.js';
import { waitUntil } from '../../src/platform/embedded/wait-until.js';
import { startApp, type TestApp } from '../harness/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const register = (name: string) => app.send('procurement', 'POST', '/api/v1/providers', { body: { name } });
const sealer = () => app.nest.get(AuditSealer);

/** Seals until nothing is left: a transaction of anybody else on the same server may hold sealing back for a while. */
async function sealEverything(): Promise<void> {
  const left = async (): Promise<boolean> => {
    await sealer().seal();
    const { rows } = await app.owner.query<{ n: string }>(
      'SELECT count(*) AS n FROM audit.entry e WHERE NOT EXISTS (SELECT FROM audit.leaf l WHERE l.entry_id = e.id)',
    );
    return rows[0]?.n === '0';
  };
  expect(await waitUntil(left, 50_000)).toBe(true);
}

async function verify(): Promise<{ code: number; output: string }> {
  const exported = await app.send('auditor', 'GET', '/api/v1/audit-entries/export');
  const file = join(app.dataDir, 'log.ndjson');
  await writeFile(file, exported.text);
  const key = await sealer().verifierKey();
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [
      join(PACKAGE_ROOT, 'scripts/audit-verify.mjs'),
      file,
      '--key',
      key,
    ]);
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const failed = error as { code: number; stdout: string; stderr: string };
    return { code: failed.code, output: failed.stdout + failed.stderr };
  }
}

/** A change behind the API, by somebody who can switch the fence off. */
async function tamper(sql: string, values: unknown[]): Promise<void> {
  await app.owner.query('ALTER TABLE audit.entry DISABLE TRIGGER append_only');
  await app.owner.query(sql, values);
  await app.owner.query('ALTER TABLE audit.entry ENABLE TRIGGER append_only');
}

describe('the audit log', () => {
  it('is read by auditors, filtered, and by nobody who does the work', async () => {
    const made = await register('Filtered');
    const page = await app.send('auditor', 'GET', `/api/v1/audit-entries?resourceId=${made.json.id}`);
    expect(page.json.items).toMatchObject([
      { action: 'provider.registered', actor: { type: 'api_key' }, changes: { name: 'Filtered' } },
    ]);
    const [entry] = page.json.items as unknown as { id: string }[];
    expect((await app.send('auditor', 'GET', `/api/v1/audit-entries/${entry?.id}`)).json).toEqual(entry);
    expect((await app.send('procurement', 'GET', '/api/v1/audit-entries')).status).toBe(403);
    expect((await app.send('risk_officer', 'GET', '/api/v1/audit-entries/export')).status).toBe(403);
  });

  it('cannot be rewritten by the application or by its owner', async () => {
    for (const sql of [
      `UPDATE audit.entry SET action = 'x'`,
      'DELETE FROM audit.entry',
      'TRUNCATE audit.entry',
    ]) {
      await expect(app.owner.query(sql)).rejects.toThrow(/append-only/);
    }
  });

  it('is sealed, and verifies offline', async () => {
    await register('Sealed');
    await sealEverything();
    expect(await sealer().seal()).toBe(0);
    await register('Not sealed yet');
    const { code, output } = await verify();
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringMatching(/1/) });
    const checkpoints = await app.send('auditor', 'GET', '/api/v1/audit-checkpoints');
    expect(checkpoints.json.items).not.toHaveLength(0);
  });

  it('is sealed once by two sealers at a time', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => register(`Parallel ${i}`)));
    await Promise.all([sealer().seal(), sealer().seal(), sealer().seal()]);
    await sealEverything();
    const { rows } = await app.owner.query<{ entries: string; leaves: string; last: string }>(
      'SELECT (SELECT count(*) FROM audit.entry) AS entries, (SELECT count(*) FROM audit.leaf) AS leaves, (SELECT max(index) + 1 FROM audit.leaf) AS last',
    );
    expect(rows[0]?.leaves).toBe(rows[0]?.entries);
    expect(rows[0]?.last).toBe(rows[0]?.entries);
    expect((await verify()).code).toBe(0);
  });

  it('does not seal past a transaction that is still running', async () => {
    const slow = await app.owner.connect();
    await slow.query('BEGIN');
    await slow.query(
      `INSERT INTO audit.entry (id, actor_type, actor_id, actor_name, action, resource_type, resource_id)
       VALUES (gen_random_uuid(), 'database', 'x', 'x', 'x.done', 'x', 'x')`,
    );
    await register('Committed first');
    await sealer().seal();
    await slow.query('COMMIT');
    slow.release();
    await sealEverything();
    const { rows } = await app.owner.query<{ n: string }>(
      'SELECT count(*) AS n FROM audit.entry e WHERE NOT EXISTS (SELECT FROM audit.leaf l WHERE l.entry_id = e.id)',
    );
    expect(rows[0]?.n).toBe('0');
    expect((await verify()).code).toBe(0);
  });

  it('names the first entry that was changed or removed behind the API', async () => {
    const { rows } = await app.owner.query<{ entry_id: string; index: string }>(
      'SELECT entry_id, index FROM audit.leaf ORDER BY index',
    );
    const third = rows[3];
    await tamper(`UPDATE audit.entry SET actor_name = 'Somebody else' WHERE id = $1`, [third?.entry_id]);
    const changed = await verify();
    expect(changed).toMatchObject({ code: 1 });
    expect(changed.output).toContain(third?.entry_id);
    await tamper('DELETE FROM audit.entry WHERE id = $1', [rows[1]?.entry_id]);
    const removed = await verify();
    expect(removed).toMatchObject({ code: 1 });
    expect(removed.output).toMatch(/index 1\b|entry 1\b/);
  });
});

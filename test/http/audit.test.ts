import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemContext } from '../../src/kernel/actor.js';
import { newId } from '../../src/kernel/ids.js';
import { AuditSealer } from '../../src/modules/audit/audit.public.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { PACKAGE_ROOT } from '../../src/platform/package-root.js';
import { waitUntil } from '../../src/platform/embedded/wait-until.js';
import { type Reply, startApp, type TestApp } from '../harness/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const register = (name: string) => app.send('procurement', 'POST', '/api/v1/providers', { body: { name } });
const made = async (path: string, body: object): Promise<string> =>
  String((await app.send('risk_officer', 'POST', `/api/v1/${path}`, { body })).json['id']);
const entity = (name: string) =>
  made('legal-entities', { name, kind: 'licensed_corporation', jurisdiction: 'HK' });
const useCase = (legalEntityIds: string[]) => made('use-cases', { name: `Use ${newId()}`, legalEntityIds });
const resourcesOf = (page: Reply): string[] =>
  (page.json.items as unknown as { resource: { id: string } }[]).map(({ resource }) => resource.id);
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
async function tamper(sql: string, values: unknown[] = [], table = 'audit.entry'): Promise<void> {
  await app.owner.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  await app.owner.query(sql, values);
  await app.owner.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
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

  it('shows to whoever sees listed legal entities what these have in common with an entry', async () => {
    const [a, b, c] = [await entity('A'), await entity('B'), await entity('C')];
    const auditor = await app.person({ roles: ['auditor'], legalEntityIds: [a] });
    const useCases = [await useCase([b, c]), await useCase([b, a]), await useCase([a])];
    const [foreign, shared, own] = useCases;
    const moved = await useCase([b]);
    const { etag } = await app.send('risk_officer', 'GET', `/api/v1/use-cases/${moved}`);
    const body = { legalEntityIds: [a] };
    await app.send('risk_officer', 'PATCH', `/api/v1/use-cases/${moved}`, { body, ifMatch: etag });
    const made = await register('For everybody');
    const seen = async (id: unknown, key = auditor.key) =>
      (await app.send({ key }, 'GET', `/api/v1/audit-entries?resourceId=${id}`)).json.items as unknown as {
        id: string;
        action: string;
        legalEntityIds: string[];
      }[];
    expect(await seen(foreign)).toEqual([]);
    expect(await seen(shared)).toMatchObject([{ legalEntityIds: [a, b].sort() }]);
    expect(await seen(own)).toMatchObject([{ legalEntityIds: [a] }]);
    expect(await seen(moved)).toMatchObject([{ action: 'use_case.changed', legalEntityIds: [a, b].sort() }]);
    expect(await seen(made.json['id'])).toMatchObject([{ legalEntityIds: [] }]);
    const [hidden] = await seen(foreign, app.keys.auditor);
    expect(hidden).toMatchObject({ legalEntityIds: [b, c].sort() });
    const one = (id: unknown) => app.send(auditor, 'GET', `/api/v1/audit-entries/${id}`);
    expect((await one(hidden?.id)).status).toBe(404);
    const [visible] = await seen(shared);
    expect((await one(visible?.id)).json).toEqual(visible);
    expect((await app.send(auditor, 'GET', '/api/v1/audit-entries/export')).status).toBe(403);
    const ofB = await app.send(auditor, 'GET', `/api/v1/audit-entries?limit=200&legalEntityId=${b}`);
    expect(resourcesOf(ofB).sort()).toEqual([shared, moved].sort());
  });

  it('shows what happened to accounts to those who see a legal entity of theirs', async () => {
    const [a, b] = [await entity('D'), await entity('E')];
    const auditor = await app.person({ roles: ['auditor'], legalEntityIds: [a] });
    const invite = async (scope: object): Promise<string> => {
      const body = { name: 'Lee', email: `${newId()}@example.com`, roles: ['procurement'], ...scope };
      return String((await app.send('admin', 'POST', '/api/v1/users', { body })).json['id']);
    };
    const people = [
      await invite({ legalEntityIds: [a, b] }),
      await invite({ legalEntityIds: [b] }),
      await invite({ entityScope: 'all' }),
      await invite({}),
    ];
    const keyOf = async (scope: object): Promise<string> => {
      const body = { name: 'Feed', kind: 'service', scopes: ['register.read'], ...scope };
      return String((await app.send('admin', 'POST', '/api/v1/api-keys', { body })).json['id']);
    };
    const keys = [await keyOf({ legalEntityIds: [a] }), await keyOf({ entityScope: 'all' })];
    const own = await app.send(
      await app.person({ roles: ['procurement'], legalEntityIds: [a] }),
      'POST',
      '/api/v1/api-keys',
      {
        body: { name: 'Own', scopes: ['register.read'] },
      },
    );
    await app.send(null, 'POST', '/api/v1/auth/sign-in', { body: { email: 'x@example.com', password: 'x' } });
    const seen = resourcesOf(await app.send(auditor, 'GET', '/api/v1/audit-entries?limit=200'));
    const all = resourcesOf(await app.send('auditor', 'GET', '/api/v1/audit-entries?limit=200'));
    expect(all).toEqual(expect.arrayContaining([...people, ...keys, own.json['id'], 'unknown']));
    expect(seen).toEqual(expect.arrayContaining([people[0], keys[0], own.json['id']]));
    for (const hidden of [...people.slice(1), keys[1], 'unknown']) expect(seen).not.toContain(hidden);
  });

  it('cannot be rewritten by the application or by its owner', async () => {
    await register('Kept');
    await sealEverything();
    for (const [table, column] of [
      ['entry', 'action'],
      ['leaf', 'hash'],
      ['checkpoint', 'note'],
    ]) {
      for (const sql of [
        `UPDATE audit.${table} SET ${column} = ${column}`,
        `DELETE FROM audit.${table}`,
        `TRUNCATE audit.${table}`,
      ]) {
        await expect(app.owner.query(sql)).rejects.toThrow(/append-only/);
      }
    }
  });

  it('is sealed, and verifies offline', async () => {
    await register('Sealed');
    await sealEverything();
    expect(await sealer().seal()).toBe(0);
    await register('Not sealed yet');
    const { code, output } = await verify();
    expect({ code, output }).toMatchObject({
      code: 0,
      output: expect.stringMatching(/; not yet sealed at the export: 1$/m),
    });
    const checkpoints = await app.send('auditor', 'GET', '/api/v1/audit-checkpoints');
    expect(checkpoints.json.items).not.toHaveLength(0);
  });

  it('refuses, with the change, an entry that could never be sealed or exported', async () => {
    const record = (name: string, value: unknown) =>
      app.nest.get(UnitOfWork).run(systemContext('test'), async (tx) => {
        tx.send('INSERT INTO provider (id, name, created_by) VALUES ($1, $2, $3)', [newId(), name, 'test']);
        tx.record({
          action: 'provider.registered',
          resource: { type: 'provider', id: name },
          legalEntityIds: [],
          changes: { value },
        });
      });
    const nested = (levels: number): unknown => (levels === 0 ? 'x' : [nested(levels - 1)]);
    const refused = { name: 'CanonicalFormError' };
    await expect(record('too deep', nested(98))).rejects.toMatchObject(refused);
    await expect(record('half a character', 'x\ud800')).rejects.toMatchObject(refused);
    const { rows } = await app.owner.query(
      `SELECT name FROM provider WHERE name IN ('too deep', 'half a character')
       UNION ALL SELECT resource_id FROM audit.entry WHERE resource_id IN ('too deep', 'half a character')`,
    );
    expect(rows).toEqual([]);
    await record('deep enough', nested(97));
    await sealEverything();
    expect((await verify()).code).toBe(0);
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

  it('names an entry, written behind the API, that cannot be sealed', async () => {
    const id = newId();
    await app.owner.query(
      `INSERT INTO audit.entry (id, actor_type, actor_id, actor_name, action, resource_type, resource_id, changes)
       VALUES ($1, 'database', 'x', 'x', 'x.done', 'x', 'x', '{"amount": 1e400}')`,
      [id],
    );
    await expect(sealEverything()).rejects.toThrow(`The audit entry ${id} holds up all sealing`);
    await tamper('DELETE FROM audit.entry WHERE id = $1', [id]);
    await sealEverything();
  });

  it('is not sealed anew after the database lost what was sealed', async () => {
    await register('To be forged');
    await sealEverything();
    await tamper(`UPDATE audit.entry SET actor_name = 'Forged' WHERE changes->>'name' = 'To be forged'`);
    await tamper('DELETE FROM audit.leaf', [], 'audit.leaf');
    await tamper('DELETE FROM audit.checkpoint', [], 'audit.checkpoint');
    await expect(sealer().seal()).rejects.toThrow(/is not the one whose \d+ entries were sealed last/);
    const { rows } = await app.owner.query('SELECT 1 FROM audit.checkpoint');
    expect(rows).toEqual([]);
  });
});

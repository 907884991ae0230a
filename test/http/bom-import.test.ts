import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type BomApp,
  bomPath,
  documentOf,
  library,
  listOf,
  startBomApp,
  toolDocument,
} from '../harness/bom-app.js';
import { itemsOf } from '../harness/replies.js';

let app: BomApp;
beforeAll(async () => {
  app = await startBomApp();
});
afterAll(() => app.close());
beforeEach(() => app.setClock('2026-11-25T04:00:00Z'));

const counts = (reply: Parameters<typeof listOf>[0]) =>
  ['added', 'existing', 'changed', 'noLongerListed'].map((list) => listOf(reply, list).length);

describe('importing what a tool made of a program', () => {
  it('registers each library once, used by the program, and keeps the document', async () => {
    const made = await app.register({ kind: 'application', deployment: 'self_hosted' });
    const id = String(made.json['id']);
    const imported = await app.import(id, toolDocument());
    expect(counts(imported)).toEqual([30, 0, 0, 0]);
    expect(imported.json).toMatchObject({
      unchanged: false,
      notUnderstood: [{ pointer: '/dependencies', reason: 'stored_only' }],
      bom: {
        componentId: id,
        serialNumber: 'urn:uuid:fb219ded-b129-434e-ad21-1a1210dbdbbe',
        documentVersion: 1,
        specVersion: '1.6',
        components: 30,
        receivedBy: expect.any(String),
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
    const first = listOf(imported, 'added')[0];
    expect(first).toMatchObject({ pointer: '/components/0', name: '@langchain/openai 1.5.8' });
    expect(await app.readComponent(first?.['componentId'])).toMatchObject({
      name: '@langchain/openai 1.5.8',
      kind: 'library',
      version: '1.5.8',
      purl: 'pkg:npm/%40langchain/openai@1.5.8',
      licence: 'MIT',
      deployment: 'self_hosted',
      status: 'proposed',
    });
    const uses = await app.uses(id);
    expect(uses).toHaveLength(30);
    expect(new Set(uses.map(({ effect }) => effect))).toEqual(new Set(['uses']));
    expect(uses.map(({ componentId }) => componentId)).toEqual(
      expect.arrayContaining(listOf(imported, 'added').map(({ componentId }) => componentId)),
    );
    expect((await app.send('auditor', 'GET', bomPath(id))).json).toEqual(toolDocument());
    const listed = await app.send('auditor', 'GET', `/api/v1/components/${id}/boms`);
    expect(itemsOf(listed)).toEqual([imported.json['bom']]);

    const again = await app.import(id, toolDocument());
    expect(again.json).toMatchObject({ unchanged: true, bom: imported.json['bom'] });
    expect(counts(again)).toEqual([0, 30, 0, 0]);
    expect(await app.uses(id)).toEqual(uses);
    expect(itemsOf(await app.send('auditor', 'GET', `/api/v1/components/${id}/boms`))).toHaveLength(1);

    const other = await app.component();
    expect(counts(await app.import(other, toolDocument()))).toEqual([0, 30, 0, 0]);
    expect((await app.uses(other)).map(({ componentId }) => componentId).sort()).toEqual(
      uses.map(({ componentId }) => componentId).sort(),
    );
  });
});

describe('importing a newer document', () => {
  it('ends the use of what is no longer listed, which itself stays', async () => {
    const id = await app.component();
    const [kept, gone, next] = [library(), library(), library()];
    const first = await app.import(id, documentOf([kept, gone]));
    const [, old] = listOf(first, 'added');
    const second = await app.import(id, documentOf([kept, next], { version: 2 }));
    expect(counts(second)).toEqual([1, 1, 0, 1]);
    expect(listOf(second, 'noLongerListed')).toMatchObject([
      { componentId: old?.['componentId'], name: `${String(gone['name'])} 1.0.0`, useEnded: true },
    ]);
    const labels = (await app.uses(id)).map(({ label }) => label);
    expect(labels.sort()).toEqual([kept, next].map(({ name }) => `${String(name)} 1.0.0`).sort());
    expect(await app.readComponent(old?.['componentId'])).toMatchObject({ retiredAt: null });
    expect((await app.send('auditor', 'GET', bomPath(id))).json['version']).toBe(2);

    const back = await app.import(id, documentOf([kept, gone]));
    expect(counts(back)).toEqual([0, 2, 0, 1]);
    expect((await app.uses(id)).map(({ label }) => label)).toContain(`${String(gone['name'])} 1.0.0`);
  });

  it('uses on what has an adverse finding, and warns of it', async () => {
    const id = await app.component();
    const [sound, exploited, malicious] = [library(), library(), library()];
    const added = listOf(await app.import(id, documentOf([sound, exploited, malicious])), 'added');
    const [, first, second] = added.map(({ componentId }) => String(componentId));
    const finding = await app.vulnerability(first as string, { knownExploited: 'yes' });
    await app.vulnerability(second as string, { malicious: 'yes' });
    const imported = await app.import(id, documentOf([], { version: 2 }));
    expect(listOf(imported, 'noLongerListed')).toMatchObject([
      { useEnded: true, warning: null },
      { componentId: first, useEnded: false, warning: 'adverse_finding' },
      { componentId: second, useEnded: false, warning: 'adverse_finding' },
    ]);
    const used = (await app.uses(id)).map(({ componentId }) => componentId);
    expect(used.sort()).toEqual([first, second].sort());

    await app.changeFact('vulnerabilities', finding, { remediatedOn: '2026-11-24' });
    const path = `/api/v1/requirements/${String(added[1]?.['requirementId'])}`;
    expect((await app.send('procurement', 'DELETE', path, { ifMatch: '"1"' })).status).toBe(204);
  });

  it('takes a new version for another component', async () => {
    const id = await app.component();
    const before = library();
    await app.import(id, documentOf([before]));
    const after = { ...before, version: '1.1.0', purl: `pkg:npm/${String(before['name'])}@1.1.0` };
    const imported = await app.import(id, documentOf([after]));
    expect(listOf(imported, 'added')).toMatchObject([{ name: `${String(before['name'])} 1.1.0` }]);
    expect(listOf(imported, 'noLongerListed')).toMatchObject([{ name: `${String(before['name'])} 1.0.0` }]);
  });

  it('leaves a requirement alone that somebody has made another one of', async () => {
    const id = await app.component();
    const [entry, ...others] = listOf(await app.import(id, documentOf([library(), library()])), 'added');
    const path = `/api/v1/requirements/${String(entry?.['requirementId'])}`;
    const stops = { body: { effect: 'stops' }, ifMatch: '"1"' };
    expect((await app.send('procurement', 'PATCH', path, stops)).status).toBe(200);
    const imported = await app.import(id, documentOf([]));
    expect(listOf(imported, 'noLongerListed')).toMatchObject([{ useEnded: false }, { useEnded: true }]);
    expect(others).toHaveLength(1);
    expect((await app.uses(id)).map(({ effect }) => effect)).toEqual(['stops']);
  });

  it('uses again what somebody had stopped using, and leaves alone what they require instead', async () => {
    const id = await app.component();
    const parts = [library(), library()];
    const added = listOf(await app.import(id, documentOf(parts)), 'added');
    for (const { requirementId } of added) {
      const path = `/api/v1/requirements/${String(requirementId)}`;
      await app.send('procurement', 'DELETE', path, { ifMatch: '"1"' });
    }
    await app.require({ dependentType: 'component', dependentId: id }, added[1]?.['componentId']);
    const again = await app.import(id, documentOf(parts, { version: 2 }));
    const requirements = listOf(again, 'existing').map(({ requirementId }) => requirementId);
    expect(requirements).toEqual([expect.any(String), null]);
    expect(requirements[0]).not.toBe(added[0]?.['requirementId']);
    expect((await app.uses(id)).map(({ effect }) => effect).sort()).toEqual(['stops', 'uses']);
  });

  it('makes no second requirement of what the component requires already, and never ends that', async () => {
    const id = await app.component();
    const entry = library();
    const known = await app.register({ name: `${String(entry['name'])} 1.0.0`, kind: 'library' });
    await app.require({ dependentType: 'component', dependentId: id }, known.json['id']);
    const imported = await app.import(id, documentOf([entry]));
    expect(listOf(imported, 'changed')).toMatchObject([
      { componentId: known.json['id'], requirementId: null },
    ]);
    expect(await app.uses(id)).toMatchObject([{ effect: 'stops' }]);
    const empty = await app.import(id, documentOf([]));
    expect(listOf(empty, 'noLongerListed')).toMatchObject([{ requirementId: null, useEnded: false }]);
    expect(await app.uses(id)).toHaveLength(1);
  });
});

describe('an import', () => {
  it('is read as it was at an earlier instant', async () => {
    const id = await app.component();
    const before = await app.instant();
    await app.import(id, documentOf([library()]));
    const then = await app.instant();
    await app.import(id, documentOf([], { version: 2 }));
    const at = (instant: string) => app.send('auditor', 'GET', `${bomPath(id)}?asOf=${instant}`);
    expect((await at(then)).json['version']).toBe(1);
    expect((await at(before)).status).toBe(404);
    const boms = `/api/v1/components/${id}/boms`;
    const listed = async (query: string) => itemsOf(await app.send('auditor', 'GET', `${boms}${query}`));
    expect((await listed('')).map(({ components }) => components)).toEqual([0, 1]);
    expect((await listed('?sort=receivedAt')).map(({ components }) => components)).toEqual([1, 0]);
    expect(await listed(`?asOf=${then}`)).toMatchObject([{ components: 1 }]);
    const page = await app.send('auditor', 'GET', `${boms}?limit=1`);
    const next = await listed(`?limit=1&cursor=${String(page.json['nextCursor'])}`);
    expect(next).toMatchObject([{ components: 1 }]);
  });

  it('is audited, with what came of it and without the document', async () => {
    const id = await app.component();
    const imported = await app.import(id, documentOf([library(), library()]));
    const bom = imported.json['bom'] as unknown as { id: string; sha256: string };
    const { rows } = await app.owner.query<{ action: string; changes: object }>(
      `SELECT action, changes FROM audit.entry WHERE resource_type = 'component_bom' AND resource_id = $1`,
      [bom.id],
    );
    expect(rows).toMatchObject([
      { action: 'component_bom.imported', changes: { componentId: id, sha256: bom.sha256, added: 2 } },
    ]);
    await app.import(id, documentOf([], { version: 2 }));
    const retired = `SELECT FROM audit.entry WHERE action = 'requirement.retired' AND resource_id = ANY ($1)`;
    const ids = listOf(imported, 'added').map(({ requirementId }) => requirementId);
    expect((await app.owner.query(retired, [ids])).rowCount).toBe(2);
  });

  it('happens once under one key', async () => {
    const id = await app.component();
    const document = documentOf([library(), library()]);
    const headers = { 'idempotency-key': 'one-import' };
    const twins = await Promise.all([1, 2, 3, 4].map(() => app.import(id, document, 'procurement', headers)));
    expect(new Set(twins.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(counts(twins[0] as (typeof twins)[number])).toEqual([2, 0, 0, 0]);
    expect((await app.import(id, documentOf([]), 'procurement', headers)).json['type']).toBe(
      '/problems/idempotency-key-reused',
    );
  });

  it('takes turns with others: what several list at once is registered once', async () => {
    const shared = Array.from({ length: 20 }, () => library());
    const ids = await Promise.all([1, 2, 3].map(() => app.component()));
    const imported = await Promise.all(ids.map((id) => app.import(id, documentOf(shared))));
    expect(imported.map(counts).sort()).toEqual([
      [0, 20, 0, 0],
      [0, 20, 0, 0],
      [20, 0, 0, 0],
    ]);
    const same = await app.component();
    const twice = await Promise.all([1, 2].map(() => app.import(same, documentOf(shared))));
    expect(twice.map(({ json }) => json['unchanged']).sort()).toEqual([false, true]);
    expect(await app.uses(same)).toHaveLength(20);
  });

  it('is allowed to those who write the register, of a component that is there and in use', async () => {
    const component = await app.register();
    const id = String(component.json['id']);
    expect((await app.import(id, documentOf([]), 'auditor')).status).toBe(403);
    expect((await app.import(id, documentOf([]), null)).status).toBe(401);
    expect((await app.import(id, documentOf([]), 'service')).status).toBe(200);
    const nobody = '01900000-0000-7000-8000-000000000000';
    expect((await app.import(nobody, documentOf([]))).status).toBe(404);
    expect((await app.send('auditor', 'GET', bomPath(nobody))).status).toBe(404);
    expect((await app.send('auditor', 'GET', `/api/v1/components/${nobody}/boms`)).status).toBe(404);
    await app.retire(component);
    expect((await app.import(id, documentOf([library()]))).json['type']).toBe('/problems/retired');
  });
});

describe('documents that come at once', () => {
  it('wait for each other without taking the connections of everybody else', async () => {
    const parents = await Promise.all(
      Array.from({ length: 12 }, () => app.register({ kind: 'application', deployment: 'self_hosted' })),
    );
    const ids = parents.map(({ json }) => String(json['id']));
    const held = await app.owner.connect();
    try {
      await held.query(`BEGIN; SELECT pg_advisory_xact_lock(hashtext('bills of materials'))`);
      const imports = ids.map((id) => app.import(id, documentOf([library()])));
      // Documents are read in turn: once this one is refused, all before it have been read.
      expect((await app.import(ids[0]!, documentOf([{ type: 'library' }]))).status).toBe(422);
      const waiting = async (): Promise<number> => {
        const { rows } = await app.owner.query<{ waiting: number }>(
          `SELECT count(*)::int AS waiting FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
        );
        return rows[0]!.waiting;
      };
      for (let tries = 0; tries < 500 && (await waiting()) === 0; tries++) await turn();
      // More of them than the service has connections, and one waits in the database.
      expect((await app.readComponent(ids[0]))['id']).toBe(ids[0]);
      expect(await waiting()).toBe(1);
      await held.query('COMMIT');
      for (const imported of await Promise.all(imports)) expect(listOf(imported, 'added')).toHaveLength(1);
    } finally {
      held.release(true);
    }
  });
});

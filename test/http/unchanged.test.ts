import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/kernel/roles.js';
import { newId } from '../../src/kernel/ids.js';
import { type Reply, startApp, type TestApp } from '../harness/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const post = async (path: string, body: object, as: Role = 'risk_officer'): Promise<Reply> => {
  const made = await app.send(as, 'POST', `/api/v1/${path}`, { body });
  expect([made.status, made.text]).toEqual([201, expect.any(String)]);
  return made;
};
const entity = () =>
  post('legal-entities', { name: `E ${newId()}`, kind: 'licensed_corporation', jurisdiction: 'HK' });
const useCase = async () =>
  post('use-cases', {
    name: `U ${newId()}`,
    legalEntityIds: [(await entity()).json['id']],
    benefit: 'Speed',
  });

const MAKES: Record<string, () => Promise<Reply>> = {
  'legal-entities': entity,
  providers: () =>
    post('providers', {
      name: `P ${newId()}`,
      identifiers: [{ scheme: 'CRN', value: '1' }],
      kind: 'third_party',
    }),
  components: () => post('components', { name: `C ${newId()}`, kind: 'library', retiresOn: '2030-01-31' }),
  'use-cases': useCase,
  requirements: async () => {
    const component = await post('components', { name: `C ${newId()}`, kind: 'library' });
    return post('requirements', {
      label: 'Model',
      dependentType: 'use_case',
      dependentId: (await useCase()).json['id'],
      alternatives: [{ componentId: component.json['id'] }],
    });
  },
  users: () =>
    post('users', { name: 'Lee', email: `${newId()}@example.com`, roles: ['procurement'] }, 'admin'),
  'api-keys': () =>
    post(
      'api-keys',
      { name: 'Feed', kind: 'service', scopes: ['register.read'], entityScope: 'all' },
      'admin',
    ),
};

/** What each may be sent again as it is: the fields that can be changed. */
const SENT_AGAIN: Record<string, string[]> = {
  'legal-entities': ['name', 'kind', 'jurisdiction', 'timeZone'],
  providers: ['name', 'kind', 'identifiers', 'viability'],
  components: ['name', 'kind', 'retiresOn', 'status'],
  'use-cases': ['name', 'legalEntityIds', 'benefit', 'purposes', 'impact'],
  requirements: ['label', 'required', 'effect', 'alternatives'],
  users: ['name', 'roles', 'functions', 'entityScope'],
  'api-keys': ['name'],
};

describe.each(Object.keys(MAKES))('a PATCH of %s that changes nothing', (path) => {
  const as: Role = path === 'users' || path === 'api-keys' ? 'admin' : 'risk_officer';

  it('answers with the record as it is: no new version, nothing in history, nothing in the log', async () => {
    const made = await MAKES[path]!();
    const address = `/api/v1/${path}/${made.json['id']}`;
    const before = await app.send(as, 'GET', address);
    const traces = async () => {
      const { rows } = await app.owner.query(
        `SELECT (SELECT count(*) FROM history.change) AS changes,
                (SELECT count(*) FROM audit.entry WHERE resource_id = $1) AS entries`,
        [made.json['id']],
      );
      return rows[0] as object;
    };
    const then = await traces();
    const same = Object.fromEntries(SENT_AGAIN[path]!.map((field) => [field, before.json[field]]));
    for (const body of [{}, same]) {
      const answer = await app.send(as, 'PATCH', address, { body, ifMatch: before.etag });
      expect([answer.status, answer.etag, answer.json]).toEqual([200, before.etag, before.json]);
    }
    expect(await traces()).toEqual(then);
    expect((await app.send(as, 'PATCH', address, { body: {}, ifMatch: '"99"' })).status).toBe(412);
  });
});

describe('a version', () => {
  it('rises when a record, or what is shown as a part of it, is changed behind the API', async () => {
    const made = await MAKES['requirements']!();
    const address = `/api/v1/requirements/${made.json['id']}`;
    const etags = [made.etag];
    for (const sql of [
      `UPDATE requirement SET label = 'Behind' WHERE id = $1`,
      `UPDATE requirement_alternative SET fallback_evidence = 'documented' WHERE requirement_id = $1`,
      `DELETE FROM requirement_alternative WHERE requirement_id = $1`,
    ]) {
      await app.owner.query(sql, [made.json['id']]);
      const read = await app.send('auditor', 'GET', address, { headers: { 'if-none-match': etags.at(-1)! } });
      expect(read.status).toBe(200);
      etags.push(read.etag);
    }
    expect(etags).toEqual(['"1"', '"2"', '"3"', '"4"']);
    await app.owner.query('UPDATE requirement SET label = label WHERE id = $1', [made.json['id']]);
    expect((await app.send('auditor', 'GET', address)).etag).toBe('"4"');
  });

  it('rises by one when the API changes it', async () => {
    const made = await useCase();
    const other = await entity();
    const changed = await app.send('risk_officer', 'PATCH', `/api/v1/use-cases/${made.json['id']}`, {
      body: { legalEntityIds: [other.json['id']], name: 'Renamed' },
      ifMatch: made.etag,
    });
    expect([changed.status, changed.etag]).toEqual([200, '"2"']);
  });
});

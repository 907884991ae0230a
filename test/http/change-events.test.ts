import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { idOf, NOW } from '../harness/arrangement-app.js';
import type { Reply } from '../harness/app.js';
import { CHANGES, ChangeApp } from '../harness/change-app.js';
import { documentOf } from '../harness/evidence-app.js';
import { errorsOf, idsOf, itemsOf } from '../harness/replies.js';

let changes: ChangeApp;
beforeAll(async () => {
  changes = await ChangeApp.start();
});
beforeEach(() => changes.app.setClock(NOW));
afterAll(() => changes.app.close());

const typeOf = ({ status, json }: Reply): unknown[] => [status, json['type']];
const read = (made: Reply, as?: Parameters<ChangeApp['get']>[1]): Promise<Reply> => changes.get(made, as);

describe('a change event', () => {
  it('keeps everything that is said of it, and is read as it was answered', async () => {
    const evidenceId = await documentOf(changes.app);
    const said = {
      ...{ kind: 'end_of_life_announced', subject: { type: 'provider', id: changes.at.vendor } },
      ...{ summary: 'The model ends.', happenedOn: null, announcedOn: '2026-11-02' },
      ...{ takesEffectOn: '2027-03-31', source: 'provider_notice', notice: 'Dear customer,\nit ends.' },
      ...{ evidenceId, ownerId: changes.app.people.procurement, legalEntityId: null },
    };
    const made = await changes.made(said);
    expect(made.json).toMatchObject({
      ...said,
      ...{ state: 'untriaged', ruling: null, rulingReason: null, triagedBy: null, triagedAt: null },
      ...{ recordedOn: '2026-12-01', resolutions: [], cadenceFaster: false, retiredAt: null },
      openRules: ['R-29a', 'R-29b', 'R-13b'],
    });
    expect(made.headers.get('location')).toBe(`${CHANGES}/${idOf(made)}`);
    const again = await read(made);
    expect(again.json).toEqual(made.json);
    expect(again.etag).toBe(made.etag);
    const log = await changes.app.send('auditor', 'GET', `/api/v1/audit-entries?resourceId=${idOf(made)}`);
    expect(itemsOf(log)).toMatchObject([{ action: 'change_event.registered', changes: said }]);
  });

  it('is of what is unknown where nothing is said, and is said once under one key', async () => {
    const headers = { 'idempotency-key': newId() };
    const made = await changes.made({}, { headers });
    expect(made.json).toMatchObject({
      ...{ source: 'unknown', notice: null, announcedOn: null, takesEffectOn: null },
      ...{ evidenceId: null, ownerId: null, legalEntityId: null },
    });
    expect(idOf(await changes.made({}, { headers }))).toBe(idOf(made));
  });

  it('of something that belongs to one legal entity is that one’s', async () => {
    const { at } = changes;
    const arrangement = await at.post();
    const shared = await changes.register.useCase('Shared', 'T3', at.firm);
    await changes.app.owner.query(
      'INSERT INTO use_case_legal_entity (use_case_id, legal_entity_id, name) VALUES ($1, $2, $3)',
      [shared, at.other, 'Shared'],
    );
    const of = (type: string, id: string, more = {}): Promise<Reply> =>
      changes.post({ subject: { type, id }, ...more });
    const owner = { legalEntityId: at.firm };
    expect((await of('arrangement', idOf(arrangement))).json).toMatchObject(owner);
    expect((await of('legal_entity', at.firm)).json).toMatchObject(owner);
    expect((await of('use_case', changes.useCase)).json).toMatchObject(owner);
    expect(errorsOf(await of('use_case', shared))).toEqual({ '/legalEntityId': 'needed-with' });
    expect((await of('use_case', shared, { legalEntityId: at.other })).json['affected']).toEqual([shared]);
    for (const [type, id] of [
      ['arrangement', idOf(arrangement)],
      ['legal_entity', at.firm],
      ['use_case', changes.useCase],
    ] as const) {
      const wrong = await of(type, id, { legalEntityId: at.other });
      expect([wrong.status, errorsOf(wrong)]).toEqual([422, { '/legalEntityId': 'contradiction' }]);
    }
  });

  it('is refused with what is wrong, and nothing is kept', async () => {
    const { at } = changes;
    const foreign = await documentOf(changes.app, { legalEntityId: at.other });
    const count = async (): Promise<number> =>
      (await changes.app.owner.query('SELECT FROM change_event')).rowCount ?? 0;
    const before = await count();
    const gone = await changes.register.component('Gone', 'library', at.vendor);
    await changes.app.owner.query('UPDATE component SET retired_at = now() WHERE id = $1', [gone]);
    for (const [more, errors] of [
      [{ kind: 'unknown' }, { '/kind': 'code' }],
      [{ kind: undefined }, { '/kind': 'required' }],
      [{ summary: '' }, { '/summary': 'too-short' }],
      [{ summary: 'x'.repeat(501) }, { '/summary': 'too-long' }],
      [{ notice: '字'.repeat(8001) }, { '/notice': 'too-long' }],
      [{ happenedOn: '2026-12-02' }, { '/happenedOn': 'not-in-future' }],
      [{ happenedOn: undefined }, { '/happenedOn': 'required' }],
      [{ happenedOn: '2026-02-30' }, { '/happenedOn': 'date' }],
      [{ announcedOn: '2026-12-02' }, { '/announcedOn': 'not-in-future' }],
      [{ takesEffectOn: '2027-01-01' }, { '/takesEffectOn': 'only-with' }],
      [{ announcedOn: '2026-11-02', takesEffectOn: '2026-11-01' }, { '/takesEffectOn': 'contradiction' }],
      [{ source: 'hearsay' }, { '/source': 'code' }],
      [{ subject: { type: 'component', id: newId() } }, { '/subject/id': 'unknown-reference' }],
      [{ subject: { type: 'provider', id: at.model } }, { '/subject/id': 'unknown-reference' }],
      [{ subject: { type: 'component', id: gone } }, { '/subject/id': 'retired-reference' }],
      [{ subject: { type: 'team', id: at.model } }, { '/subject/type': 'code' }],
      [{ subject: null }, { '/subject': 'object' }],
      [{ legalEntityId: newId() }, { '/legalEntityId': 'unknown-reference' }],
      [{ evidenceId: newId() }, { '/evidenceId': 'unknown-reference' }],
      [{ evidenceId: foreign }, { '/evidenceId': 'contradiction' }],
      [{ evidenceId: foreign, legalEntityId: at.firm }, { '/evidenceId': 'contradiction' }],
      [{ ownerId: newId() }, { '/ownerId': 'unknown-reference' }],
      [{ state: 'closed' }, { '/state': 'unknown-field' }],
    ] as const) {
      const reply = await changes.post(more);
      expect([more, reply.status, errorsOf(reply)]).toEqual([more, 422, errors]);
    }
    expect(await count()).toBe(before);
  });

  it('is of today where its legal entity is', async () => {
    const newYork = await changes.register.legalEntity('New York');
    await changes.app.owner.query(`UPDATE legal_entity SET time_zone = 'America/New_York' WHERE id = $1`, [
      newYork,
    ]);
    const subject = { type: 'legal_entity', id: newYork };
    expect(errorsOf(await changes.post({ subject, happenedOn: '2026-12-01' }))).toEqual({
      '/happenedOn': 'not-in-future',
    });
    expect((await changes.made({ subject, happenedOn: '2026-11-30' })).json['recordedOn']).toBe('2026-11-30');
  });

  it('is written by those who may, and of the installation by those who see all', async () => {
    for (const as of ['senior_manager', 'auditor', 'admin'] as const) {
      expect(typeOf(await changes.post({}, { as }))).toEqual([403, '/problems/forbidden']);
    }
    expect((await changes.post({ source: 'api' }, { as: 'service' })).status).toBe(201);
    const { local, at } = changes;
    expect(typeOf(await changes.post({}, { as: local }))).toEqual([403, '/problems/forbidden']);
    const own = await changes.made({ legalEntityId: at.other }, { as: local });
    expect(own.json['affected']).toEqual([changes.otherUse]);
    const foreign = await changes.post({ legalEntityId: at.firm }, { as: local });
    expect(errorsOf(foreign)).toEqual({ '/legalEntityId': 'unknown-reference' });
    const all = await changes.made();
    const { etag } = await read(all, local);
    for (const [method, path, body] of [
      ['PATCH', '', { summary: 'Mine.' }],
      ['DELETE', '', undefined],
      ['POST', '/triage', { ruling: 'minor', reason: 'x' }],
      ['POST', '/resolutions', { rule: 'R-13c', on: '2026-11-30', reason: 'x' }],
    ] as const) {
      const reply = await changes.send(method, `/${idOf(all)}${path}`, body, { as: local, ifMatch: etag });
      expect([path, ...typeOf(reply)]).toEqual([path, 403, '/problems/forbidden']);
    }
  });

  it('of another legal entity is not there', async () => {
    const made = await changes.made({ legalEntityId: changes.at.firm });
    const sent = { as: changes.local, ifMatch: made.etag };
    const path = `/${idOf(made)}`;
    const body = { ruling: 'minor', reason: 'x' };
    expect((await read(made, changes.local)).status).toBe(404);
    expect((await changes.send('PATCH', path, { summary: 'Mine.' }, sent)).status).toBe(404);
    expect((await changes.send('DELETE', path, undefined, sent)).status).toBe(404);
    expect((await changes.send('POST', `${path}/triage`, body, sent)).status).toBe(404);
    expect((await changes.send('POST', `${path}/restore`, undefined, sent)).status).toBe(404);
    expect((await changes.resolve(made, {}, sent)).status).toBe(404);
    const list = await changes.send('GET', '?limit=200', undefined, { as: changes.local });
    expect(idsOf(list)).not.toContain(idOf(made));
    expect((await read(made)).etag).toBe(made.etag);
  });

  it('is changed until somebody rules on it, under its version', async () => {
    const made = await changes.made();
    const path = `/${idOf(made)}`;
    expect((await changes.send('PATCH', path, { summary: 'x' })).status).toBe(428);
    expect((await changes.send('PATCH', path, { summary: 'x' }, { ifMatch: '"9"' })).status).toBe(412);
    const changed = await changes.patch(made, { summary: 'Another.', kind: 'terms_changed' });
    expect(changed.json).toMatchObject({ summary: 'Another.', openRules: ['R-10b', 'R-26c', 'R-24'] });
    const same = await changes.patch(made, { summary: 'Another.' });
    expect(same.etag).toBe(changed.etag);
    expect(errorsOf(await changes.patch(made, { happenedOn: null }))).toEqual({ '/happenedOn': 'required' });
    expect(errorsOf(await changes.patch(made, { subject: { type: 'component', id: newId() } }))).toEqual({
      '/subject': 'unknown-field',
    });
  });

  it('is retired and restored while nobody has ruled, but not one of what went wrong', async () => {
    const made = await changes.made();
    expect((await changes.retire(made)).status).toBe(204);
    expect(typeOf(await changes.patch(made, { summary: 'x' }))).toEqual([409, '/problems/retired']);
    expect(typeOf(await changes.triage(made, 'minor'))).toEqual([409, '/problems/retired']);
    const list = async (query = ''): Promise<unknown[]> =>
      idsOf(await changes.send('GET', `?limit=200${query}`));
    expect(await list()).not.toContain(idOf(made));
    expect(await list('&includeRetired=true')).toContain(idOf(made));
    const restored = await changes.send('POST', `/${idOf(made)}/restore`);
    expect(restored.json).toMatchObject({ state: 'untriaged', retiredAt: null });
    expect(typeOf(await changes.send('POST', `/${idOf(made)}/restore`))).toEqual([
      409,
      '/problems/not-retired',
    ]);
    for (const kind of [
      'vulnerability_or_malicious_release',
      'outage_beyond_tolerance',
      'incident_with_impact',
    ]) {
      const adverse = await changes.made({ kind });
      const refused = await changes.retire(adverse);
      expect([kind, ...typeOf(refused)]).toEqual([kind, 409, '/problems/adverse-finding']);
      const milder = await changes.patch(adverse, { kind: 'other' });
      expect([typeOf(milder), errorsOf(milder)]).toEqual([
        [409, '/problems/adverse-finding'],
        { '/kind': 'adverse-event' },
      ]);
    }
  });

  it('is listed by what it is, and read as of an instant', async () => {
    const { at } = changes;
    const owner = await changes.app.person({ roles: ['procurement'] });
    const made = await changes.made({
      ...{ kind: 'staff_left', ownerId: owner.id, subject: { type: 'use_case', id: changes.useCase } },
      summary: '驗證人員離任 (validator)',
    });
    const before = await changes.app.instant();
    await changes.triage(made, 'material');
    for (const query of [
      ...[`ownerId=${owner.id}`, `useCaseId=${changes.useCase}&kind=staff_left`, 'q=人員', 'q=VALIDATOR'],
      ...[`kind=staff_left&state=open`, `legalEntityId=${at.firm}&sort=-updatedAt&kind=staff_left`],
    ]) {
      const list = await changes.send('GET', `?${query}`);
      expect([query, idsOf(list)]).toEqual([query, [idOf(made)]]);
      const { affected, affectedCount, ...listed } = (await read(made)).json;
      expect([affected, affectedCount]).toEqual([[changes.useCase], 1]);
      expect(itemsOf(list)[0]).toEqual(listed);
    }
    for (const query of [`providerId=${at.hoster}`, `componentId=${at.host}`, `arrangementId=${newId()}`]) {
      expect(itemsOf(await changes.send('GET', `?${query}`))).toEqual([]);
    }
    const then = await changes.send('GET', `/${idOf(made)}?asOf=${before}`);
    expect(then.json).toMatchObject({ state: 'untriaged', affected: [changes.useCase] });
    expect(idsOf(await changes.send('GET', `?kind=staff_left&state=untriaged&asOf=${before}`))).toEqual([
      idOf(made),
    ]);
    await changes.app.owner.query('UPDATE use_case SET retired_at = now() WHERE id = $1', [changes.useCase]);
    expect((await read(made)).json['affected']).toEqual([]);
    expect((await changes.send('GET', `/${idOf(made)}?asOf=${before}`)).json['affected']).toEqual([
      changes.useCase,
    ]);
    await changes.app.owner.query('UPDATE use_case SET retired_at = NULL WHERE id = $1', [changes.useCase]);
  });
});

describe('what a change affects', () => {
  it('is everything that stands on it, upwards, of the legal entities that are meant and seen', async () => {
    const { at, register, useCase, otherUse, local } = changes;
    const both = [useCase, otherUse].sort();
    const affected = async (
      more: object,
      as: Parameters<ChangeApp['get']>[1] = 'auditor',
    ): Promise<unknown> => (await read(await changes.made(more), as)).json['affected'];
    const of = (type: string, id: string): object => ({ subject: { type, id } });
    expect(await affected(of('component', at.host))).toEqual(both);
    expect(await affected(of('provider', at.hoster))).toEqual(both);
    expect(await affected(of('provider', at.vendor))).toEqual(both);
    expect(await affected(of('component', at.host), local)).toEqual([otherUse]);
    expect(await affected({ ...of('component', at.host), legalEntityId: at.firm })).toEqual([useCase]);
    expect(await affected(of('use_case', otherUse))).toEqual([otherUse]);
    const elsewhere = await register.legalEntity('Elsewhere');
    const theirs = await register.useCase('Theirs', 'T3', elsewhere);
    expect(await affected(of('legal_entity', elsewhere))).toEqual([theirs]);
    const arrangement = await at.post({ componentIds: [at.model] });
    expect(await affected(of('arrangement', idOf(arrangement)))).toEqual([useCase]);
    const lonely = await changes.register.component('Lonely', 'library', at.vendor);
    expect(await affected(of('component', lonely))).toEqual([]);
  });

  it('is worked out when it is read, and a ring ends', async () => {
    const { at, register, app } = changes;
    const lower = await register.component('Lower', 'library', null);
    const upper = await register.component('Upper', 'library', null);
    const made = await changes.made({ subject: { type: 'component', id: lower } });
    expect(made.json).toMatchObject({ affected: [], affectedCount: 0 });
    await register.requires({ component: upper }, [{ component: lower }]);
    await register.requires({ component: lower }, [{ component: upper }]);
    const use = await register.useCase('Ring', 'T4', at.firm);
    const uses = await register.requires({ useCase: use }, [{ component: upper }], { effect: 'uses' });
    expect((await read(made)).json).toMatchObject({ affected: [use], affectedCount: 1 });
    await app.owner.query('UPDATE requirement SET retired_at = now() WHERE id = $1', [uses]);
    expect((await read(made)).json).toMatchObject({ affected: [], affectedCount: 0 });
  });
});

describe('the matrix', () => {
  it('says for every kind what goes stale, in both languages', async () => {
    const reply = await changes.app.send('auditor', 'GET', '/api/v1/change-matrix');
    expect(reply.status).toBe(200);
    const rows = reply.json['rows'] as unknown as {
      kind: string;
      nameZhHant: string;
      rules: { rule: string; nameZhHant: string; evenMinor: boolean }[];
    }[];
    expect(rows).toHaveLength(16);
    expect(rows.find(({ kind }) => kind === 'model_version_changed')).toMatchObject({
      rules: [
        { rule: 'R-11', paragraph: '11, fn 9', basis: 'circular', evenMinor: true },
        { rule: 'R-13b', name: 'Validation', nameZhHant: '驗證', evenMinor: false },
        { rule: 'R-13c', evenMinor: true },
        ...['R-13d', 'R-18a', 'R-18c', 'R-19', 'R-26a'].map((rule) => ({ rule })),
      ],
    });
    const han = /\p{Script=Han}/u;
    const texts = rows.flatMap(({ nameZhHant, rules }) => [
      nameZhHant,
      ...rules.map((rule) => rule.nameZhHant),
    ]);
    expect(texts.filter((text) => !han.test(text))).toEqual([]);
    expect((await changes.app.send(null, 'GET', '/api/v1/change-matrix')).status).toBe(401);
  });
});

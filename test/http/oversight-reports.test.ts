import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import type { Reply } from '../harness/app.js';
import { type As, AssuranceApp, idIn, NOBODY } from '../harness/assurance-app.js';
import { documentOf } from '../harness/evidence-app.js';
import { errorsOf, idsOf } from '../harness/replies.js';

let at: AssuranceApp;
let group = '';
let delegation: Reply;
let made: Reply;
beforeAll(async () => {
  at = await AssuranceApp.start('/api/v1/delegations');
  group = await at.register.legalEntity('Group');
  await at.app.owner.query(`UPDATE legal_entity SET kind = 'group_company' WHERE id = $1`, [group]);
});
afterAll(() => at.app.close());
beforeEach(async () => {
  delegation = await delegate();
  made = await report();
});

const delegate = (): Promise<Reply> =>
  at.send('POST', '', { function: 'monitoring', legalEntityId: at.firm, groupEntityId: group });
const report = (more: object = {}): Promise<Reply> =>
  at.send('POST', `/${idIn(delegation)}/oversight-reports`, {
    ...{ kind: 'meeting', heldOn: '2026-10-15', summary: 'No findings', ...more },
  });
const path = (of: Reply = made, below: Reply = delegation): string =>
  `/${idIn(below)}/oversight-reports/${idIn(of)}`;
const read = (): Promise<Reply> => at.send('GET', path());
const change = (body: object, { ifMatch = made.etag, as = undefined as As | undefined } = {}) =>
  at.send('PATCH', path(), body, { as, ifMatch });
const retire = (ifMatch = made.etag, as?: As): Promise<Reply> =>
  at.send('DELETE', path(), undefined, { as, ifMatch });
const restore = (as?: As, headers = {}): Promise<Reply> =>
  at.send('POST', `${path()}/restore`, undefined, { as, headers });
const latest = async (query = ''): Promise<unknown> =>
  (await at.get(delegation, query)).json['lastOversightOn'];
const preparers = async (): Promise<unknown> => {
  const { rows } = await at.app.owner.query<{ prepared_by: string[] }>(
    'SELECT prepared_by FROM delegation_oversight_report WHERE id = $1',
    [idIn(made)],
  );
  return rows[0]?.prepared_by;
};

describe('a report of oversight that is corrected', () => {
  it('says what it says now, and said what it said then, with everybody who wrote of it', async () => {
    const proof = await documentOf(at.app);
    const then = await at.app.instant();
    const given = {
      ...{ kind: 'report', heldOn: '2026-11-20', evidenceId: proof, summary: ' 兩項審查發現 ' },
    };
    const changed = await change(given, { as: at.second });
    expect(changed.status).toBe(200);
    expect(changed.json).toMatchObject({ ...given, summary: '兩項審查發現', delegationId: idIn(delegation) });
    expect((await read()).json).toEqual(changed.json);
    expect((await read()).etag).toBe(changed.etag);
    expect((await at.send('GET', `${path()}?asOf=${then}`)).json).toEqual(made.json);
    expect([await latest(), await latest(`?asOf=${then}`)]).toEqual(['2026-11-20', '2026-10-15']);
    expect(await preparers()).toEqual([at.app.people.risk_officer, at.second.id]);
    expect((await at.retireDocument(proof)).json['type']).toBe('/problems/in-use');
    const emptied = await change({ evidenceId: null, summary: null }, { ifMatch: changed.etag });
    expect(emptied.json).toMatchObject({ kind: 'report', evidenceId: null, summary: null });
    expect((await at.retireDocument(proof)).status).toBe(204);
    expect(await at.actions(delegation)).toEqual([
      ...['delegation.oversight_changed', 'delegation.oversight_changed'],
      ...['delegation.oversight_recorded', 'delegation.registered'],
    ]);
  });

  it('is told of in the audit log by what changed alone, and not at all where nothing did', async () => {
    expect((await change({ kind: 'meeting', summary: 'No findings' })).etag).toBe(made.etag);
    await change({ heldOn: '2026-10-16', summary: 'No findings' }, { as: at.second });
    const log = await at.app.send(
      ...(['auditor', 'GET', `/api/v1/audit-entries?resourceId=${idIn(delegation)}`] as const),
    );
    const [newest, ...earlier] = log.json['items'] as unknown as { actor: object; changes: object }[];
    expect(newest).toMatchObject({
      action: 'delegation.oversight_changed',
      changes: { report: { id: idIn(made), heldOn: { from: '2026-10-15', to: '2026-10-16' } } },
    });
    expect(earlier).toHaveLength(2);
  });

  it('is changed under the version that was read, by one of two at once', async () => {
    expect((await at.send('PATCH', path(), { kind: 'report' })).status).toBe(428);
    expect((await change({ kind: 'report' }, { ifMatch: '"7"' })).status).toBe(412);
    const both = await Promise.all([
      change({ summary: 'One' }),
      change({ summary: 'Two' }, { as: at.second }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    const won = both.find(({ status }) => status === 200);
    expect((await read()).json).toEqual(won?.json);
  });

  it.each<[object, Record<string, string>]>([
    [{ kind: 'call' }, { '/kind': 'code' }],
    [{ kind: null }, { '/kind': 'code' }],
    [{ heldOn: '2026-12-02' }, { '/heldOn': 'not-in-future' }],
    [{ heldOn: '2026-02-30' }, { '/heldOn': 'date' }],
    [{ evidenceId: NOBODY }, { '/evidenceId': 'unknown-reference' }],
    [{ summary: 'x'.repeat(4001) }, { '/summary': 'too-long' }],
    [{ summary: 7 }, { '/summary': 'string' }],
    [{ delegationId: NOBODY }, { '/delegationId': 'unknown-field' }],
  ])('is not changed to %j', async (body, errors) => {
    const refused = await change(body);
    expect([refused.status, errorsOf(refused)]).toMatchObject([422, errors]);
    expect((await read()).json).toEqual(made.json);
  });

  it('rests on no document of another legal entity, and keeps one that went since', async () => {
    const theirs = await documentOf(at.app, { legalEntityId: at.other });
    expect(errorsOf(await change({ evidenceId: theirs }))).toEqual({ '/evidenceId': 'contradiction' });
    const proof = await documentOf(at.app);
    const resting = await change({ evidenceId: proof });
    await at.app.owner.query('UPDATE evidence SET retired_at = now() WHERE id = $1', [proof]);
    expect((await change({ kind: 'report' }, { ifMatch: resting.etag })).status).toBe(200);
    expect(errorsOf(await change({ evidenceId: proof }, { ifMatch: (await read()).etag }))).toEqual({
      '/evidenceId': 'retired-reference',
    });
  });
});

describe('a report of oversight that was retired', () => {
  it('comes back as it was, once, and is told of by the delegation again', async () => {
    expect((await restore()).json['type']).toBe('/problems/not-retired');
    expect((await retire()).status).toBe(204);
    const gone = await read();
    expect((await change({ kind: 'report' }, { ifMatch: gone.etag })).json['type']).toBe('/problems/retired');
    expect(await latest()).toBeNull();
    const back = await restore(at.second);
    expect(back.status).toBe(200);
    expect(back.json).toMatchObject({ kind: 'meeting', heldOn: '2026-10-15', retiredAt: null });
    expect(back.etag).not.toBe(made.etag);
    expect(await latest()).toBe('2026-10-15');
    expect(idsOf(await at.list(`/${idIn(delegation)}/oversight-reports`))).toEqual([idIn(made)]);
    expect(await preparers()).toEqual([at.app.people.risk_officer, at.second.id]);
    expect(await at.actions(delegation)).toEqual([
      ...['delegation.oversight_recorded', 'delegation.oversight_restored'],
      ...['delegation.oversight_retired', 'delegation.registered'],
    ]);
  });

  it('comes back once for two at once, and again for whoever repeats the request', async () => {
    await retire();
    const headers = { 'idempotency-key': newId() };
    const first = await restore(undefined, headers);
    const again = await restore(undefined, headers);
    expect([first.status, again.status, again.text]).toEqual([200, 200, first.text]);
    await retire(first.etag);
    const both = await Promise.all([restore(), restore(at.second)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('does not come back on a document that went', async () => {
    const proof = await documentOf(at.app);
    const resting = await change({ evidenceId: proof });
    await retire(resting.etag);
    expect((await at.retireDocument(proof)).status).toBe(204);
    const refused = await restore();
    expect([refused.status, errorsOf(refused)]).toEqual([422, { '/evidenceId': 'retired-reference' }]);
    expect((await read()).json['retiredAt']).not.toBeNull();
  });
});

describe('whoever may not', () => {
  it('neither changes, retires nor restores one, whether by role or by legal entity', async () => {
    for (const as of ['auditor', 'senior_manager', 'admin'] as const) {
      const replies = [
        await change({ kind: 'report' }, { as }),
        await retire(made.etag, as),
        await restore(as),
      ];
      expect(replies.map(({ status }) => status)).toEqual([403, 403, 403]);
    }
    const as = at.local;
    const replies = [
      await change({ kind: 'report' }, { as }),
      await retire(made.etag, as),
      await restore(as),
    ];
    expect(replies.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect((await read()).json).toEqual(made.json);
  });

  it('finds none below another delegation', async () => {
    const wrong = path(made, await delegate());
    const { etag } = made;
    expect((await at.send('PATCH', wrong, { kind: 'report' }, { ifMatch: etag })).status).toBe(404);
    expect((await at.send('POST', `${wrong}/restore`)).status).toBe(404);
    expect((await read()).json).toEqual(made.json);
  });

  it('touches nothing below a delegation that is retired, until that is restored', async () => {
    await at.retire(await at.get(delegation));
    const replies = [await change({ kind: 'report' }), await retire(), await restore()];
    expect(replies.map(({ json }) => json['type'])).toEqual(replies.map(() => '/problems/retired'));
    await at.act(delegation, 'restore');
    expect((await change({ kind: 'report' })).status).toBe(200);
  });
});

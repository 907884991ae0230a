import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TASKS } from '../../src/modules/arrangements/domain/responsibility.js';
import { ArrangementApp, ARRANGEMENTS, type As, idOf } from '../harness/arrangement-app.js';
import type { Reply } from '../harness/app.js';
import { documentOf } from '../harness/evidence-app.js';
import { errorsOf, itemsOf } from '../harness/replies.js';

let at: ArrangementApp;
let proof = '';
beforeAll(async () => {
  at = await ArrangementApp.start();
  proof = await documentOf(at.app, { legalEntityId: at.firm });
});
afterAll(() => at.app.close());

const NOBODY = '01900000-0000-7000-8000-000000000000';
const pathOf = (of: Reply): string => `${ARRANGEMENTS}/${idOf(of)}/responsibilities`;
const post = (of: Reply, body: object, as: As = 'procurement'): Promise<Reply> =>
  at.app.send(as, 'POST', pathOf(of), { body });

describe('a responsibility', () => {
  it('is stored as it was sent, each task once', async () => {
    const of = await at.post();
    const sent = {
      ...{ task: 'key_custody', side: 'shared', split: 'They store, we rotate.', accountable: 'firm' },
      ...{
        basis: 'published_document',
        basisReference: 'https://example.com/shared',
        basisDatedOn: '2026-10-01',
      },
      ...{ evidenceId: proof, confirmedBy: at.app.people.risk_officer, confirmedOn: '2026-12-01' },
    };
    const made = await post(of, sent);
    expect([made.status, made.json]).toEqual([
      201,
      {
        ...{ id: expect.any(String), arrangementId: idOf(of), ...sent },
        ...{ createdAt: expect.any(String), updatedAt: expect.any(String), retiredAt: null },
      },
    ]);
    const read = await at.app.send('auditor', 'GET', `${pathOf(of)}/${idOf(made)}`);
    expect([read.json, read.etag]).toEqual([made.json, '"1"']);
    const twin = await post(of, { task: 'key_custody' });
    expect([twin.status, errorsOf(twin)]).toEqual([409, { '/task': 'unique' }]);
  });

  it('is nobody knows whose, where nothing else is said', async () => {
    const { json } = await post(await at.post(), { task: 'backup' });
    expect(json).toMatchObject({ side: 'unknown', split: null, basis: null, confirmedBy: null });
  });

  it.each([
    [{ task: undefined }, { '/task': 'required' }],
    [{ task: 'cleaning' }, { '/task': 'code' }],
    [{ side: 'nobody' }, { '/side': 'code' }],
    [{ side: 'shared' }, { '/split': 'needed-with' }],
    [{ side: 'firm', split: 'half' }, { '/split': 'only-with' }],
    [{ side: 'firm', accountable: 'firm' }, { '/accountable': 'only-with' }],
    [{ side: 'unassigned', basis: 'contract_clause' }, { '/basis': 'only-with' }],
    [{ side: 'firm', basisReference: 'Clause 4' }, { '/basisReference': 'only-with' }],
    [{ side: 'host', basis: 'published_document' }, { '/basisDatedOn': 'needed-with' }],
    [
      { side: 'host', basis: 'signed_matrix', basisDatedOn: '2026-12-02' },
      { '/basisDatedOn': 'not-in-future' },
    ],
    [{ confirmedOn: '2026-11-01' }, { '/confirmedBy': 'needed-with' }],
    [{ confirmedBy: NOBODY, confirmedOn: '2026-11-01' }, { '/confirmedBy': 'unknown-reference' }],
    [{ evidenceId: NOBODY }, { '/evidenceId': 'unknown-reference' }],
  ])('that cannot be: %j', async (more, errors) => {
    const of = await at.post();
    const reply = await post(of, { task: 'logging', ...more });
    expect([reply.status, errorsOf(reply)]).toEqual([422, errors]);
    expect(itemsOf(await at.app.send('auditor', 'GET', pathOf(of)))).toEqual([]);
  });

  it('is confirmed for what it says: something else is confirmed anew, on the day of its basis or later', async () => {
    const of = await at.post();
    const confirmed = { confirmedBy: at.app.people.risk_officer, confirmedOn: '2026-11-30' };
    const basis = { basis: 'published_document', basisDatedOn: '2026-11-29' };
    const made = await post(of, { task: 'logging', side: 'provider', ...basis, ...confirmed });
    const patch = (body: object, ifMatch: string): Promise<Reply> =>
      at.app.send('procurement', 'PATCH', `${pathOf(of)}/${idOf(made)}`, { body, ifMatch });
    expect((await patch({ evidenceId: proof }, '"1"')).json).toMatchObject(confirmed);
    const newer = await patch({ basisDatedOn: '2026-12-01' }, '"2"');
    expect(newer.json).toMatchObject({ confirmedBy: null, confirmedOn: null, basisDatedOn: '2026-12-01' });
    const early = await patch(confirmed, '"3"');
    expect([early.status, errorsOf(early)]).toEqual([422, { '/confirmedOn': 'contradiction' }]);
    expect((await patch({ ...confirmed, confirmedOn: '2026-12-01' }, '"3"')).status).toBe(200);
    expect((await patch({ side: 'host' }, '"4"')).json['confirmedBy']).toBeNull();
    const both = await patch({ side: 'firm', ...confirmed, confirmedOn: '2026-12-01' }, '"5"');
    expect(both.json).toMatchObject({ side: 'firm', confirmedBy: confirmed.confirmedBy });
  });

  it('is written for all tasks at once, changed, taken out of use and brought back', async () => {
    const of = await at.post();
    const items = TASKS.map((task) => ({ task, side: 'provider', basis: 'contract_clause' }));
    const made = await at.app.send('procurement', 'POST', `${pathOf(of)}/batch`, { body: { items } });
    expect([made.status, itemsOf(made).map(({ task }) => task)]).toEqual([201, [...TASKS]]);
    const id = String(itemsOf(made)[0]?.['id']);
    const path = `${pathOf(of)}/${id}`;
    const change = (body: object, ifMatch: string) =>
      at.app.send('procurement', 'PATCH', path, { body, ifMatch });
    expect(errorsOf(await change({ task: 'backup' }, '"1"'))).toEqual({ '/task': 'unknown-field' });
    expect(errorsOf(await change({ side: 'unknown' }, '"1"'))).toEqual({ '/basis': 'only-with' });
    const changed = await change({ side: 'unknown', basis: null }, '"1"');
    expect([changed.status, changed.etag, changed.json['side']]).toEqual([200, '"2"', 'unknown']);
    expect((await change({ side: 'firm' }, '"1"')).status).toBe(412);
    expect((await at.app.send('procurement', 'DELETE', path, { ifMatch: '"2"' })).status).toBe(204);
    const again = await post(of, { task: TASKS[0] });
    expect(again.status).toBe(201);
    expect((await at.app.send('procurement', 'POST', `${path}/restore`)).status).toBe(409);
    await at.app.send('procurement', 'DELETE', `${pathOf(of)}/${idOf(again)}`, { ifMatch: '"1"' });
    expect((await at.app.send('procurement', 'POST', `${path}/restore`)).json['side']).toBe('unknown');
  });

  it('keeps the document on which it rests in use, and is seen with its arrangement', async () => {
    const document = await documentOf(at.app, { legalEntityId: at.firm });
    const of = await at.post();
    const made = await post(of, { task: 'identity', side: 'firm', evidenceId: document });
    expect(made.status).toBe(201);
    const retire = () =>
      at.app.send('procurement', 'DELETE', `/api/v1/evidence/${document}`, { ifMatch: '"1"' });
    expect((await retire()).json['type']).toBe('/problems/in-use');
    expect((await at.app.send(at.local, 'GET', `${pathOf(of)}/${idOf(made)}`)).status).toBe(404);
    expect((await post(of, { task: 'backup' }, 'auditor')).status).toBe(403);
    await at.act(of, 'DELETE');
    expect((await retire()).status).toBe(204);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { ArrangementApp, ARRANGEMENTS, type As, idOf } from '../harness/arrangement-app.js';
import type { Reply } from '../harness/app.js';
import { documentOf } from '../harness/evidence-app.js';
import { errorsOf, itemsOf } from '../harness/replies.js';

let at: ArrangementApp;
let arrangement: Reply;
let proof = '';
beforeAll(async () => {
  at = await ArrangementApp.start();
  arrangement = await at.post();
  proof = await documentOf(at.app, { legalEntityId: at.firm });
});
afterAll(() => at.app.close());

const NOBODY = '01900000-0000-7000-8000-000000000000';
const pathOf = (of = arrangement): string => `${ARRANGEMENTS}/${idOf(of)}/indemnities`;
const other = (more: object = {}): Record<string, unknown> => ({
  ...{ risk: 'other', label: `Claims ${newId()}`, protection: 'silent' },
  ...more,
});
const post = (body: object, as: As = 'procurement', path = pathOf()): Promise<Reply> =>
  at.app.send(as, 'POST', path, { body });
const patch = (made: Reply, body: object, ifMatch = made.etag): Promise<Reply> =>
  at.app.send('procurement', 'PATCH', `${pathOf()}/${idOf(made)}`, { body, ifMatch });

describe('an indemnity', () => {
  it('is stored as it was sent, conditions and their proof included', async () => {
    const sent = {
      ...{ risk: 'ip_output', label: null, protection: 'capped' },
      ...{ cap: { amountMinor: 100_000_000, currency: 'USD' }, capBase: 'per_year' },
      conditionsStatus: 'known',
      conditions: [
        { text: 'The filter is on.', kind: 'filters_on', met: 'yes', evidenceId: proof, brokenBy: null },
        {
          text: 'No fine-tuning.',
          kind: 'not_fine_tuned',
          met: 'no',
          evidenceId: null,
          brokenBy: 'It is tuned.',
        },
        { text: 'A paid plan.', kind: 'paid_tier', met: 'unknown', evidenceId: null, brokenBy: null },
      ],
      exclusions: ['Trademarks', '商標'],
      ...{ defence: 'provider', noticeDays: 30, noticeDuty: 'In writing.', survivesTermination: 'yes' },
      ...{ clause: 'Clause 12.3', source: 'https://example.com/indemnity' },
    };
    const made = await post(sent);
    expect([made.status, made.json]).toEqual([
      201,
      {
        ...{ id: expect.any(String), arrangementId: idOf(arrangement), ...sent },
        ...{ createdAt: expect.any(String), updatedAt: expect.any(String), retiredAt: null },
      },
    ]);
    expect(made.headers.get('location')).toBe(`${pathOf()}/${idOf(made)}`);
    const read = await at.app.send('auditor', 'GET', `${pathOf()}/${idOf(made)}`);
    expect([read.json, read.etag]).toEqual([made.json, '"1"']);
    const twin = await post({ risk: 'ip_output', protection: 'uncapped' });
    expect([twin.status, errorsOf(twin)]).toEqual([409, { '/risk': 'unique' }]);
  });

  it('knows nothing that was not said', async () => {
    const { json } = await post(other({ protection: 'unknown' }));
    expect(json).toMatchObject({
      ...{ cap: null, capBase: 'unknown', conditionsStatus: 'unknown', conditions: [], exclusions: [] },
      ...{ defence: 'unknown', noticeDays: null, survivesTermination: 'unknown' },
    });
  });

  it.each([
    [{ risk: 'weather' }, { '/risk': 'code' }],
    [{ label: null }, { '/label': 'needed-with' }],
    [{ risk: 'privacy' }, { '/label': 'only-with' }],
    [{ protection: undefined }, { '/protection': 'required' }],
    [{ cap: { amountMinor: 5, currency: 'HKD' } }, { '/cap': 'only-with' }],
    [{ protection: 'capped', cap: { amountMinor: 5 } }, { '/cap/currency': 'required' }],
    [{ protection: 'capped', cap: { amountMinor: 1e15, currency: 'HKD' } }, { '/cap/amountMinor': 'range' }],
    [{ protection: 'uncapped', capBase: 'per_claim' }, { '/capBase': 'only-with' }],
    [{ conditionsStatus: 'known' }, { '/conditionsStatus': 'contradiction' }],
    [{ protection: 'capped', conditions: [{ text: 'x' }] }, { '/conditionsStatus': 'contradiction' }],
    [{ conditionsStatus: 'known', conditions: [{ text: 'x' }] }, { '/conditions': 'only-with' }],
    [{ exclusions: ['a', 'a'] }, { '/exclusions': 'unique' }],
    [{ noticeDays: -1 }, { '/noticeDays': 'range' }],
    [{ survivesTermination: true }, { '/survivesTermination': 'code' }],
    [{ arrangementId: NOBODY }, { '/arrangementId': 'unknown-field' }],
  ])('that cannot be: %j', async (more, errors) => {
    const before = itemsOf(await at.app.send('auditor', 'GET', pathOf())).length;
    const reply = await post(other(more));
    expect([reply.status, errorsOf(reply)]).toEqual([422, errors]);
    expect(itemsOf(await at.app.send('auditor', 'GET', pathOf()))).toHaveLength(before);
  });

  it.each([
    [{ met: 'no' }, { brokenBy: 'needed-with' }],
    [{ met: 'yes', brokenBy: 'x' }, { brokenBy: 'only-with' }],
    [{ met: 'yes', evidenceId: NOBODY }, { evidenceId: 'unknown-reference' }],
    [{ text: '' }, { text: 'too-short' }],
    [{ kind: 'luck' }, { kind: 'code' }],
    [{ proof: 1 }, { proof: 'unknown-field' }],
  ])('with the condition %j', async (more, errors) => {
    const conditions = [{ text: 'ok' }, { text: 'x', ...more }];
    const reply = await post(other({ protection: 'uncapped', conditionsStatus: 'known', conditions }));
    const pointed = Object.entries(errors).map(([field, code]) => [`/conditions/1/${field}`, code]);
    expect([reply.status, errorsOf(reply)]).toEqual([422, Object.fromEntries(pointed)]);
  });

  it('changes in all but which claims it is about, under the version that was read', async () => {
    const made = await post(other());
    expect(errorsOf(await patch(made, { risk: 'privacy' }))).toEqual({ '/risk': 'unknown-field' });
    const conditions = [{ text: 'Paid plan.', kind: 'paid_tier', met: 'yes', evidenceId: proof }];
    const changed = await patch(made, { protection: 'uncapped', conditionsStatus: 'known', conditions });
    expect([changed.status, changed.etag, changed.json['protection']]).toEqual([200, '"2"', 'uncapped']);
    expect((await patch(made, { protection: 'silent' }, '"1"')).status).toBe(412);
    const same = await patch(made, { conditions }, '"2"');
    expect([same.etag, same.json]).toEqual(['"2"', changed.json]);
    const then = await at.app.send('auditor', 'GET', `/api/v1/audit-entries?resourceId=${idOf(made)}`);
    expect(
      itemsOf(then)
        .map(({ action }) => action)
        .sort(),
    ).toEqual(['indemnity.changed', 'indemnity.registered']);
  });

  it('keeps the document on which it rests in use', async () => {
    const document = await documentOf(at.app, { legalEntityId: at.firm });
    const path = `/api/v1/evidence/${document}`;
    const conditions = [{ text: 'Paid plan.', met: 'yes', evidenceId: document }];
    const made = await post(other({ protection: 'uncapped', conditionsStatus: 'known', conditions }));
    const retire = () => at.app.send('procurement', 'DELETE', path, { ifMatch: '"1"' });
    expect([(await retire()).status, (await retire()).json['type']]).toEqual([409, '/problems/in-use']);
    expect((await patch(made, { conditionsStatus: 'none', conditions: [] })).status).toBe(200);
    expect((await retire()).status).toBe(204);
    const again = await patch(made, { conditionsStatus: 'known', conditions }, '"2"');
    expect(errorsOf(again)).toEqual({ '/conditions/0/evidenceId': 'retired-reference' });
  });

  it('keeps what has taken the place of its document in use: without it the old one would prove something again', async () => {
    const old = await documentOf(at.app, { legalEntityId: at.firm });
    const conditions = [{ text: 'Paid plan.', met: 'yes', evidenceId: old }];
    await post(other({ protection: 'uncapped', conditionsStatus: 'known', conditions }));
    const next = await documentOf(at.app, { legalEntityId: at.firm, supersedesId: old });
    const retired = await at.app.send('procurement', 'DELETE', `/api/v1/evidence/${next}`, {
      ifMatch: '"1"',
    });
    expect([retired.status, retired.json['type']]).toEqual([409, '/problems/in-use']);
  });

  it('rests on no document that its author does not see', async () => {
    const mine = await at.post({ legalEntityId: at.other }, at.local);
    const conditions = [{ text: 'x', met: 'yes', evidenceId: proof }];
    const body = other({ protection: 'uncapped', conditionsStatus: 'known', conditions });
    const refused = await post(body, at.local, pathOf(mine));
    expect(errorsOf(refused)).toEqual({ '/conditions/0/evidenceId': 'unknown-reference' });
  });

  it('rests on no document of another legal entity, also where its author sees both', async () => {
    const theirs = await documentOf(at.app, { legalEntityId: at.other });
    const everybodys = await documentOf(at.app);
    const resting = (evidenceId: string) =>
      post(
        other({ protection: 'uncapped', conditionsStatus: 'known', conditions: [{ text: 'x', evidenceId }] }),
      );
    expect(errorsOf(await resting(theirs))).toEqual({ '/conditions/0/evidenceId': 'contradiction' });
    expect((await resting(everybodys)).status).toBe(201);
  });

  it('is a term of its arrangement: with it in view, in use, and gone', async () => {
    const own = await at.post();
    const made = await post(other(), 'procurement', pathOf(own));
    expect((await at.app.send(at.local, 'GET', pathOf(own))).status).toBe(404);
    expect((await at.app.send(at.local, 'GET', `${pathOf(own)}/${idOf(made)}`)).status).toBe(404);
    expect((await post(other(), at.local, pathOf(own))).status).toBe(404);
    expect((await at.app.send('auditor', 'GET', `${pathOf()}/${idOf(made)}`)).status).toBe(404);
    await at.act(own, 'DELETE');
    expect((await post(other(), 'procurement', pathOf(own))).json['type']).toBe('/problems/retired');
    expect((await at.app.send('auditor', 'GET', pathOf(own))).status).toBe(200);
    expect((await at.app.send('auditor', 'GET', `${ARRANGEMENTS}/${NOBODY}/indemnities`)).status).toBe(404);
  });

  it('is taken out of use, listed on demand, and comes back', async () => {
    const made = await post(other());
    const path = `${pathOf()}/${idOf(made)}`;
    expect((await at.app.send('procurement', 'DELETE', path, { ifMatch: made.etag })).status).toBe(204);
    const listed = async (query = '') =>
      itemsOf(await at.app.send('auditor', 'GET', `${pathOf()}?limit=200${query}`)).some(
        ({ id }) => id === idOf(made),
      );
    expect([await listed(), await listed('&includeRetired=true')]).toEqual([false, true]);
    expect((await patch(made, { protection: 'uncapped' }, '"2"')).json['type']).toBe('/problems/retired');
    expect((await at.app.send('procurement', 'POST', `${path}/restore`)).json['retiredAt']).toBeNull();
    expect(await listed()).toBe(true);
  });

  it('comes in batches, all or none', async () => {
    const own = await at.post();
    const items = [
      { risk: 'ip_output', protection: 'silent' },
      { risk: 'privacy', protection: 'excluded' },
    ];
    const send = (list: object[]) =>
      at.app.send('procurement', 'POST', `${pathOf(own)}/batch`, { body: { items: list } });
    const refused = await send([...items, { risk: 'ip_output', protection: 'uncapped' }]);
    expect([refused.status, errorsOf(refused)]).toEqual([409, { '/items/2/risk': 'unique' }]);
    const made = await send(items);
    expect([made.status, itemsOf(made).map(({ risk }) => risk)]).toEqual([201, ['ip_output', 'privacy']]);
    expect(itemsOf(await at.app.send('auditor', 'GET', pathOf(own)))).toEqual(itemsOf(made));
  });
});

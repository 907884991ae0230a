import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { idOf, NOW } from '../harness/arrangement-app.js';
import type { Reply } from '../harness/app.js';
import { ChangeApp, NOBODY } from '../harness/change-app.js';
import { documentOf, EVIDENCE } from '../harness/evidence-app.js';
import { errorsOf, itemsOf } from '../harness/replies.js';

let changes: ChangeApp;
beforeAll(async () => {
  changes = await ChangeApp.start();
});
beforeEach(() => changes.app.setClock(NOW));
afterAll(() => changes.app.close());

const typeOf = ({ status, json }: Reply): unknown[] => [status, json['type']];

/** A change that is closed, as the one rule that it makes stale was redone. */
async function closed(more: object = {}, resolution: object = {}): Promise<Reply> {
  const made = await changes.made({ kind: 'prompt_or_orchestration_changed', ...more });
  await changes.triage(made, 'minor');
  const reply = await changes.resolve(made, resolution);
  expect(reply.json).toMatchObject({ state: 'closed', openRules: [], withdrawnResolutions: [] });
  return reply;
}

describe('what was redone, and is taken back', () => {
  it('counts no more: the rule is open again, with who took it back, when and why', async () => {
    const done = await closed();
    const [resolution] = done.json['resolutions'] as unknown as [object];
    const then = await changes.app.instant();
    await changes.app.setClock('2026-12-03T02:00:00Z');
    const back = await changes.withdraw(done, { as: 'risk_officer', reason: ' 測試所用的是舊版本 ' });
    expect(back.status).toBe(200);
    expect(back.json).toMatchObject({
      ...{ state: 'open', openRules: ['R-13c'], resolutions: [], ruling: 'minor' },
      withdrawnResolutions: [
        {
          ...{ ...resolution, withdrawnBy: changes.app.people.risk_officer },
          ...{ withdrawnAt: '2026-12-03T02:00:00.000000Z', withdrawalReason: '測試所用的是舊版本' },
        },
      ],
    });
    expect((await changes.get(done)).json).toEqual(back.json);
    expect((await changes.get(done)).etag).toBe(back.etag);
    const earlier = await changes.get(`${idOf(done)}?asOf=${then}`);
    expect(earlier.json).toMatchObject({
      state: 'closed',
      resolutions: [resolution],
      withdrawnResolutions: [],
    });
    const listed = itemsOf(await changes.send('GET', '?state=open&limit=200'));
    expect(listed).toContainEqual(
      expect.objectContaining({
        ...{ id: idOf(done), resolutions: [] },
        withdrawnResolutions: back.json['withdrawnResolutions'],
      }),
    );
    const log = await changes.app.send('auditor', 'GET', `/api/v1/audit-entries?resourceId=${idOf(done)}`);
    expect(itemsOf(log)[0]).toMatchObject({
      ...{ action: 'change_event.resolution_withdrawn', reason: '測試所用的是舊版本' },
      actor: { id: expect.anything() },
      changes: { id: (resolution as { id: string }).id, rule: 'R-13c', state: 'open' },
    });
  });

  it('is redone anew after that, and taken back anew, each on record', async () => {
    const done = await closed();
    await changes.withdraw(done, { reason: 'First.' });
    const again = await changes.resolve(done, { on: '2026-12-01', reason: 'Now on this version.' });
    expect(again.json).toMatchObject({ state: 'closed', openRules: [] });
    expect(again.json['withdrawnResolutions']).toHaveLength(1);
    expect(typeOf(await changes.resolve(done))).toEqual([409, '/problems/already-closed']);
    const twice = await changes.withdraw(again, { reason: 'Second.' });
    expect(twice.json['withdrawnResolutions']).toMatchObject([
      { withdrawalReason: 'First.', reason: 'Tested again.' },
      { withdrawalReason: 'Second.', reason: 'Now on this version.' },
    ]);
    expect(twice.json).toMatchObject({ state: 'open', resolutions: [] });
  });

  it('leaves what was redone for other rules', async () => {
    const made = await changes.made({ kind: 'prompt_or_orchestration_changed' });
    await changes.triage(made, 'material');
    await changes.resolve(made, { rule: 'R-13b' });
    const both = await changes.resolve(made, { rule: 'R-13c' });
    expect((await changes.withdraw(both)).json).toMatchObject({
      ...{ state: 'open', openRules: ['R-13c'], resolutions: [{ rule: 'R-13b' }] },
    });
  });

  it('makes monitoring faster again, and frees its document', async () => {
    const evidenceId = await documentOf(changes.app);
    const made = await changes.made({
      ...{ kind: 'transparency_withdrawn', subject: { type: 'provider', id: changes.at.vendor } },
    });
    await changes.triage(made, 'material');
    await changes.resolve(made, { rule: 'R-26a' });
    await changes.resolve(made, { rule: 'R-26' });
    const done = await changes.resolve(made, { rule: 'R-28a', evidenceId });
    expect(done.json).toMatchObject({ state: 'closed', cadenceFaster: false });
    const retireDocument = async (): Promise<Reply> => {
      const { etag } = await changes.app.send('procurement', 'GET', `${EVIDENCE}/${evidenceId}`);
      return changes.app.send('procurement', 'DELETE', `${EVIDENCE}/${evidenceId}`, { ifMatch: etag });
    };
    expect(typeOf(await retireDocument())).toEqual([409, '/problems/in-use']);
    expect((await changes.withdraw(done)).json).toMatchObject({ state: 'open', cadenceFaster: true });
    expect((await retireDocument()).status).toBe(204);
  });
});

describe('the withdrawal of what was redone', () => {
  it('is of the version that was read, by one of two at once, and not a second time', async () => {
    const done = await closed();
    expect((await changes.withdraw(done, { ifMatch: '"1"' })).status).toBe(412);
    const [{ id }] = done.json['resolutions'] as unknown as [{ id: string }];
    const path = `/${idOf(done)}/resolutions/${id}/withdraw`;
    expect((await changes.send('POST', path, { reason: 'x' })).status).toBe(428);
    const both = await Promise.all([
      changes.withdraw(done),
      changes.withdraw(done, { as: 'risk_officer', reason: 'Also.' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    const { etag } = await changes.get(done);
    const second = await changes.send('POST', path, { reason: 'x' }, { ifMatch: etag });
    expect(typeOf(second)).toEqual([409, '/problems/already-withdrawn']);
    expect((await changes.get(done)).json['withdrawnResolutions']).toHaveLength(1);
  });

  it('is answered again to whoever repeats the request', async () => {
    const done = await closed();
    const headers = { 'idempotency-key': newId() };
    const first = await changes.withdraw(done, { headers });
    const again = await changes.withdraw(done, { headers });
    expect([first.status, again.status, again.text]).toEqual([200, 200, first.text]);
    expect((await changes.withdraw(done, { headers, reason: 'Other.' })).status).toBe(422);
    expect((await changes.get(done)).json).toEqual(first.json);
  });

  it('says why, and is of something that was redone because of this change', async () => {
    const done = await closed();
    for (const [reason, code] of [
      ...([
        [' ', 'too-short'],
        [null, 'string'],
        [7, 'string'],
      ] as const),
      ...([['x'.repeat(4001), 'too-long']] as const),
    ] as const) {
      const refused = await changes.withdraw(done, { reason });
      expect([refused.status, errorsOf(refused)]).toEqual([422, { '/reason': code }]);
    }
    const [own] = done.json['resolutions'] as unknown as [{ id: string }];
    const path = `/${idOf(done)}/resolutions/${own.id}/withdraw`;
    const silent = await changes.send('POST', path, {}, { ifMatch: done.etag });
    expect([silent.status, errorsOf(silent)]).toEqual([422, { '/reason': 'required' }]);
    const [{ id }] = (await closed()).json['resolutions'] as unknown as [{ id: string }];
    for (const other of [id, NOBODY, 'x']) {
      const path = `/${idOf(done)}/resolutions/${other}/withdraw`;
      const refused = await changes.send('POST', path, { reason: 'x' }, { ifMatch: done.etag });
      expect([other, refused.status]).toEqual([other, 404]);
    }
    expect((await changes.get(done)).json).toEqual(done.json);
  });

  it('is for whoever may record what is redone, and sees the change', async () => {
    const done = await closed({ legalEntityId: changes.at.firm });
    for (const as of ['senior_manager', 'auditor', 'admin'] as const) {
      expect((await changes.withdraw(done, { as })).status).toBe(403);
    }
    expect((await changes.withdraw(done, { as: changes.local })).status).toBe(404);
    const everybodys = await closed();
    expect(typeOf(await changes.withdraw(everybodys, { as: changes.local }))).toEqual([
      403,
      '/problems/forbidden',
    ]);
    for (const kept of [done, everybodys]) expect((await changes.get(kept)).json).toEqual(kept.json);
    expect((await changes.withdraw(done, { as: 'service' })).status).toBe(200);
  });
});

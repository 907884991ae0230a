import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { idOf, NOW } from '../harness/arrangement-app.js';
import type { Reply } from '../harness/app.js';
import { ChangeApp } from '../harness/change-app.js';
import { documentOf, EVIDENCE } from '../harness/evidence-app.js';
import { errorsOf, itemsOf } from '../harness/replies.js';

let changes: ChangeApp;
beforeAll(async () => {
  changes = await ChangeApp.start();
});
beforeEach(() => changes.app.setClock(NOW));
afterAll(() => changes.app.close());

const typeOf = ({ status, json }: Reply): unknown[] => [status, json['type']];
const standings = ({ json }: Reply): Record<string, string> =>
  Object.fromEntries(
    (json['staleRules'] as unknown as { rule: string; standing: string }[]).map(({ rule, standing }) => [
      rule,
      standing,
    ]),
  );
const VERSION_RULES = ['R-11', 'R-13b', 'R-13c', 'R-13d', 'R-18a', 'R-18c', 'R-19', 'R-26a'];
const all = (standing: string): Record<string, string> =>
  Object.fromEntries(VERSION_RULES.map((rule) => [rule, standing]));

describe('the ruling on a change', () => {
  it('makes all of it stale where it is material; until then anything may be', async () => {
    const made = await changes.made();
    expect(standings(made)).toEqual(all('possible'));
    expect(made.json['openRules']).toEqual(VERSION_RULES);
    const ruled = await changes.triage(made, 'material');
    expect(ruled.json).toMatchObject({
      ...{ state: 'open', ruling: 'material', rulingReason: 'Looked at.' },
      ...{ triagedBy: changes.app.people.senior_manager, triagedAt: '2026-12-01T02:00:00.000000Z' },
      openRules: VERSION_RULES,
    });
    expect(standings(ruled)).toEqual(all('stale'));
    expect((await changes.get(made)).json).toEqual(ruled.json);
    const log = await changes.app.send('auditor', 'GET', `/api/v1/audit-entries?resourceId=${idOf(made)}`);
    expect(itemsOf(log)).toContainEqual(
      expect.objectContaining({
        ...{ action: 'change_event.triaged', reason: 'Looked at.' },
        changes: { ruling: 'material', state: 'open' },
      }),
    );
  });

  it('leaves the validation as it is where it is minor, and nothing else', async () => {
    const ruled = await changes.triage(await changes.made(), 'minor');
    expect(standings(ruled)).toEqual({ ...all('stale'), 'R-13b': 'untouched' });
    expect(ruled.json['openRules']).not.toContain('R-13b');
    const terms = await changes.triage(await changes.made({ kind: 'terms_changed' }), 'minor');
    expect(terms.json).toMatchObject({ state: 'open', openRules: ['R-10b', 'R-26c', 'R-24'] });
    const incident = await changes.triage(await changes.made({ kind: 'incident_with_impact' }), 'minor');
    expect(incident.json).toMatchObject({ state: 'open', openRules: ['R-20', 'R-26', 'R-27', 'CoC-12.5'] });
  });

  it('is for nobody who recorded or changed it, by whatever key', async () => {
    const [writer, changer, third] = await Promise.all(
      [1, 2, 3].map(() => changes.app.person({ roles: ['risk_officer'] })),
    );
    const second = await changes.app.secondKey(writer!.id);
    const made = await changes.made({}, { as: second });
    await changes.patch(made, { summary: 'Changed.' }, changer);
    for (const as of [writer!, second, changer!]) {
      expect(typeOf(await changes.triage(made, 'minor', as))).toEqual([409, '/problems/four-eyes']);
    }
    expect((await changes.get(made)).json).toMatchObject({ state: 'untriaged', ruling: null });
    expect((await changes.triage(made, 'minor', third)).json).toMatchObject({ triagedBy: third!.id });
  });

  it('is for those who may, of the version that was read, with a reason', async () => {
    const made = await changes.made();
    for (const as of ['procurement', 'auditor', 'admin', 'service'] as const) {
      expect(typeOf(await changes.triage(made, 'minor', as))).toEqual([403, '/problems/forbidden']);
    }
    const path = `/${idOf(made)}/triage`;
    const body = { ruling: 'minor', reason: 'x' };
    const as = 'senior_manager';
    expect((await changes.send('POST', path, body, { as })).status).toBe(428);
    await changes.patch(made, { summary: 'Another.' });
    expect((await changes.send('POST', path, body, { as, ifMatch: made.etag })).status).toBe(412);
    const { etag } = await changes.get(made);
    for (const [wrong, errors] of [
      [{ ruling: 'unknown', reason: 'x' }, { '/ruling': 'code' }],
      [{ reason: 'x' }, { '/ruling': 'required' }],
      [{ ruling: 'minor' }, { '/reason': 'required' }],
      [{ ruling: 'minor', reason: ' ' }, { '/reason': 'too-short' }],
    ] as const) {
      const reply = await changes.send('POST', path, wrong, { as, ifMatch: etag });
      expect([reply.status, errorsOf(reply)]).toEqual([422, errors]);
    }
    const both = await Promise.all(
      ['minor', 'material'].map((ruling) =>
        changes.send('POST', path, { ruling, reason: 'x' }, { as, ifMatch: etag }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('is only ever made stricter, and then what was closed is open again', async () => {
    const made = await changes.made({ kind: 'prompt_or_orchestration_changed' });
    await changes.triage(made, 'minor');
    expect((await changes.resolve(made, { rule: 'R-13c' })).json['state']).toBe('closed');
    expect(typeOf(await changes.triage(made, 'minor'))).toEqual([409, '/problems/already-decided']);
    await changes.app.setClock('2026-12-05T02:00:00Z');
    expect((await changes.triage(made, 'material')).json).toMatchObject({
      ...{ state: 'open', triagedAt: '2026-12-05T02:00:00.000000Z' },
      openRules: ['R-13b'],
    });
    for (const ruling of ['minor', 'material']) {
      expect(typeOf(await changes.triage(made, ruling))).toEqual([409, '/problems/already-decided']);
    }
  });

  it('is of what was said then: only its owner changes, and that what was announced has happened', async () => {
    const made = await changes.made({ happenedOn: null, announcedOn: '2026-11-02' });
    await changes.triage(made, 'material');
    for (const change of [
      ...[{ summary: 'Other.' }, { kind: 'other' }, { notice: 'x' }, { source: 'api' }],
      ...[{ announcedOn: '2026-11-03' }, { takesEffectOn: '2027-01-01' }],
      { ownerId: changes.app.people.procurement, summary: 'Other.' },
    ]) {
      const refused = await changes.patch(made, change);
      expect([change, ...typeOf(refused)]).toEqual([change, 409, '/problems/already-decided']);
    }
    expect(typeOf(await changes.retire(made))).toEqual([409, '/problems/already-decided']);
    const { senior_manager: ownerId } = changes.app.people;
    const owned = await changes.patch(made, { ownerId, happenedOn: '2026-11-30' });
    expect(owned.json).toMatchObject({ ownerId, happenedOn: '2026-11-30', ruling: 'material' });
    expect(typeOf(await changes.patch(made, { happenedOn: '2026-11-29' }))).toEqual([
      409,
      '/problems/already-decided',
    ]);
  });
});

describe('what is redone because of a change', () => {
  it('is recorded rule by rule, until nothing is open', async () => {
    const evidenceId = await documentOf(changes.app);
    const made = await changes.made({ kind: 'prompt_or_orchestration_changed' });
    expect(typeOf(await changes.resolve(made))).toEqual([409, '/problems/not-triaged']);
    await changes.triage(made, 'material');
    const one = await changes.resolve(made, { evidenceId });
    expect(one.json).toMatchObject({
      ...{ state: 'open', openRules: ['R-13b'] },
      resolutions: [
        {
          ...{ rule: 'R-13c', on: '2026-11-30', evidenceId, reason: 'Tested again.' },
          byId: changes.app.people.procurement,
        },
      ],
    });
    expect(typeOf(await changes.resolve(made))).toEqual([409, '/problems/already-closed']);
    const document = await changes.app.send('procurement', 'GET', `${EVIDENCE}/${evidenceId}`);
    const gone = await changes.app.send('procurement', 'DELETE', `${EVIDENCE}/${evidenceId}`, {
      ifMatch: document.etag,
    });
    expect(typeOf(gone)).toEqual([409, '/problems/in-use']);
    const closed = await changes.resolve(made, { rule: 'R-13b', on: '2026-11-20' }, { as: 'risk_officer' });
    expect(closed.json).toMatchObject({ state: 'closed', openRules: [] });
    expect((await changes.get(made)).json).toEqual(closed.json);
    expect(typeOf(await changes.retire(made))).toEqual([409, '/problems/already-decided']);
  });

  it('is refused with what is wrong', async () => {
    const foreign = await documentOf(changes.app, { legalEntityId: changes.at.other });
    const made = await changes.made({ kind: 'data_set_added', legalEntityId: changes.at.firm });
    await changes.triage(made, 'material');
    for (const [more, errors] of [
      [{ rule: 'R-13c' }, { '/rule': 'not-among' }],
      [{ rule: 'R-99' }, { '/rule': 'code' }],
      [{ rule: 'R-13b', on: '2026-12-02' }, { '/on': 'not-in-future' }],
      [{ rule: 'R-13b', on: '2026-11-19' }, { '/on': 'contradiction' }],
      [{ rule: 'R-13b', reason: '' }, { '/reason': 'too-short' }],
      [{ rule: 'R-13b', evidenceId: newId() }, { '/evidenceId': 'unknown-reference' }],
      [{ rule: 'R-13b', evidenceId: foreign }, { '/evidenceId': 'contradiction' }],
    ] as const) {
      const reply = await changes.resolve(made, more);
      expect([more, reply.status, errorsOf(reply)]).toEqual([more, 422, errors]);
    }
    const minor = await changes.made();
    await changes.triage(minor, 'minor');
    expect(errorsOf(await changes.resolve(minor, { rule: 'R-13b' }))).toEqual({ '/rule': 'not-among' });
    expect((await changes.get(made)).json['resolutions']).toEqual([]);
    expect(typeOf(await changes.resolve(made, { rule: 'R-13b' }, { as: 'senior_manager' }))).toEqual([
      403,
      '/problems/forbidden',
    ]);
  });

  it('of an announced change may be done before it happens, and once by two at a time', async () => {
    const made = await changes.made({ happenedOn: null, announcedOn: '2026-11-02' });
    await changes.triage(made, 'material');
    const both = await Promise.all([1, 2].map(() => changes.resolve(made, { on: '2026-11-02' })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await changes.get(made)).json['resolutions']).toHaveLength(1);
  });
});

describe('a provider that keeps back what it told', () => {
  it('makes monitoring faster until the event is closed', async () => {
    const made = await changes.made({
      ...{ kind: 'transparency_withdrawn', subject: { type: 'provider', id: changes.at.vendor } },
    });
    expect(made.json['cadenceFaster']).toBe(true);
    expect((await changes.triage(made, 'material')).json['cadenceFaster']).toBe(true);
    for (const [rule, cadenceFaster] of [
      ['R-26a', true],
      ['R-26', true],
      ['R-28a', false],
    ] as const) {
      expect((await changes.resolve(made, { rule })).json).toMatchObject({ cadenceFaster });
    }
    expect((await changes.made()).json['cadenceFaster']).toBe(false);
  });
});

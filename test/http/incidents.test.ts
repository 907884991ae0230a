import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { type As, idOf, NOW } from '../harness/arrangement-app.js';
import type { Reply } from '../harness/app.js';
import { CHANGES, ChangeApp } from '../harness/change-app.js';
import { documentOf, EVIDENCE } from '../harness/evidence-app.js';
import { errorsOf, idsOf, itemsOf } from '../harness/replies.js';

const INCIDENTS = '/api/v1/incidents';
let changes: ChangeApp;
beforeAll(async () => {
  changes = await ChangeApp.start();
});
beforeEach(() => changes.app.setClock(NOW));
afterAll(() => changes.app.close());

const typeOf = ({ status, json }: Reply): unknown[] => [status, json['type']];
interface Sent {
  as?: As;
  ifMatch?: string;
  headers?: Record<string, string>;
}
const send = (method: string, path: string, body?: object, { as = 'procurement', ...more }: Sent = {}) =>
  changes.app.send(as, method, INCIDENTS + path, { ...(body ? { body } : {}), ...more });
const post = (more: object = {}, sent: Sent = {}): Promise<Reply> =>
  send(
    'POST',
    '',
    {
      ...{ legalEntityId: changes.at.firm, kind: 'outage', summary: 'It was down.' },
      ...{ subject: { type: 'component', id: changes.at.model }, startedAt: '2026-11-18T11:20:00Z' },
      ...more,
    },
    sent,
  );
const made = async (more: object = {}, sent: Sent = {}): Promise<Reply> => {
  const reply = await post(more, sent);
  expect([reply.status, reply.text]).toEqual([201, expect.anything()]);
  return reply;
};
const get = (of: Reply, as: As = 'auditor'): Promise<Reply> => send('GET', `/${idOf(of)}`, undefined, { as });
const patch = async (of: Reply, body: object, as?: As): Promise<Reply> =>
  send('PATCH', `/${idOf(of)}`, body, { ifMatch: (await get(of)).etag, as });
const retire = async (of: Reply): Promise<Reply> =>
  send('DELETE', `/${idOf(of)}`, undefined, { ifMatch: (await get(of)).etag });
const decide = async (of: Reply, decision: string, as: As = 'senior_manager'): Promise<Reply> =>
  send(
    'POST',
    `/${idOf(of)}/report-decision`,
    { decision, reason: 'Looked at.' },
    { ifMatch: (await get(of)).etag, as },
  );
const makeChange = (of: Reply, as?: As): Promise<Reply> =>
  send('POST', `/${idOf(of)}/change-event`, undefined, { as });

describe('an incident', () => {
  it('keeps everything that is said of it, and how long it lasted', async () => {
    const evidenceIds = [await documentOf(changes.app)];
    const said = {
      ...{ kind: 'wrong_output', useCaseIds: [changes.useCase], severity: 'high', evidenceIds },
      ...{ ownerId: changes.app.people.procurement, summary: '錯誤的輸出內容' },
    };
    const incident = await made({
      ...{ ...said, impact: { clients: 'yes', data: 'no' } },
      endedAt: '2026-11-18T22:50:00.5+08:00',
    });
    expect(incident.json).toMatchObject({
      ...said,
      ...{ startedAt: '2026-11-18T11:20:00.000000Z', endedAt: '2026-11-18T14:50:00.500000Z' },
      ...{ cocReportDecision: 'undecided', cocReportReason: null, cocReportDecidedBy: null },
      ...{ cocReportDecidedAt: null, changeEventId: null, retiredAt: null },
    });
    const { clients, data, hours } = incident.json['impact'] as unknown as Record<string, number>;
    expect([clients, data]).toEqual(['yes', 'no']);
    expect(hours).toBeCloseTo(3.5 + 0.5 / 3600, 9);
    expect(incident.headers.get('location')).toBe(`${INCIDENTS}/${idOf(incident)}`);
    expect((await get(incident)).json).toEqual(incident.json);
    const held = await changes.app.send('procurement', 'GET', `${EVIDENCE}/${evidenceIds[0]}`);
    const gone = await changes.app.send('procurement', 'DELETE', `${EVIDENCE}/${evidenceIds[0]}`, {
      ifMatch: held.etag,
    });
    expect(typeOf(gone)).toEqual([409, '/problems/in-use']);
  });

  it('is of what is unknown where nothing is said, and is said once under one key', async () => {
    const headers = { 'idempotency-key': newId() };
    const incident = await made({}, { headers });
    expect(incident.json).toMatchObject({
      ...{ endedAt: null, impact: { clients: 'unknown', data: 'unknown', hours: null } },
      ...{ severity: 'unknown', useCaseIds: [], evidenceIds: [], ownerId: null },
    });
    expect(idOf(await made({}, { headers }))).toBe(idOf(incident));
  });

  it('is refused with what is wrong, and nothing is kept', async () => {
    const { at } = changes;
    const foreign = await documentOf(changes.app, { legalEntityId: at.other });
    const count = async (): Promise<number> =>
      (await changes.app.owner.query('SELECT FROM incident')).rowCount ?? 0;
    const before = await count();
    for (const [more, errors] of [
      [{ legalEntityId: undefined }, { '/legalEntityId': 'required' }],
      [{ legalEntityId: newId() }, { '/legalEntityId': 'unknown-reference' }],
      [{ kind: 'fire' }, { '/kind': 'code' }],
      [{ startedAt: undefined }, { '/startedAt': 'required' }],
      [{ startedAt: '2026-11-18' }, { '/startedAt': 'date-time' }],
      [{ startedAt: '2026-12-01T02:00:01Z' }, { '/startedAt': 'not-in-future' }],
      [{ endedAt: '2026-12-01T02:00:01Z' }, { '/endedAt': 'not-in-future' }],
      [{ endedAt: '2026-11-18T11:19:59Z' }, { '/endedAt': 'contradiction' }],
      [{ impact: { clients: 'maybe' } }, { '/impact/clients': 'code' }],
      [{ impact: { hours: 1 } }, { '/impact/hours': 'unknown-field' }],
      [{ severity: 'awful' }, { '/severity': 'code' }],
      [{ summary: 'x'.repeat(501) }, { '/summary': 'too-long' }],
      [{ subject: { type: 'use_case', id: changes.otherUse } }, { '/legalEntityId': 'contradiction' }],
      [{ subject: { type: 'provider', id: newId() } }, { '/subject/id': 'unknown-reference' }],
      [{ useCaseIds: [changes.useCase, newId()] }, { '/useCaseIds/1': 'unknown-reference' }],
      [{ useCaseIds: [changes.otherUse] }, { '/useCaseIds/0': 'contradiction' }],
      [{ evidenceIds: [foreign] }, { '/evidenceIds/0': 'contradiction' }],
      [{ ownerId: newId() }, { '/ownerId': 'unknown-reference' }],
      [{ cocReportDecision: 'not_required' }, { '/cocReportDecision': 'unknown-field' }],
    ] as const) {
      const reply = await post(more);
      expect([more, reply.status, errorsOf(reply)]).toEqual([more, 422, errors]);
    }
    expect(await count()).toBe(before);
  });

  it('is written by those who may, and of another legal entity is not there', async () => {
    for (const as of ['senior_manager', 'auditor', 'admin'] as const) {
      expect(typeOf(await post({}, { as }))).toEqual([403, '/problems/forbidden']);
    }
    const incident = await made({}, { as: 'service' });
    const sent = { as: changes.local, ifMatch: incident.etag };
    const path = `/${idOf(incident)}`;
    for (const [method, part, body] of [
      ...([
        ['GET', '', undefined],
        ['PATCH', '', { summary: 'Mine.' }],
        ['DELETE', '', undefined],
        ['POST', '/restore', undefined],
        ['POST', '/change-event', undefined],
        ['POST', '/report-decision', { decision: 'report', reason: 'x' }],
        ['POST', '/timeline', { at: '2026-11-18T11:20:00Z', text: 'x' }],
        ['GET', '/timeline', undefined],
      ] as const),
    ]) {
      expect([part, (await send(method, path + part, body, sent)).status]).toEqual([part, 404]);
    }
    expect(errorsOf(await post({}, { as: changes.local }))).toEqual({
      '/legalEntityId': 'unknown-reference',
    });
    expect(idsOf(await send('GET', '?limit=200', undefined, { as: changes.local }))).toEqual([]);
  });

  it('is changed under its version, and what it did is not taken back', async () => {
    const incident = await made({ useCaseIds: [changes.useCase] });
    const path = `/${idOf(incident)}`;
    expect((await send('PATCH', path, { summary: 'x' })).status).toBe(428);
    expect((await send('PATCH', path, { summary: 'x' }, { ifMatch: '"9"' })).status).toBe(412);
    const ended = await patch(incident, { endedAt: '2026-11-18T12:20:00Z', impact: { clients: 'yes' } });
    expect(ended.json['impact']).toEqual({ clients: 'yes', data: 'unknown', hours: 1 });
    expect((await patch(incident, { endedAt: '2026-11-18T12:20:00Z' })).etag).toBe(ended.etag);
    for (const clients of ['no', 'unknown']) {
      const refused = await patch(incident, { impact: { clients } });
      expect([typeOf(refused), errorsOf(refused)]).toEqual([
        [409, '/problems/adverse-finding'],
        { '/impact/clients': 'adverse-event' },
      ]);
    }
    expect((await patch(incident, { impact: { data: 'no' } })).json['impact']).toMatchObject({ data: 'no' });
    expect(errorsOf(await patch(incident, { startedAt: '2026-11-18T13:00:00Z' }))).toEqual({
      '/endedAt': 'contradiction',
    });
    // What is named already may have gone since.
    const use = await changes.register.useCase('Going', 'T4', changes.at.firm);
    await patch(incident, { useCaseIds: [use] });
    await changes.app.owner.query('UPDATE use_case SET retired_at = now() WHERE id = $1', [use]);
    expect((await patch(incident, { useCaseIds: [changes.useCase, use] })).status).toBe(200);
  });

  it('is retired only where nothing came of it', async () => {
    for (const impact of [{ clients: 'no' }, { data: 'no' }, { clients: 'no', data: 'yes' }]) {
      expect(typeOf(await retire(await made({ impact })))).toEqual([409, '/problems/adverse-finding']);
    }
    const none = { impact: { clients: 'no', data: 'no' } };
    const reported = await made(none);
    await decide(reported, 'report');
    expect(typeOf(await retire(reported))).toEqual([409, '/problems/adverse-finding']);
    const mistaken = await made(none);
    expect((await retire(mistaken)).status).toBe(204);
    expect(typeOf(await patch(mistaken, { summary: 'x' }))).toEqual([409, '/problems/retired']);
    expect(idsOf(await send('GET', '?limit=200'))).not.toContain(idOf(mistaken));
    expect((await send('POST', `/${idOf(mistaken)}/restore`)).json).toMatchObject({ retiredAt: null });
    expect(typeOf(await send('POST', `/${idOf(mistaken)}/restore`))).toEqual([409, '/problems/not-retired']);
  });

  it('is listed by what it is, the latest first, and read as of an instant', async () => {
    const owner = await changes.app.person({ roles: ['procurement'] });
    const more = { ownerId: owner.id, kind: 'data_leak', severity: 'low', useCaseIds: [changes.useCase] };
    const subject = { type: 'provider', id: changes.at.hoster };
    const first = await made({ ...more, subject, startedAt: '2026-10-01T00:00:00Z' });
    const later = await made({ ...more, subject, summary: '資料外洩', startedAt: '2026-10-02T00:00:00Z' });
    const both = [idOf(later), idOf(first)];
    const list = async (query: string): Promise<unknown[]> => idsOf(await send('GET', `?${query}`));
    expect(await list(`ownerId=${owner.id}`)).toEqual(both);
    expect(await list(`ownerId=${owner.id}&sort=startedAt`)).toEqual([...both].reverse());
    expect(await list('kind=data_leak&severity=low')).toEqual(both);
    expect(await list(`providerId=${changes.at.hoster}`)).toEqual(both);
    expect(await list(`useCaseId=${changes.useCase}&kind=data_leak`)).toEqual(both);
    expect(await list('q=外洩')).toEqual([idOf(later)]);
    const before = await changes.app.instant();
    await decide(first, 'report');
    expect(await list('cocReportDecision=report&kind=data_leak')).toEqual([idOf(first)]);
    expect(await list(`cocReportDecision=report&kind=data_leak&asOf=${before}`)).toEqual([]);
    expect((await send('GET', `/${idOf(first)}?asOf=${before}`)).json).toMatchObject({
      cocReportDecision: 'undecided',
    });
  });
});

describe('the timeline of an incident', () => {
  it('tells what happened when, in that order, by whom', async () => {
    const incident = await made();
    const path = `/${idOf(incident)}/timeline`;
    const later = await send('POST', path, { at: '2026-11-18T12:00:00Z', text: 'Switched.' });
    const first = await send('POST', path, { at: '2026-11-18T11:30:00Z', text: 'Seen.\nAt the desk.' });
    expect([first.status, first.json]).toEqual([
      201,
      {
        ...{ id: idOf(first), incidentId: idOf(incident), at: '2026-11-18T11:30:00.000000Z' },
        ...{ text: 'Seen.\nAt the desk.', byId: changes.app.people.procurement },
        createdAt: expect.any(String),
      },
    ]);
    expect(idsOf(await send('GET', path))).toEqual([idOf(first), idOf(later)]);
    expect(idsOf(await send('GET', `${path}?sort=createdAt`))).toEqual([idOf(later), idOf(first)]);
    const address = first.headers.get('location')!.slice(INCIDENTS.length);
    expect((await send('GET', address)).json).toEqual(first.json);
    expect((await send('GET', `/${idOf(await made())}/timeline/${idOf(first)}`)).status).toBe(404);
    for (const [body, errors] of [
      [{ at: '2026-12-01T02:00:01Z', text: 'x' }, { '/at': 'not-in-future' }],
      [{ text: 'x' }, { '/at': 'required' }],
      [{ at: '2026-11-18T12:00:00Z', text: '' }, { '/text': 'too-short' }],
      [{ at: '2026-11-18T12:00:00Z', text: 'x', byId: newId() }, { '/byId': 'unknown-field' }],
    ] as const) {
      const reply = await send('POST', path, body);
      expect([reply.status, errorsOf(reply)]).toEqual([422, errors]);
    }
    const log = await changes.app.send(
      'auditor',
      'GET',
      `/api/v1/audit-entries?resourceId=${idOf(incident)}`,
    );
    expect(itemsOf(log).filter(({ action }) => action === 'incident.told')).toHaveLength(2);
  });
});

describe('the decision on a report', () => {
  it('to report is made at once, also by who recorded the incident, and stays', async () => {
    const incident = await made({}, { as: 'risk_officer' });
    const decided = await decide(incident, 'report', 'risk_officer');
    expect(decided.json).toMatchObject({
      ...{ cocReportDecision: 'report', cocReportReason: 'Looked at.' },
      cocReportDecidedBy: changes.app.people.risk_officer,
      cocReportDecidedAt: '2026-12-01T02:00:00.000000Z',
    });
    expect(typeOf(await decide(incident, 'not_required'))).toEqual([409, '/problems/already-decided']);
    expect((await patch(incident, { summary: 'Milder.' })).json['cocReportDecision']).toBe('report');
  });

  it('not to report is made by nobody who wrote of it, and goes with what was decided on', async () => {
    const incident = await made({}, { as: 'risk_officer' });
    const second = await changes.app.secondKey(changes.app.people.risk_officer);
    for (const as of ['risk_officer', second] as const) {
      expect(typeOf(await decide(incident, 'not_required', as))).toEqual([409, '/problems/four-eyes']);
    }
    expect((await decide(incident, 'not_required')).json['cocReportDecision']).toBe('not_required');
    expect(typeOf(await decide(incident, 'not_required'))).toEqual([409, '/problems/already-decided']);
    const owned = await patch(incident, { ownerId: changes.app.people.senior_manager, evidenceIds: [] });
    expect(owned.json['cocReportDecision']).toBe('not_required');
    for (const change of [
      ...[{ impact: { data: 'yes' } }, { severity: 'critical' }, { kind: 'security' }, { summary: 'Worse.' }],
      ...[{ useCaseIds: [changes.useCase] }, { endedAt: '2026-11-19T00:00:00Z' }],
      { startedAt: '2026-11-17T00:00:00Z' },
    ]) {
      const changed = await patch(incident, change);
      expect([change, changed.json]).toMatchObject([
        change,
        { cocReportDecision: 'undecided', cocReportReason: null, cocReportDecidedBy: null },
      ]);
      expect((await decide(incident, 'not_required')).status).toBe(200);
    }
    expect((await decide(incident, 'report')).json['cocReportDecision']).toBe('report');
  });

  it('is for those who may, with a reason, of the version that was read', async () => {
    const incident = await made();
    for (const as of ['procurement', 'auditor', 'admin', 'service'] as const) {
      expect(typeOf(await decide(incident, 'report', as))).toEqual([403, '/problems/forbidden']);
    }
    const path = `/${idOf(incident)}/report-decision`;
    const as = 'senior_manager';
    const body = { decision: 'report', reason: 'x' };
    expect((await send('POST', path, body, { as })).status).toBe(428);
    expect((await send('POST', path, body, { as, ifMatch: '"9"' })).status).toBe(412);
    for (const [wrong, errors] of [
      [{ decision: 'undecided', reason: 'x' }, { '/decision': 'code' }],
      [{ decision: 'report' }, { '/reason': 'required' }],
    ] as const) {
      const reply = await send('POST', path, wrong, { as, ifMatch: incident.etag });
      expect([reply.status, errorsOf(reply)]).toEqual([422, errors]);
    }
  });
});

describe('the change event of an incident', () => {
  const none = { clients: 'no', data: 'no' };

  it('is made once, of what the incident says, and is ruled on by nobody who wrote of it', async () => {
    const { at, useCase, app } = changes;
    const incident = await made(
      {
        ...{ kind: 'security', impact: { clients: 'no' }, useCaseIds: [useCase] },
        // The nineteenth where the legal entity is.
        ...{ startedAt: '2026-11-18T17:00:00Z', ownerId: app.people.procurement },
      },
      { as: 'risk_officer' },
    );
    const event = await makeChange(incident);
    expect([event.status, event.json]).toMatchObject([
      201,
      {
        ...{ kind: 'incident_with_impact', legalEntityId: at.firm, state: 'untriaged', source: 'api' },
        ...{ subject: { type: 'component', id: at.model }, happenedOn: '2026-11-19' },
        ...{ summary: 'It was down.', ownerId: app.people.procurement, affected: [useCase] },
      },
    ]);
    expect(event.headers.get('location')).toBe(`${CHANGES}/${idOf(event)}`);
    expect((await changes.get(event)).json).toEqual(event.json);
    expect((await get(incident)).json['changeEventId']).toBe(idOf(event));
    expect(typeOf(await makeChange(incident))).toEqual([409, '/problems/already-linked']);
    expect(typeOf(await retire(incident))).toEqual([409, '/problems/adverse-finding']);
    expect(typeOf(await changes.triage(event, 'minor', 'risk_officer'))).toEqual([
      409,
      '/problems/four-eyes',
    ]);
    expect((await changes.triage(event, 'minor')).json).toMatchObject({
      openRules: ['R-20', 'R-26', 'R-27', 'CoC-12.5'],
    });
  });

  it('is made once by two at a time', async () => {
    const incident = await made();
    const both = await Promise.all([makeChange(incident), makeChange(incident)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('is an outage where it lasted longer than the least that is tolerated, so far or in the end', async () => {
    const tolerant = await changes.register.useCase('Tolerant', 'T4', changes.at.firm, {
      toleranceHours: 48,
    });
    const unstated = await changes.register.useCase('Unstated', 'T4', changes.at.firm);
    const kindOf = async (more: object): Promise<unknown> => {
      const reply = await makeChange(await made(more));
      return reply.status === 201 ? reply.json['kind'] : reply.json['type'];
    };
    const lasted = (hours: number): object => ({
      startedAt: '2026-11-18T00:00:00Z',
      endedAt: new Date(Date.parse('2026-11-18T00:00:00Z') + hours * 3_600_000).toISOString(),
    });
    const useCaseIds = [tolerant, changes.useCase];
    const [outage, impact] = ['outage_beyond_tolerance', 'incident_with_impact'];
    expect(await kindOf({ ...lasted(8.5), useCaseIds, impact: none })).toBe(outage);
    expect(await kindOf({ ...lasted(8), useCaseIds, impact: none })).toBe('/problems/no-impact');
    expect(await kindOf({ ...lasted(8), useCaseIds })).toBe(impact);
    expect(await kindOf({ ...lasted(9), useCaseIds: [tolerant] })).toBe(impact);
    expect(await kindOf({ ...lasted(9), useCaseIds, kind: 'other' })).toBe(impact);
    expect(await kindOf({ ...lasted(9), useCaseIds, kind: 'other', impact: none })).toBe(
      '/problems/no-impact',
    );
    // It goes on.
    expect(await kindOf({ useCaseIds, startedAt: '2026-11-30T17:59:00Z' })).toBe(outage);
    expect(await kindOf({ useCaseIds, startedAt: '2026-11-30T18:01:00Z' })).toBe(impact);
    // Nobody knows what is tolerated.
    expect(await kindOf({ ...lasted(1), useCaseIds: [tolerant, unstated], impact: none })).toBe(outage);
    expect(await kindOf({ ...lasted(1), impact: none })).toBe(outage);
    expect(await kindOf({ ...lasted(1), impact: { ...none, data: 'yes' } })).toBe(impact);
  });
});

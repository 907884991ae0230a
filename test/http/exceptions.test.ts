import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import type { Reply } from '../harness/app.js';
import { type As, AssessmentApp, idIn, NOW, unique } from '../harness/assessment-app.js';
import { documentOf } from '../harness/evidence-app.js';
import { errorsOf, idsOf, itemsOf } from '../harness/replies.js';

const EXCEPTIONS = '/api/v1/exceptions';

let at: AssessmentApp;
let useCase = '';
beforeAll(async () => {
  at = await AssessmentApp.start();
  useCase = await at.register.useCase(unique('Use'), 'T1', at.firm);
});
afterAll(() => at.app.close());

const body = (more: object = {}): Record<string, unknown> => ({
  ...{ kind: 'exception', rule: 'R-21', legalEntityId: at.firm, subject: { type: 'use_case', id: useCase } },
  ...{ reason: 'No access for such a test.', ownerId: at.app.people.risk_officer, expiresOn: '2027-06-30' },
  ...more,
});
const send = (method: string, path: string, sent?: object, more: { as?: As; ifMatch?: string } = {}) =>
  at.app.send(more.as ?? 'procurement', method, EXCEPTIONS + path, {
    ...(sent ? { body: sent } : {}),
    ...(more.ifMatch ? { ifMatch: more.ifMatch } : {}),
  });
const propose = (more: object = {}, as?: As): Promise<Reply> => send('POST', '', body(more), { as });
const act = (made: Reply, what: string, sent: object = {}, as: As = 'risk_officer'): Promise<Reply> =>
  send('POST', `/${idIn(made)}/${what}`, sent, { as, ifMatch: made.etag });
const get = (made: Reply, query = '', as: As = 'auditor'): Promise<Reply> =>
  send('GET', `/${idIn(made)}${query}`, undefined, { as });

describe('an exception', () => {
  it('is proposed, and read as it was', async () => {
    const made = await propose({ mitigation: 'Sampled every week.', evidenceId: at.document });
    expect([made.status, made.headers.get('location')]).toEqual([201, `${EXCEPTIONS}/${idIn(made)}`]);
    expect(made.json).toMatchObject({
      ...body(),
      ...{ state: 'proposed', mitigation: 'Sampled every week.', evidenceId: at.document, decidedBy: null },
      preparedBy: [at.app.people.procurement],
    });
    const then = await at.app.instant();
    await send('PATCH', `/${idIn(made)}`, { reason: 'Other.' }, { ifMatch: made.etag });
    expect((await get(made, `?asOf=${then}`)).json).toEqual(made.json);
  });

  it('is of a known rule, of its legal entity, and ends within twelve months', async () => {
    const errors = async (more: object, as?: As) => errorsOf(await propose(more, as));
    expect(await errors({ rule: 'R-99' })).toEqual({ '/rule': 'code' });
    expect(await errors({ expiresOn: '2026-11-30' })).toEqual({ '/expiresOn': 'within-months' });
    expect(await errors({ expiresOn: '2027-12-02' })).toEqual({ '/expiresOn': 'within-months' });
    expect((await propose({ expiresOn: '2027-12-01' })).status).toBe(201);
    expect(await errors({ reason: ' ' })).toEqual({ '/reason': 'too-short' });
    expect(await errors({ ownerId: newId(), legalEntityId: newId(), subject: null })).toEqual({
      ...{ '/legalEntityId': 'unknown-reference', '/ownerId': 'unknown-reference' },
    });
    expect(await errors({}, at.local)).toMatchObject({ '/legalEntityId': 'unknown-reference' });
    expect(await errors({ legalEntityId: at.other })).toEqual({ '/subject/id': 'contradiction' });
    for (const type of ['provider', 'component']) {
      expect(await errors({ subject: { type, id: newId() } })).toEqual({
        '/subject/id': 'unknown-reference',
      });
    }
    expect(await errors({ subject: { type: 'arrangement', id: newId() } })).toEqual({
      '/subject/type': 'code',
    });
    const foreign = await documentOf(at.app, { legalEntityId: at.other });
    expect(await errors({ evidenceId: foreign })).toEqual({ '/evidenceId': 'contradiction' });
    expect((await propose({ subject: null })).json['subject']).toBe(null);
  });

  it('is its legal entity’s: outside it is not there', async () => {
    const made = await propose();
    expect((await get(made, '', at.local)).status).toBe(404);
    expect((await act(made, 'approve', {}, at.local)).status).toBe(404);
    expect(idsOf(await send('GET', '?limit=200', undefined, { as: at.local }))).not.toContain(idIn(made));
  });

  it('is approved by somebody else, whichever key they use, and bound to what it says', async () => {
    const officer = await at.app.person({ roles: ['risk_officer'] });
    const made = await propose({}, officer);
    const second = await at.app.secondKey(officer.id);
    for (const as of [officer, second]) {
      expect((await act(made, 'approve', {}, as)).json['type']).toBe('/problems/four-eyes');
    }
    expect((await act(made, 'approve', {}, 'procurement')).status).toBe(403);
    const approved = await act(made, 'approve', { reason: 'Until the next release.' }, 'senior_manager');
    expect(approved.json).toMatchObject({
      ...{ state: 'approved', decidedBy: at.app.people.senior_manager },
      decisionReason: 'Until the next release.',
    });
    expect(approved.json['approvedHash']).toMatch(/^[0-9a-f]{64}$/);
    expect((await act(approved, 'reject', { reason: 'x' })).json['type']).toBe('/problems/already-decided');
    const same = await send('PATCH', `/${idIn(made)}`, { mitigation: null }, { ifMatch: approved.etag });
    expect(same.json['state']).toBe('approved');
    const changed = await send(
      'PATCH',
      `/${idIn(made)}`,
      { expiresOn: '2027-07-31' },
      { ifMatch: same.etag },
    );
    expect(changed.json).toMatchObject({ state: 'proposed', approvedHash: null, decidedBy: null });
    const again = await act(changed, 'approve');
    expect(again.json['approvedHash']).not.toBe(approved.json['approvedHash']);
  });

  it('is decided on once, of several who decide at once, on the version that they read', async () => {
    const made = await propose();
    const officers = await Promise.all([1, 2, 3].map(() => at.app.person({ roles: ['risk_officer'] })));
    const replies = await Promise.all(
      officers.map((as, i) => act(made, i === 0 ? 'reject' : 'approve', { reason: 'Decided.' }, as)),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    const other = await propose();
    expect((await act({ ...other, etag: '' }, 'approve')).status).toBe(428);
    expect((await act(other, 'reject')).status).toBe(422);
  });

  it('expires the day after its last, and is not approved any more then', async () => {
    const [made, late] = [
      await propose({ expiresOn: '2026-12-20' }),
      await propose({ expiresOn: '2026-12-20' }),
    ];
    const approved = await act(made, 'approve');
    await at.app.setClock('2026-12-20T16:01:00Z');
    expect((await get(approved)).json['state']).toBe('expired');
    expect(errorsOf(await act(late, 'approve'))).toEqual({ '/expiresOn': 'within-months' });
    expect(idsOf(await send('GET', '?limit=200&state=expired'))).toEqual([idIn(made)]);
    expect(idsOf(await send('GET', '?limit=200&state=approved'))).not.toContain(idIn(made));
    expect(idsOf(await send('GET', '?limit=200&expiresBefore=2026-12-21'))).toEqual([idIn(made), idIn(late)]);
    await at.app.setClock(NOW);
  });

  it('is retired, and comes back to be decided on again', async () => {
    const approved = await act(
      await propose({ rule: 'R-31', kind: 'not_applicable', subject: null }),
      'approve',
    );
    const path = `/${idIn(approved)}`;
    expect((await send('DELETE', path, undefined, { ifMatch: approved.etag })).status).toBe(204);
    expect(idsOf(await send('GET', '?rule=R-31'))).toEqual([]);
    expect((await send('POST', `${path}/restore`)).json).toMatchObject({
      state: 'proposed',
      retiredAt: null,
    });
    expect(itemsOf(await send('GET', '?rule=R-31&kind=not_applicable'))).toHaveLength(1);
  });

  it('tells the audit log who proposed and who decided', async () => {
    const made = await propose();
    await act(made, 'approve', { reason: 'Sound.' });
    const entries = itemsOf(
      await at.app.send('auditor', 'GET', `/api/v1/audit-entries?resourceId=${idIn(made)}`),
    );
    expect(entries.map(({ action, reason }) => [action, reason])).toEqual([
      ['exception.approved', 'Sound.'],
      ['exception.proposed', null],
    ]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ArrangementApp, type As, idOf, NOW } from '../harness/arrangement-app.js';
import type { Reply } from '../harness/app.js';
import { documentOf } from '../harness/evidence-app.js';
import { errorsOf, idsOf, itemsOf } from '../harness/replies.js';

const CONTROLS = '/api/v1/controls';
const NOBODY = '01900000-0000-7000-8000-000000000000';

let at: ArrangementApp;
let arrangement = '';
let useCase = '';
let document = '';
let local: As;
beforeAll(async () => {
  at = await ArrangementApp.start();
  arrangement = idOf(await at.post({ componentIds: [at.model] }));
  useCase = await at.register.useCase('Research', 'T2', at.firm);
  document = await documentOf(at.app);
  local = await at.app.person({ roles: ['risk_officer'], legalEntityIds: [at.other] });
});
afterAll(() => at.app.close());

const send = (method: string, path: string, body?: object, more: { as?: As; ifMatch?: string } = {}) =>
  at.app.send(more.as ?? 'risk_officer', method, CONTROLS + path, {
    ...(body ? { body } : {}),
    ...(more.ifMatch ? { ifMatch: more.ifMatch } : {}),
  });
const body = (more: object = {}) => ({
  ...{ domain: 'D', control: 'encryption', level: 'firm', legalEntityId: at.firm, validTo: '2027-06-30' },
  ...more,
});
const post = (more: object = {}, as?: As): Promise<Reply> => send('POST', '', body(more), { as });
const retire = async (made: Reply): Promise<void> => {
  const { etag } = await send('GET', `/${idOf(made)}`);
  expect((await send('DELETE', `/${idOf(made)}`, undefined, { ifMatch: etag })).status).toBe(204);
};

describe('a control', () => {
  it('is recorded, read, listed, changed, retired and restored, each in the audit log', async () => {
    const made = await post({ control: 'segregation', design: 1, description: 'One store a function' });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      ...{ domain: 'D', control: 'segregation', level: 'firm', legalEntityId: at.firm, providerId: null },
      ...{
        design: 1,
        operating: null,
        evidenceId: null,
        validTo: '2027-06-30',
        reason: null,
        retiredAt: null,
      },
    });
    const path = `/${idOf(made)}`;
    expect((await send('GET', path)).json).toEqual(made.json);
    const change = { operating: 1, evidenceId: document };
    const changed = await send('PATCH', path, change, { ifMatch: made.etag });
    expect(changed.json).toMatchObject(change);
    expect((await send('PATCH', path, change, { ifMatch: changed.etag })).etag).toBe(changed.etag);
    expect((await send('PATCH', path, { design: 0 }, { ifMatch: made.etag })).status).toBe(412);
    expect((await send('PATCH', path, { design: 0 })).status).toBe(428);
    expect(idsOf(await send('GET', '?domain=D&control=segregation&level=firm'))).toEqual([idOf(made)]);
    expect(idsOf(await send('GET', `?legalEntityId=${at.other}`))).toEqual([]);
    expect((await send('DELETE', path, undefined, { ifMatch: changed.etag })).status).toBe(204);
    expect(idsOf(await send('GET', '?control=segregation'))).toEqual([]);
    expect(idsOf(await send('GET', '?control=segregation&includeRetired=true'))).toEqual([idOf(made)]);
    const gone = await send('GET', path);
    expect((await send('PATCH', path, { design: 0 }, { ifMatch: gone.etag })).status).toBe(409);
    expect((await send('POST', `${path}/restore`)).json).toMatchObject({ ...change, retiredAt: null });
    expect((await send('POST', `${path}/restore`)).status).toBe(409);
    const log = await at.app.send('auditor', 'GET', `/api/v1/audit-entries?resourceId=${idOf(made)}`);
    expect(
      itemsOf(log)
        .map(({ action }) => action)
        .sort(),
    ).toEqual([...['control.changed', 'control.registered', 'control.restored', 'control.retired']]);
  });

  it('is read as it was', async () => {
    const made = await post({ control: 'settings_checked', design: 0.5 });
    const before = await at.app.instant();
    await send('PATCH', `/${idOf(made)}`, { design: 1 }, { ifMatch: made.etag });
    expect((await send('GET', `/${idOf(made)}?asOf=${before}`)).json['design']).toBe(0.5);
    expect((await send('GET', `/${idOf(made)}`)).json['design']).toBe(1);
  });

  it('of an arrangement, or of one use of it, is its legal entity’s', async () => {
    const given = { level: 'arrangement', legalEntityId: undefined, arrangementId: arrangement };
    const whole = await post(given);
    expect([whole.status, whole.json['legalEntityId']]).toEqual([201, at.firm]);
    const one = await post({
      ...given,
      level: 'arrangement_use',
      useCaseId: useCase,
      reason: 'A filter of its own',
    });
    expect(one.json).toMatchObject({
      legalEntityId: at.firm,
      arrangementId: arrangement,
      useCaseId: useCase,
    });
    expect(idsOf(await send('GET', `?arrangementId=${arrangement}`))).toEqual([idOf(whole), idOf(one)]);
    expect(idsOf(await send('GET', `?useCaseId=${useCase}`))).toEqual([idOf(one)]);
    expect((await send('GET', `/${idOf(one)}`, undefined, { as: local })).status).toBe(404);
    expect(idsOf(await send('GET', `?arrangementId=${arrangement}`, undefined, { as: local }))).toEqual([]);
    const other = { ...given, control: 'segregation', legalEntityId: at.other };
    expect(errorsOf(await post(other))).toEqual({ '/legalEntityId': 'contradiction' });
  });

  it('is held once for each subject', async () => {
    const given = { domain: 'L', control: 'legal_review' };
    expect((await post(given)).status).toBe(201);
    expect((await post(given)).status).toBe(409);
    const answers = await Promise.all(
      [1, 2, 3].map(() => post({ domain: 'L', control: 'output_ip_filter' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('at a narrower level says why', async () => {
    const given = { domain: 'S', control: 'scan_patch_sla' };
    await post(given);
    const provider = { ...given, level: 'provider', providerId: at.vendor };
    expect(errorsOf(await post(provider))).toEqual({ '/reason': 'needed-with' });
    expect((await post({ ...provider, reason: 'The vendor patches' })).status).toBe(201);
    const component = { ...given, level: 'component', componentId: at.model, legalEntityId: null };
    expect(errorsOf(await post(component))).toEqual({ '/reason': 'needed-with' });
    const elsewhere = { ...provider, legalEntityId: at.other };
    expect((await post(elsewhere)).status).toBe(201);
  });

  it('that was found to be less than full is neither forgotten nor retired', async () => {
    const made = await post({ domain: 'M', control: 'end_to_end_test', design: 0.5, operating: 0 });
    const path = `/${idOf(made)}`;
    for (const field of ['design', 'operating']) {
      const refused = await send('PATCH', path, { [field]: null }, { ifMatch: made.etag });
      expect([refused.status, errorsOf(refused)]).toEqual([409, { [`/${field}`]: 'not-to-be-forgotten' }]);
    }
    const kept = await send('DELETE', path, undefined, { ifMatch: made.etag });
    expect([kept.status, errorsOf(kept)]).toEqual([409, { '': 'not-to-be-forgotten' }]);
    const full = { design: 1, operating: 1, evidenceId: document };
    const raised = await send('PATCH', path, full, { ifMatch: made.etag });
    expect((await send('DELETE', path, undefined, { ifMatch: raised.etag })).status).toBe(204);
  });

  it('that says less than what is inherited is not retired', async () => {
    const given = { domain: 'S', control: 'suspension_tested' };
    await post({ ...given, legalEntityId: null });
    const failed = await post({ ...given, design: 1, reason: 'Not known here' });
    const path = `/${idOf(failed)}`;
    const refused = await send('DELETE', path, undefined, { ifMatch: failed.etag });
    expect([refused.status, errorsOf(refused)]).toEqual([409, { '': 'hides-what-is-inherited' }]);
    const again = { operating: 1, evidenceId: document };
    const passed = await send('PATCH', path, again, { ifMatch: failed.etag });
    expect((await send('DELETE', path, undefined, { ifMatch: passed.etag })).status).toBe(204);
  });

  it('of an arrangement stands in place of those of what it covers, and keeps it', async () => {
    const other = idOf(await at.post({ componentIds: [at.model] }));
    const given = { domain: 'R', control: 'exit_plan' };
    await post({ ...given, level: 'component', componentId: at.model, design: 1 });
    const whole = { ...given, level: 'arrangement', legalEntityId: undefined, arrangementId: other };
    expect(errorsOf(await post(whole))).toEqual({ '/reason': 'needed-with' });
    const made = await post({ ...whole, design: 1, reason: 'Another plan' });
    expect(made.status).toBe(201);
    const held = await at.get(`/${other}`);
    const refused = await at.app.send('procurement', 'DELETE', `/api/v1/arrangements/${other}`, {
      ifMatch: held.etag,
    });
    expect([refused.status, refused.json['type']]).toEqual([409, '/problems/in-use']);
  });

  it('that counts no longer is not retired where something wider would hold in its place', async () => {
    const proof = await documentOf(at.app, { validTo: '2026-12-31' });
    const given = { domain: 'R', control: 'fallback' };
    await post({ ...given, legalEntityId: null, design: 1 });
    const full = { design: 1, operating: 1, evidenceId: proof, reason: 'Its own plan' };
    const narrow = await post({ ...given, ...full });
    const path = `/${idOf(narrow)}`;
    await at.app.setClock('2027-01-02T02:00:00Z');
    const refused = await send('DELETE', path, undefined, { ifMatch: narrow.etag });
    await at.app.setClock(NOW);
    expect([refused.status, errorsOf(refused)]).toEqual([409, { '': 'hides-what-is-inherited' }]);
    expect((await send('DELETE', path, undefined, { ifMatch: narrow.etag })).status).toBe(204);
  });

  it('keeps the successor of its document, also while it is retired', async () => {
    const first = await documentOf(at.app);
    const made = await post({ domain: 'M', control: 'sampling', operating: 1, design: 1, evidenceId: first });
    const second = await documentOf(at.app, { supersedesId: first });
    await retire(made);
    const path = `/api/v1/evidence/${second}`;
    const { etag } = await at.app.send('procurement', 'GET', path);
    const refused = await at.app.send('procurement', 'DELETE', path, { ifMatch: etag });
    expect([refused.status, refused.json['type']]).toEqual([409, '/problems/in-use']);
  });

  it('keeps the document that shows it', async () => {
    const proof = await documentOf(at.app);
    const made = await post({ domain: 'C', control: 'second_source', operating: 1, evidenceId: proof });
    expect(made.status).toBe(201);
    const path = `/api/v1/evidence/${proof}`;
    const { etag } = await at.app.send('procurement', 'GET', path);
    const refused = await at.app.send('procurement', 'DELETE', path, { ifMatch: etag });
    expect([refused.status, refused.json['type']]).toEqual([409, '/problems/in-use']);
    await retire(made);
    expect((await at.app.send('procurement', 'DELETE', path, { ifMatch: etag })).status).toBe(204);
    const back = await send('POST', `/${idOf(made)}/restore`);
    expect([back.status, errorsOf(back)]).toEqual([422, { '/evidenceId': 'retired-reference' }]);
  });

  it('expires, and is found by it', async () => {
    const made = await post({ domain: 'P', control: 'reports_reviewed', validTo: '2026-12-02' });
    expect(idsOf(await send('GET', '?expiresBefore=2026-12-03'))).toEqual([idOf(made)]);
    expect(idsOf(await send('GET', '?expiresBefore=2026-12-02'))).toEqual([]);
  });
});

describe('a control that is not recorded', () => {
  it.each<[object, Record<string, string>]>([
    [{ control: 'legal_review' }, { '/control': 'code' }],
    [{ control: 'limit_monitored' }, { '/control': 'code' }],
    [{ domain: 'R', control: 'contingency_plan' }, { '/control': 'code' }],
    [{ domain: 'X' }, { '/domain': 'code' }],
    [{ level: 'group' }, { '/level': 'code' }],
    [{ design: 0.3 }, { '/design': 'code' }],
    [{ design: '1' }, { '/design': 'code' }],
    [{ operating: 1 }, { '/evidenceId': 'needed-with' }],
    [{ validTo: '2026-11-30' }, { '/validTo': 'within-two-years' }],
    [{ validTo: '2028-12-03' }, { '/validTo': 'within-two-years' }],
    [{ validTo: null }, { '/validTo': 'date' }],
    [{ validTo: undefined }, { '/validTo': 'required' }],
    [{ legalEntityId: NOBODY }, { '/legalEntityId': 'unknown-reference' }],
    [{ level: 'provider' }, { '/providerId': 'needed-with' }],
    [{ level: 'provider', providerId: NOBODY }, { '/providerId': 'unknown-reference' }],
    [{ providerId: NOBODY }, { '/providerId': 'contradiction' }],
    [{ level: 'arrangement' }, { '/arrangementId': 'needed-with' }],
    [{ level: 'arrangement', arrangementId: NOBODY }, { '/arrangementId': 'unknown-reference' }],
    [{ evidenceId: NOBODY }, { '/evidenceId': 'unknown-reference' }],
    [{ reason: 'x'.repeat(2001) }, { '/reason': 'too-long' }],
    [{ state: 'in_date' }, { '/state': 'unknown-field' }],
  ])('%j', async (more, errors) => {
    const before = itemsOf(await send('GET', '?limit=200')).length;
    const refused = await post({ control: 'input_controls', ...more });
    expect(refused.status).toBe(422);
    expect(errorsOf(refused)).toMatchObject(errors);
    expect(itemsOf(await send('GET', '?limit=200'))).toHaveLength(before);
  });

  it('for who may not, or of all by who sees one legal entity', async () => {
    for (const as of ['procurement', 'auditor', 'senior_manager', 'admin'] as const) {
      expect((await post({ control: 'input_controls' }, as)).status).toBe(403);
    }
    expect((await post({ control: 'input_controls', legalEntityId: null }, local)).status).toBe(403);
    const foreign = await post({ control: 'input_controls' }, local);
    expect([foreign.status, errorsOf(foreign)]).toEqual([422, { '/legalEntityId': 'unknown-reference' }]);
    expect((await post({ control: 'input_controls', legalEntityId: at.other }, local)).status).toBe(201);
  });

  it('by a use case of another legal entity than the arrangement’s', async () => {
    const theirs = await at.register.useCase('Theirs', 'T2', at.other);
    const refused = await post({
      ...{ control: 'input_controls', level: 'arrangement_use', legalEntityId: undefined },
      ...{ arrangementId: arrangement, useCaseId: theirs },
    });
    expect([refused.status, errorsOf(refused)]).toEqual([422, { '/useCaseId': 'contradiction' }]);
  });
});

import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type As, idOf } from '../harness/arrangement-app.js';
import { documentOf } from '../harness/evidence-app.js';
import { PlanApp } from '../harness/plan-app.js';
import { errorsOf, idsOf, itemsOf } from '../harness/replies.js';

const NOBODY = '01900000-0000-7000-8000-000000000000';

let plans: PlanApp;
let at: PlanApp['at'];
let local: As;
beforeAll(async () => {
  plans = await PlanApp.start();
  at = plans.at;
  local = plans.local;
});
afterAll(() => plans.app.close());

describe('a contingency plan', () => {
  it('is registered, read, listed, changed, retired and restored, each in the audit log', async () => {
    const said = {
      ...{
        name: '  Without the vendor ',
        nameZhHant: '供應者中斷',
        covers: ['own_suspension', 'provider_failure'],
      },
      ...{ providerId: at.vendor, strategy: 'switch_to_fallback', fallbackComponentId: at.host },
      ...{
        steps: '1. Tell the desk.\n2. Switch.',
        recoveryHours: 4.5,
        evidenceId: await documentOf(plans.app),
      },
    };
    const made = await plans.post(said);
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`/api/v1/contingency-plans/${idOf(made)}`);
    expect(made.json).toMatchObject({
      ...said,
      ...{ name: 'Without the vendor', covers: ['provider_failure', 'own_suspension'], componentId: null },
      ...{ legalEntityId: at.firm, useCaseId: plans.useCase, ownerId: plans.app.people.procurement },
      ...{ manualProcedure: null, validTo: '2027-11-30', state: 'draft', planState: 'draft' },
      ...{ submittedBy: null, approvedBy: null, approvedAt: null, approvedHash: null, lastExercise: null },
      ...{ exerciseDueOn: null, retiredAt: null },
    });
    const path = `/${idOf(made)}`;
    expect((await plans.get(made)).json).toEqual(made.json);
    const listed = await plans.send('GET', `?useCaseId=${plans.useCase}`);
    expect(itemsOf(listed)).toContainEqual(made.json);
    for (const query of [
      ...[`providerId=${at.vendor}`, `componentId=${at.host}`, 'state=draft', `legalEntityId=${at.firm}`],
      ...[
        `ownerId=${plans.app.people.procurement}`,
        'reviewBefore=2027-12-01',
        'q=vendor',
        `q=${encodeURIComponent('中斷')}`,
      ],
    ]) {
      expect([query, idsOf(await plans.send('GET', `?${query}`))]).toEqual([query, [idOf(made)]]);
    }
    for (const query of [
      `providerId=${at.hoster}`,
      'state=approved',
      'reviewBefore=2027-11-30',
      'q=nothing',
    ]) {
      expect([query, idsOf(await plans.send('GET', `?${query}`))]).toEqual([query, []]);
    }
    const change = { strategy: 'degrade_service', fallbackComponentId: null, recoveryHours: null };
    expect((await plans.send('PATCH', path, change)).status).toBe(428);
    const changed = await plans.send('PATCH', path, change, { ifMatch: made.etag });
    expect(changed.json).toMatchObject({ ...change, steps: said.steps });
    expect((await plans.send('PATCH', path, change, { ifMatch: made.etag })).status).toBe(412);
    expect((await plans.send('PATCH', path, change, { ifMatch: changed.etag })).etag).toBe(changed.etag);
    expect((await plans.send('DELETE', path, undefined, { ifMatch: made.etag })).status).toBe(412);
    expect((await plans.send('DELETE', path, undefined, { ifMatch: changed.etag })).status).toBe(204);
    expect(idsOf(await plans.send('GET', ''))).toEqual([]);
    expect(idsOf(await plans.send('GET', '?includeRetired=true'))).toEqual([idOf(made)]);
    expect((await plans.patch(made, { steps: null })).json['type']).toBe('/problems/retired');
    expect((await plans.exercise(made)).json['type']).toBe('/problems/retired');
    expect((await plans.send('POST', `${path}/restore`)).json).toMatchObject({ ...change, retiredAt: null });
    expect((await plans.send('POST', `${path}/restore`)).json['type']).toBe('/problems/not-retired');
    const log = await plans.app.send('auditor', 'GET', `/api/v1/audit-entries?resourceId=${idOf(made)}`);
    const actions = itemsOf(log).map(({ action }) => String(action).replace('contingency_plan.', ''));
    expect(actions.sort()).toEqual(['changed', 'registered', 'restored', 'retired']);
  });

  it('has a hash that anybody can work out of what it says', async () => {
    const made = await plans.post({
      nameZhHant: '計劃𠮷',
      steps: '"\\\n\t€',
      recoveryHours: 0.1,
      covers: ['own_suspension'],
    });
    const fields = [
      ...[
        'name',
        'nameZhHant',
        'legalEntityId',
        'useCaseId',
        'providerId',
        'componentId',
        'covers',
        'strategy',
      ],
      ...[
        'fallbackComponentId',
        'manualProcedure',
        'steps',
        'recoveryHours',
        'evidenceId',
        'ownerId',
        'validTo',
      ],
    ];
    const said = Object.fromEntries(fields.map((field) => [field, made.json[field]]));
    const hash = createHash('sha256')
      .update(canonicalize(said) ?? '')
      .digest('hex');
    expect(made.json['hash']).toBe(hash);
    for (const change of [
      { ownerId: plans.app.people.auditor },
      { covers: ['provider_failure'] },
      { validTo: '2027-10-31' },
    ]) {
      const changed = await plans.patch(made, change);
      expect([change, changed.status]).toEqual([change, 200]);
      expect(changed.json['hash']).not.toBe(hash);
    }
  });

  it('is read and listed as it was', async () => {
    const made = await plans.post({ steps: 'First.' });
    const before = await plans.app.instant();
    await plans.patch(made, { steps: 'Second.' });
    await plans.approve(made);
    const then = await plans.send('GET', `/${idOf(made)}?asOf=${before}`);
    expect(then.json).toMatchObject({
      steps: 'First.',
      state: 'draft',
      planState: 'draft',
      approvedHash: null,
    });
    const list = await plans.send('GET', `?limit=200&asOf=${before}`);
    expect(itemsOf(list).find(({ id }) => id === idOf(made))).toEqual(then.json);
    expect((await plans.get(made)).json).toMatchObject({ steps: 'Second.', planState: 'untested' });
    expect((await plans.send('GET', '?asOf=2030-01-01T00:00:00Z')).status).toBe(422);
  });

  it('has a name of its own within its legal entity, whoever comes first', async () => {
    const [one, ...others] = await Promise.all([1, 2, 3].map(() => plans.post({ name: 'Ｐlan B' })));
    const answers = [one!, ...others];
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const refused = await plans.post({ name: 'plan b' });
    expect([refused.json['type'], errorsOf(refused)]).toEqual([
      '/problems/duplicate-name',
      { '/name': 'unique' },
    ]);
    const theirs = await plans.register.useCase('Theirs', 'T2', at.other);
    const elsewhere = { name: 'Plan B', legalEntityId: at.other, useCaseId: theirs };
    expect((await plans.post(elsewhere)).status).toBe(201);
    await plans.retire(answers.find(({ status }) => status === 201)!);
    expect((await plans.post({ name: 'plan b' })).status).toBe(201);
  });

  it('is registered once under an Idempotency-Key, also by two at once', async () => {
    const body = plans.body();
    const headers = { 'idempotency-key': 'one-plan' };
    const replies = await Promise.all([1, 2].map(() => plans.send('POST', '', body, { headers })));
    expect(replies.map(({ status }) => status)).toEqual([201, 201]);
    expect(idOf(replies[0]!)).toBe(idOf(replies[1]!));
    const other = await plans.send('POST', '', plans.body(), { headers });
    expect([other.status, other.json['type']]).toEqual([422, '/problems/idempotency-key-reused']);
  });

  it('keeps what it names: a provider, components, its legal entity and documents', async () => {
    const provider = await plans.register.provider('Named');
    const [failing, fallback] = [
      await plans.register.component('Failing', 'gateway', null),
      await plans.register.component('Fallback', 'gateway', null),
    ];
    const evidenceId = await documentOf(plans.app);
    const entity = await plans.register.legalEntity('Named');
    const use = await plans.register.useCase('Named', 'T2', entity);
    const made = [
      await plans.post({ providerId: provider }),
      await plans.post({
        componentId: failing,
        strategy: 'switch_to_fallback',
        fallbackComponentId: fallback,
        evidenceId,
      }),
      await plans.post({ legalEntityId: entity, useCaseId: use }),
    ];
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201]);
    const held: [string, string][] = [
      ['providers', provider],
      ['components', failing],
      ['components', fallback],
      ['evidence', evidenceId],
      ['legal-entities', entity],
    ];
    await plans.app.owner.query('UPDATE use_case SET retired_at = now() WHERE id = $1', [use]);
    await plans.app.owner.query(
      'UPDATE use_case_legal_entity SET retired_at = now() WHERE use_case_id = $1',
      [use],
    );
    const retire = async ([kind, id]: [string, string]): Promise<unknown[]> => {
      const { etag } = await plans.app.send('risk_officer', 'GET', `/api/v1/${kind}/${id}`);
      const { status, json } = await plans.app.send('risk_officer', 'DELETE', `/api/v1/${kind}/${id}`, {
        ifMatch: etag,
      });
      return [kind, status, json?.['type']];
    };
    for (const one of held) expect(await retire(one)).toEqual([one[0], 409, '/problems/in-use']);
    for (const plan of made) expect((await plans.retire(plan)).status).toBe(204);
    for (const one of held) expect(await retire(one)).toEqual([one[0], 204, undefined]);
    const back = await plans.send('POST', `/${idOf(made[1]!)}/restore`);
    expect([back.status, errorsOf(back)]).toEqual([
      422,
      {
        ...{ '/componentId': 'retired-reference', '/fallbackComponentId': 'retired-reference' },
        '/evidenceId': 'retired-reference',
      },
    ]);
  });
});

describe('a contingency plan that is not registered', () => {
  it.each<[object, Record<string, string>]>([
    [{ name: undefined }, { '/name': 'required' }],
    [{ name: '' }, { '/name': 'too-short' }],
    [{ name: '備'.repeat(201) }, { '/name': 'too-long' }],
    [{ name: 'a\u202eb' }, { '/name': 'plain-text' }],
    [{ name: 7 }, { '/name': 'string' }],
    [{ nameZhHant: '' }, { '/nameZhHant': 'too-short' }],
    [{ legalEntityId: undefined }, { '/legalEntityId': 'required' }],
    [{ legalEntityId: NOBODY }, { '/legalEntityId': 'unknown-reference' }],
    [{ legalEntityId: 'firm' }, { '/legalEntityId': 'id' }],
    [{ useCaseId: undefined }, { '/useCaseId': 'required' }],
    [{ useCaseId: null }, { '/useCaseId': 'id' }],
    [{ useCaseId: NOBODY }, { '/useCaseId': 'unknown-reference' }],
    [{ covers: undefined }, { '/covers': 'required' }],
    [{ covers: [] }, { '/covers': 'too-few' }],
    [{ covers: ['fire'] }, { '/covers': 'code' }],
    [{ covers: ['own_suspension', 'own_suspension'] }, { '/covers': 'unique' }],
    [{ covers: 'own_suspension' }, { '/covers': 'list' }],
    [{ strategy: 'hope' }, { '/strategy': 'code' }],
    [{ strategy: null }, { '/strategy': 'code' }],
    [{ strategy: 'switch_to_fallback' }, { '/fallbackComponentId': 'needed-with' }],
    [
      { strategy: 'switch_to_fallback', fallbackComponentId: NOBODY },
      { '/fallbackComponentId': 'unknown-reference' },
    ],
    [{ strategy: 'manual_procedure' }, { '/manualProcedure': 'needed-with' }],
    [{ manualProcedure: 'x'.repeat(8001) }, { '/manualProcedure': 'too-long' }],
    [{ steps: '步'.repeat(8001) }, { '/steps': 'too-long' }],
    [{ recoveryHours: -1 }, { '/recoveryHours': 'range' }],
    [{ recoveryHours: 8761 }, { '/recoveryHours': 'range' }],
    [{ recoveryHours: '4' }, { '/recoveryHours': 'number' }],
    [{ providerId: NOBODY }, { '/providerId': 'unknown-reference' }],
    [{ componentId: NOBODY }, { '/componentId': 'unknown-reference' }],
    [{ providerId: NOBODY, componentId: NOBODY }, { '/componentId': 'unknown-reference' }],
    [{ evidenceId: NOBODY }, { '/evidenceId': 'unknown-reference' }],
    [{ ownerId: undefined }, { '/ownerId': 'required' }],
    [{ ownerId: null }, { '/ownerId': 'id' }],
    [{ ownerId: NOBODY }, { '/ownerId': 'unknown-reference' }],
    [{ validTo: undefined }, { '/validTo': 'required' }],
    [{ validTo: '2026-12-01' }, { '/validTo': 'ahead-within-two-years' }],
    [{ validTo: '2028-12-02' }, { '/validTo': 'ahead-within-two-years' }],
    [{ validTo: '2027-02-30' }, { '/validTo': 'date' }],
    [{ state: 'approved' }, { '/state': 'unknown-field' }],
    [{ approvedHash: 'x' }, { '/approvedHash': 'unknown-field' }],
  ])('%j', async (more, errors) => {
    const before = idsOf(await plans.send('GET', '?limit=200&includeRetired=true'));
    const refused = await plans.post(more);
    expect(refused.status).toBe(422);
    expect(errorsOf(refused)).toMatchObject(errors);
    expect(idsOf(await plans.send('GET', '?limit=200&includeRetired=true'))).toEqual(before);
  });

  it('for a provider and a component together, or with what fails as its own fallback', async () => {
    const both = await plans.post({ providerId: at.vendor, componentId: at.model });
    expect([both.status, errorsOf(both)]).toEqual([422, { '/componentId': 'contradiction' }]);
    const itself = { componentId: at.model, strategy: 'switch_to_fallback', fallbackComponentId: at.model };
    expect(errorsOf(await plans.post(itself))).toEqual({ '/fallbackComponentId': 'contradiction' });
    const stray = { strategy: 'stop_service', fallbackComponentId: at.host };
    expect(errorsOf(await plans.post(stray))).toEqual({ '/fallbackComponentId': 'only-with' });
  });

  it('today and two years ahead are the ends of its days, where its legal entity is', async () => {
    for (const validTo of ['2026-12-02', '2028-12-01'])
      expect((await plans.post({ validTo })).status).toBe(201);
    const york = await plans.register.legalEntity('York');
    await plans.app.owner.query(`UPDATE legal_entity SET time_zone = 'America/New_York' WHERE id = $1`, [
      york,
    ]);
    const useCaseId = await plans.register.useCase('York', 'T2', york);
    // It is still the last of November there.
    expect((await plans.post({ legalEntityId: york, useCaseId, validTo: '2026-12-01' })).status).toBe(201);
  });

  it('of a use case of another legal entity, or a retired one', async () => {
    const theirs = await plans.register.useCase('Elsewhere', 'T2', at.other);
    const refused = await plans.post({ useCaseId: theirs });
    expect([refused.status, errorsOf(refused)]).toEqual([422, { '/useCaseId': 'contradiction' }]);
    const gone = await plans.register.useCase('Gone', 'T2', at.firm);
    await plans.app.owner.query('UPDATE use_case SET retired_at = now() WHERE id = $1', [gone]);
    expect(errorsOf(await plans.post({ useCaseId: gone }))).toEqual({ '/useCaseId': 'retired-reference' });
  });

  it('with a document of another legal entity', async () => {
    const evidenceId = await documentOf(plans.app, { legalEntityId: at.other });
    expect(errorsOf(await plans.post({ evidenceId }))).toEqual({ '/evidenceId': 'contradiction' });
  });

  it('with an owner who has left, or whose account is disabled', async () => {
    for (const change of ['retired_at = now()', `status = 'disabled'`]) {
      const person = await plans.app.person({ roles: ['procurement'] });
      await plans.app.owner.query(`UPDATE person SET ${change} WHERE id = $1`, [person.id]);
      expect(errorsOf(await plans.post({ ownerId: person.id }))).toEqual({ '/ownerId': 'retired-reference' });
    }
  });

  it('for who may not write plans', async () => {
    for (const as of ['procurement', 'senior_manager', 'auditor', 'admin', 'service'] as const) {
      expect([as, (await plans.post({}, { as })).status]).toEqual([as, 403]);
    }
  });
});

describe('to who does not see its legal entity, a plan', () => {
  it('is not there, and cannot be made', async () => {
    const made = await plans.post();
    const exercised = await plans.exercise(made);
    const path = `/${idOf(made)}`;
    const paths: [string, string, object?][] = [
      ['GET', path],
      ['PATCH', path, { steps: null }],
      ['DELETE', path],
      ['POST', `${path}/restore`],
      ['POST', `${path}/submit`],
      ['POST', `${path}/approve`, {}],
      ['POST', `${path}/return`, { reason: 'x' }],
      ['POST', `${path}/reject`, { reason: 'x' }],
      ['GET', `${path}/exercises`],
      ['POST', `${path}/exercises`, { exercisedOn: '2026-11-01', covers: ['own_suspension'] }],
      ['GET', `${path}/exercises/${idOf(exercised)}`],
      ['PATCH', `${path}/exercises/${idOf(exercised)}`, { issues: null }],
      ['DELETE', `${path}/exercises/${idOf(exercised)}`],
      ['POST', `${path}/exercises/${idOf(exercised)}/restore`],
    ];
    for (const [method, target, body] of paths) {
      const reply = await plans.send(method, target, body, { as: local, ifMatch: made.etag });
      expect([method, target, reply.status]).toEqual([method, target, 404]);
    }
    expect(idsOf(await plans.send('GET', '?limit=200', undefined, { as: local }))).not.toContain(idOf(made));
    const foreign = await plans.post({}, { as: local });
    expect([foreign.status, errorsOf(foreign)]).toEqual([
      422,
      { '/legalEntityId': 'unknown-reference', '/useCaseId': 'unknown-reference' },
    ]);
    const theirs = await plans.register.useCase('Local', 'T2', at.other);
    const own = await plans.post({ legalEntityId: at.other, useCaseId: theirs }, { as: local });
    expect(own.status).toBe(201);
    const elsewhere = await plans.send('GET', `/${idOf(own)}/exercises/${idOf(exercised)}`, undefined, {
      as: local,
    });
    expect(elsewhere.status).toBe(404);
  });
});

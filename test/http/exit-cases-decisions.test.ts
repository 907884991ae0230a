import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { type As, ARRANGEMENTS, idOf, NOW } from '../harness/arrangement-app.js';
import type { Reply } from '../harness/app.js';
import { documentOf, EVIDENCE } from '../harness/evidence-app.js';
import { ExitApp, EXITS, STEPS } from '../harness/exit-app.js';
import { errorsOf } from '../harness/replies.js';
import { until } from '../harness/until.js';

let exits: ExitApp;
beforeAll(async () => {
  exits = await ExitApp.start();
});
beforeEach(() => exits.app.setClock(NOW));
afterAll(() => exits.app.close());

const typeOf = ({ status, json }: Reply): unknown[] => [status, json['type']];
const submit = (of: Reply, as: As = 'procurement'): Promise<Reply> =>
  exits.decide(of, 'submit', undefined, as);
const close = (of: Reply, as: As = 'senior_manager'): Promise<Reply> => exits.decide(of, 'close', {}, as);
const abandon = (of: Reply, as: As = 'senior_manager'): Promise<Reply> =>
  exits.decide(of, 'abandon', { reason: 'The firm stays.' }, as);

describe('an exit that is submitted', () => {
  it('needs every step and its successor to be known', async () => {
    const made = await exits.ofAnother({ steps: [{ step: 'keys_revoked', state: 'open' }] });
    const refused = await submit(made);
    expect([refused.status, errorsOf(refused)]).toEqual([
      422,
      {
        '/successorStatus': 'to-be-known',
        ...Object.fromEntries(
          STEPS.map((_step, i) => [`/steps/${i}/state`, i === 1 ? 'not-done' : 'to-be-known']),
        ),
      },
    ]);
    expect((await exits.get(made)).json).toMatchObject({ state: 'open', submittedHash: null });
    const [validated, ...others] = exits.complete();
    await exits.patch(made, { steps: [validated, ...others].slice(1), successorStatus: 'none' });
    expect(errorsOf(await submit(made))).toEqual({ '/steps/0/state': 'to-be-known' });
    const without = {
      step: 'successor_validated',
      state: 'not_applicable',
      reason: 'Nothing takes its place.',
    };
    await exits.patch(made, { steps: [without] });
    expect((await submit(made)).json).toMatchObject({
      ...{ state: 'submitted', submittedBy: exits.app.people.procurement },
      ...{
        submittedAt: '2026-12-01T02:00:00.000000Z',
        submittedHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
    expect(typeOf(await submit(made))).toEqual([409, '/problems/not-a-draft']);
  });

  it('names what is still there', async () => {
    const evidenceId = await documentOf(exits.app);
    const steps = exits.complete().map((step) => ('evidenceId' in step ? { ...step, evidenceId } : step));
    const made = await exits.ofAnother({ ...exits.replaced(), steps });
    const held = await exits.app.send('procurement', 'GET', `${EVIDENCE}/${evidenceId}`);
    const kept = await exits.app.send('procurement', 'DELETE', `${EVIDENCE}/${evidenceId}`, {
      ifMatch: held.etag,
    });
    expect(typeOf(kept)).toEqual([409, '/problems/in-use']);
    await exits.app.owner.query('UPDATE component SET retired_at = now() WHERE id = $1', [exits.next]);
    expect(errorsOf(await submit(made))).toEqual({ '/successor/id': 'retired-reference' });
    await exits.app.owner.query('UPDATE component SET retired_at = NULL WHERE id = $1', [exits.next]);
    expect((await submit(made)).status).toBe(200);
  });

  it('is open again by any change, and by being returned', async () => {
    const made = await exits.submitted();
    const changed = await exits.patch(made, { summary: 'Another.' });
    expect(changed.json).toMatchObject({ state: 'open', submittedHash: null, submittedBy: null });
    expect(typeOf(await close(made))).toEqual([409, '/problems/not-submitted']);
    const again = await submit(made);
    expect(again.json['submittedHash']).not.toBe(made.json['submittedHash']);
    const returned = await exits.decide(made, 'return', { reason: 'The wrong tenant.' }, 'risk_officer');
    expect(returned.json).toMatchObject({
      ...{ state: 'open', submittedHash: null, decisionReason: 'The wrong tenant.' },
      decidedBy: exits.app.people.risk_officer,
    });
    expect(typeOf(await exits.decide(made, 'return', { reason: 'x' }, 'risk_officer'))).toEqual([
      ...[409, '/problems/not-submitted'],
    ]);
    const third = await submit(made);
    expect(third.json).toMatchObject({ submittedHash: again.json['submittedHash'], decisionReason: null });
  });
});

describe('an exit that is closed', () => {
  it('is closed by somebody who had no hand in it, and stays as it was', async () => {
    const made = await exits.submitted();
    const key = await exits.app.secondKey(exits.app.people.procurement);
    expect((await close(made, key)).status).toBe(403);
    const closed = await exits.decide(made, 'close', { reason: 'All seen.' }, 'senior_manager');
    expect(closed.json).toMatchObject({
      ...{ state: 'closed', decidedBy: exits.app.people.senior_manager, decisionReason: 'All seen.' },
      ...{ decidedAt: '2026-12-01T02:00:00.000000Z', submittedHash: made.json['submittedHash'] },
    });
    for (const refused of [
      await exits.patch(made, { summary: 'x' }),
      await exits.retire(made),
      ...[await submit(made), await close(made), await abandon(made)],
      await exits.decide(made, 'return', { reason: 'x' }, 'risk_officer'),
    ]) {
      expect(typeOf(refused)).toEqual([409, '/problems/already-decided']);
    }
    const { rows } = await exits.app.owner.query<{ action: string }>(
      'SELECT action FROM audit.entry WHERE resource_id = $1',
      [idOf(made)],
    );
    expect(rows.map(({ action }) => action).sort()).toEqual([
      ...['exit_case.closed', 'exit_case.opened', 'exit_case.submitted'],
    ]);
  });

  it('is not closed by who opened, changed, submitted or did any of it', async () => {
    const officer = await exits.app.person({ roles: ['risk_officer'] });
    const own = await exits.ofAnother({ ...exits.replaced(), steps: exits.complete() }, { as: officer });
    await submit(own);
    expect(typeOf(await close(own, officer))).toEqual([409, '/problems/four-eyes']);
    expect(typeOf(await close(own, await exits.app.secondKey(officer.id)))).toEqual([
      409,
      '/problems/four-eyes',
    ]);
    const changed = await exits.ofAnother({ ...exits.replaced(), steps: exits.complete() });
    await exits.patch(changed, { summary: 'x' }, officer);
    await submit(changed);
    expect(typeOf(await close(changed, officer))).toEqual([409, '/problems/four-eyes']);
    const submittedByThem = await exits.ofAnother({ ...exits.replaced(), steps: exits.complete() });
    await submit(submittedByThem, officer);
    expect(typeOf(await close(submittedByThem, officer))).toEqual([409, '/problems/four-eyes']);
    const done = await exits.submitted({
      steps: exits.complete().map((step) => ('doneBy' in step ? { ...step, doneBy: officer.id } : step)),
    });
    expect(typeOf(await close(done, officer))).toEqual([409, '/problems/four-eyes']);
    expect((await close(done)).status).toBe(200);
  });

  it('is closed exactly as it was submitted, whoever changed it behind the API', async () => {
    const made = await exits.submitted();
    await exits.app.owner.query(
      `UPDATE exit_case_step SET reason = 'Other.' WHERE exit_case_id = $1 AND step = 'keys_revoked'`,
      [idOf(made)],
    );
    expect(typeOf(await close(made))).toEqual([409, '/problems/not-submitted']);
  });

  it('is closed once by two at a time, of the version that they read', async () => {
    const made = await exits.submitted();
    const other = await exits.app.person({ roles: ['senior_manager'] });
    const send = (as: As): Promise<Reply> =>
      exits.send('POST', `/${idOf(made)}/close`, {}, { as, ifMatch: made.etag });
    const both = await Promise.all([send('senior_manager'), send(other)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await exits.send('POST', `/${idOf(made)}/close`, {}, { as: other })).status).toBe(428);
  });

  it('is for those who may, and no longer for who may no longer', async () => {
    const made = await exits.submitted();
    for (const as of ['procurement', 'auditor', 'admin', 'service'] as const) {
      expect([as, (await close(made, as)).status, (await abandon(made, as)).status]).toEqual([as, 403, 403]);
    }
    const person = await exits.app.person({ roles: ['risk_officer'] });
    const probe = async (): Promise<boolean> =>
      (await exits.send('POST', `/${exits.at.firm}/close`, {}, { as: person, ifMatch: '"1"' })).status ===
      403;
    expect(await probe()).toBe(false);
    await exits.app.owner.query(`UPDATE person SET roles = '{procurement}' WHERE id = $1`, [person.id]);
    await until('the role is gone', probe);
    expect((await close(made, person)).status).toBe(403);
    expect((await exits.get(made)).json['state']).toBe('submitted');
  });
});

describe('an exit that is abandoned', () => {
  it('is given up by somebody else, with a reason, and another one may be opened', async () => {
    const subject = { type: 'component', id: await exits.component() };
    const made = await exits.made({ subject }, { as: 'risk_officer' });
    expect(typeOf(await abandon(made, 'risk_officer'))).toEqual([409, '/problems/four-eyes']);
    expect(errorsOf(await exits.decide(made, 'abandon', {}, 'senior_manager'))).toEqual({
      '/reason': 'required',
    });
    expect((await abandon(made)).json).toMatchObject({
      ...{ state: 'abandoned', decisionReason: 'The firm stays.', submittedHash: null },
      decidedBy: exits.app.people.senior_manager,
    });
    expect(typeOf(await exits.patch(made, { summary: 'x' }))).toEqual([409, '/problems/already-decided']);
    expect((await exits.post({ subject })).status).toBe(201);
  });

  it('also when it was submitted, but not when what was left is gone', async () => {
    const made = await exits.submitted();
    expect((await abandon(made)).json).toMatchObject({ state: 'abandoned', submittedBy: null });
    const subject = { type: 'component', id: await exits.component() };
    const gone = await exits.made({ subject });
    await exits.app.owner.query('UPDATE component SET retired_at = now() WHERE id = $1', [subject.id]);
    const refused = await abandon(gone);
    expect([typeOf(refused), errorsOf(refused)]).toEqual([
      [409, '/problems/retired'],
      { '/subject/id': 'retired-reference' },
    ]);
  });
});

describe('retiring waits for the exit', () => {
  const retire = async (path: string, as: As = 'procurement'): Promise<Reply> => {
    const { etag } = await exits.app.send('auditor', 'GET', path);
    return exits.app.send(as, 'DELETE', path, { ifMatch: etag });
  };
  const subjectOf = async (type: string): Promise<[string, string]> => {
    if (type === 'arrangement') {
      const id = idOf(await exits.at.post());
      return [id, `${ARRANGEMENTS}/${id}`];
    }
    const id =
      type === 'provider'
        ? await exits.register.provider(`P ${exits.next} ${newId()}`)
        : await exits.component();
    return [id, `/api/v1/${type}s/${id}`];
  };

  it.each(['provider', 'component', 'arrangement'])('from a %s', async (type) => {
    const [id, path] = await subjectOf(type);
    const made = await exits.made({ subject: { type, id }, summary: 'Leaving\nit.' });
    const refused = await retire(path);
    expect(typeOf(refused)).toEqual([409, '/problems/in-use']);
    expect(refused.json['detail']).toContain(`Leaving it. (${EXITS}/${idOf(made)})`);
    const without = { step: 'successor_validated', state: 'not_applicable', reason: 'Nothing.' };
    await exits.patch(made, { successorStatus: 'none', steps: [without, ...exits.complete().slice(1)] });
    expect((await submit(made)).status).toBe(200);
    expect((await retire(path)).status).toBe(409);
    expect((await close(made)).status).toBe(200);
    expect((await retire(path)).status).toBe(204);
    expect((await exits.post({ subject: { type, id } })).status).toBe(422);
  });

  it('and is not told by whom to who does not see them', async () => {
    const [id, path] = await subjectOf('component');
    const made = await exits.made({ subject: { type: 'component', id } });
    const refused = await retire(path, exits.local);
    expect(typeOf(refused)).toEqual([409, '/problems/in-use']);
    expect(refused.text).not.toContain(idOf(made));
    expect((await abandon(made)).status).toBe(200);
    expect((await retire(path)).status).toBe(204);
  });

  it('also of what is to take its place, and of its legal entity', async () => {
    const next = await exits.component();
    await exits.ofAnother({ successorStatus: 'named', successor: { type: 'component', id: next } });
    expect(typeOf(await retire(`/api/v1/components/${next}`))).toEqual([409, '/problems/in-use']);
    const entity = await exits.register.legalEntity('Leaver');
    await exits.ofAnother({ legalEntityId: entity }, { as: 'risk_officer' });
    expect(typeOf(await retire(`/api/v1/legal-entities/${entity}`, 'risk_officer'))).toEqual([
      409,
      '/problems/in-use',
    ]);
  });

  it('also when both come at once', async () => {
    for (let i = 0; i < 5; i++) {
      const [id, path] = await subjectOf('component');
      const { etag } = await exits.app.send('auditor', 'GET', path);
      const [opened, retired] = await Promise.all([
        exits.post({ subject: { type: 'component', id } }),
        exits.app.send('risk_officer', 'DELETE', path, { ifMatch: etag }),
      ]);
      expect([
        [201, 409],
        [422, 204],
      ]).toContainEqual([opened.status, retired.status]);
    }
  });
});

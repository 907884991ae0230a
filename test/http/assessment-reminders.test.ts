import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ObligationPlanner, ReminderSweeper } from '../../src/modules/obligations/obligations.public.js';
import type { Reply } from '../harness/app.js';
import { AssessmentApp, idIn, NOW, unique } from '../harness/assessment-app.js';
import { itemsOf } from '../harness/replies.js';

let at: AssessmentApp;
let owner: { id: string; key: string };
let provider = '';
beforeAll(async () => {
  at = await AssessmentApp.start();
});
beforeEach(async () => {
  await at.app.setClock(NOW);
  owner = await at.app.person({ roles: ['procurement'] });
  provider = await at.register.provider(unique('Reminded'));
});
afterAll(() => at.app.close());

/** What a worker does. */
async function round(instant?: string): Promise<void> {
  if (instant) await at.app.setClock(instant);
  await at.app.nest.get(ObligationPlanner).planChanged();
  await at.app.nest.get(ReminderSweeper).run();
}

/** What is asked for because of a record, the oldest first. */
async function asked(sourceId: string, kind: string): Promise<unknown[][]> {
  await round();
  const path = `/api/v1/obligations?kind=${kind}&sourceId=${sourceId}&sort=createdAt`;
  return itemsOf(await at.app.send('auditor', 'GET', path)).map(({ dueOn, state, ownerId }) => [
    ...[dueOn, state, ownerId],
  ]);
}

async function told(person: { key: string }): Promise<string[]> {
  const reply = await at.app.send(person, 'GET', '/api/v1/reminders?limit=200');
  return itemsOf(reply).flatMap(({ steps }) =>
    (steps as { kind: string; step: string; because: string }[]).map(
      ({ kind, step, because }) => `${kind} ${step} ${because}`,
    ),
  );
}
const about = () => ({ subject: { type: 'provider', id: provider }, ownerId: owner.id });
const approve = async (put: Reply, body: object = {}): Promise<Reply> => {
  const reply = await at.act(put, 'approve', body, 'risk_officer');
  expect(reply.status).toBe(200);
  return reply;
};
const idOfFirst = (reply: Reply, field: string): string =>
  (reply.json[field] as unknown as { id: string }[])[0]!.id;

describe('answers by a day', () => {
  it('are asked of who sees to them, until the assessment is submitted', async () => {
    const made = await at.ready({ ...about(), dueOn: '2027-01-31' });
    const kind = 'assessment_answers';
    expect(await asked(idIn(made), kind)).toEqual([['2027-01-31', 'scheduled', owner.id]]);
    const moved = await at.patch(made, { dueOn: '2027-02-28' });
    expect(await asked(idIn(made), kind)).toEqual([['2027-02-28', 'scheduled', owner.id]]);
    await round('2027-02-27T02:00:00Z');
    expect(await told(owner)).toContain('assessment_answers before_1 owner');
    await at.act(moved, 'submit');
    expect(await asked(idIn(made), kind)).toEqual([['2027-02-28', 'cancelled', owner.id]]);
  });

  it('are escalated where they do not come', async () => {
    const made = await at.begin({ ...about(), method: 'provider_answers', dueOn: '2027-01-31' });
    await at.act(made, 'links', { recipient: 'Team' });
    await round('2027-02-07T02:00:00Z');
    expect(await asked(idIn(made), 'assessment_answers')).toEqual([['2027-01-31', 'overdue', owner.id]]);
    expect(await told({ key: at.app.keys.risk_officer })).toContain('assessment_answers after_7 escalation');
  });
});

describe('due diligence', () => {
  const kind = 'due_diligence_refresh';

  it('is asked for again before it ends, until a newer decision takes its place', async () => {
    const approved = await approve(await at.submitted(about()), { validTo: '2027-06-30' });
    expect(await asked(idIn(approved), kind)).toEqual([['2027-06-30', 'scheduled', owner.id]]);
    await round('2027-05-31T02:00:00Z');
    expect(await told(owner)).toContain('due_diligence_refresh before_30 owner');
    const next = await approve(await at.submitted(about()));
    expect(await asked(idIn(approved), kind)).toEqual([['2027-06-30', 'cancelled', owner.id]]);
    expect(await asked(idIn(next), kind)).toEqual([['2029-05-31', 'scheduled', owner.id]]);
  });

  it('ends with a rejection, and another provider’s goes on', async () => {
    const approved = await approve(await at.submitted(about()));
    const other = await at.register.provider(unique('Other'));
    const others = await approve(
      await at.submitted({ ...about(), subject: { type: 'provider', id: other } }),
    );
    await round();
    await at.act(await at.submitted(about()), 'reject', { reason: 'Worse.' }, 'risk_officer');
    expect((await asked(idIn(approved), kind)).map(([, state]) => state)).toEqual(['cancelled']);
    expect((await asked(idIn(others), kind)).map(([, state]) => state)).toEqual(['scheduled']);
  });

  it('is asked of who began it where nobody else sees to it, and of the role where they have left', async () => {
    const approved = await approve(await at.submitted({ ...about(), ownerId: null }));
    expect((await asked(idIn(approved), kind)).map(([, , who]) => who)).toEqual([at.app.people.procurement]);
    const gone = await at.app.person({ roles: ['procurement'] });
    const theirs = await at.act(
      await at.ready({ ...about(), ownerId: null }, gone),
      'submit',
      undefined,
      gone,
    );
    await approve(theirs);
    await at.app.owner.query('UPDATE person SET retired_at = now() WHERE id = $1', [gone.id]);
    expect((await asked(idIn(theirs), kind)).map(([, , who]) => who)).toEqual([null]);
  });
});

describe('what follows from an assessment', () => {
  it('is asked of the owner of a finding until it is closed', async () => {
    const finding = {
      section: 'skills',
      text: 'No team.\nFor years.',
      ownerId: owner.id,
      dueOn: '2027-01-31',
    };
    const noted = await at.act(await at.ready(about()), 'findings', finding);
    const id = idOfFirst(noted, 'findings');
    expect(await asked(id, 'assessment_finding')).toEqual([['2027-01-31', 'scheduled', owner.id]]);
    await round('2027-01-30T02:00:00Z');
    expect(await told(owner)).toContain('assessment_finding before_1 owner');
    const list = await at.app.send('auditor', 'GET', `/api/v1/obligations?sourceId=${id}`);
    expect(JSON.stringify(list.json)).toContain(': No team.');
    expect(JSON.stringify(list.json)).not.toContain('For years.');
    const body = { on: '2027-01-30', closure: 'Named.' };
    expect((await at.act(noted, `findings/${id}/close`, body, 'risk_officer')).status).toBe(200);
    expect(await asked(id, 'assessment_finding')).toEqual([['2027-01-31', 'cancelled', owner.id]]);
  });

  it('is asked of the owner of a condition until it is met, and no more when the assessment is rejected', async () => {
    const condition = { text: 'Report.', ownerId: owner.id, dueOn: '2027-02-28' };
    const approved = await approve(await at.submitted(about()), { conditions: [condition] });
    const id = idOfFirst(approved, 'conditions');
    expect(await asked(id, 'assessment_condition')).toEqual([['2027-02-28', 'scheduled', owner.id]]);
    await round('2027-03-07T02:00:00Z');
    expect(await asked(id, 'assessment_condition')).toEqual([['2027-02-28', 'overdue', owner.id]]);
    expect(await told({ key: at.app.keys.risk_officer })).toContain(
      'assessment_condition after_7 escalation',
    );
    await at.act(approved, `conditions/${id}/meet`, { on: '2027-03-01' }, 'risk_officer');
    expect(await asked(id, 'assessment_condition')).toEqual([['2027-02-28', 'cancelled', owner.id]]);

    const finding = { section: 'skills', text: 'No team.', ownerId: owner.id, dueOn: '2027-04-30' };
    const noted = await at.act(await at.ready(about()), 'findings', finding);
    await round();
    await at.act(await at.act(noted, 'submit'), 'reject', { reason: 'No.' }, 'risk_officer');
    expect(
      (await asked(idOfFirst(noted, 'findings'), 'assessment_finding')).map(([, state]) => state),
    ).toEqual(['cancelled']);
  });
});

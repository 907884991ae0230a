import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ScoreKeeper } from '../../src/modules/scoring/scoring.public.js';
import type { Reply } from '../harness/app.js';
import { type As, AssessmentApp, idIn, NOW, type Template, unique } from '../harness/assessment-app.js';

interface Shown {
  type: string;
  id: string;
  name: string;
  nameZhHant: string | null;
}
interface ShownScore {
  residual: number;
  reproducible: boolean;
  gates: { code: string; because: { text: string }[]; records: Shown[] }[];
  failedDuties: { rule: string }[];
  domains: {
    code: string;
    factors: { code: string; read: string; sources: Shown[] }[];
    controls: { code: string; design: number; operating: number; sources: Shown[] }[];
  }[];
}

let at: AssessmentApp;
let template: Template;
let keeper: ScoreKeeper;
let provider = '';
let useCase = '';
beforeAll(async () => {
  at = await AssessmentApp.start();
  template = await at.template('provider@1');
  keeper = at.app.nest.get(ScoreKeeper);
});
beforeEach(async () => {
  await at.app.setClock(NOW);
  provider = await at.register.provider(unique('Scored'));
  await at.app.owner.query(
    `UPDATE provider SET name_zh_hant = '供應者', viability = 'strong', model_risk_framework = 'effective' WHERE id = $1`,
    [provider],
  );
  const model = await at.register.component(unique('Model'), 'language_model', provider);
  useCase = await at.register.useCase(unique('Use'), 'T1', at.firm);
  await at.register.requires({ useCase }, [{ component: model }]);
});
afterAll(() => at.app.close());

async function scored(as: As = 'auditor') {
  await keeper.keep();
  const reply = await at.app.send(as, 'GET', `/api/v1/scores/${useCase}/${provider}`);
  expect([reply.status, reply.json['reproducible']]).toEqual([200, true]);
  const score = reply.json as unknown as ShownScore;
  const factor = (domain: string, code: string) =>
    score.domains.find((one) => one.code === domain)!.factors.find((one) => one.code === code)!;
  const control = score.domains
    .find(({ code }) => code === 'P')!
    .controls.find(({ code }) => code === 'due_diligence')!;
  return {
    ...score,
    control,
    skills: factor('P', 'skills'),
    framework: factor('M', 'model_risk_framework'),
    states: [control.design, control.operating],
    gate: score.gates.find(({ code }) => code === 'G10'),
  };
}
const about = () => ({ subject: { type: 'provider', id: provider } });
const approve = async (put: Reply, body: object = {}): Promise<Reply> => {
  const approved = await at.act(put, 'approve', body, 'risk_officer');
  expect(approved.status).toBe(200);
  return approved;
};

describe('a score', () => {
  it('falls with due diligence that is approved, and names it; not before', async () => {
    const before = await scored();
    expect([before.states, before.skills.read, before.control.sources]).toEqual([[0, 0], 'unknown', []]);
    expect(before.gate?.because).toMatchObject([{ text: 'Due diligence: unknown.' }]);
    const put = await at.submitted(about());
    expect((await scored()).residual).toBe(before.residual);
    const approved = await approve(put);
    const after = await scored();
    expect(after.residual).toBeLessThan(before.residual);
    expect([after.states, after.skills.read, after.gate]).toEqual([[1, 1], 'meets', undefined]);
    expect(after.failedDuties.map(({ rule }) => rule)).not.toContain('R-26');
    const { name } = (await at.app.send('auditor', 'GET', `/api/v1/providers/${provider}`)).json;
    const source = expect.objectContaining({
      ...{ type: 'assessment', id: idIn(approved), nameZhHant: '對供應者的盡職審查' },
      name: `Due diligence on ${String(name)}`,
    });
    expect(after.control.sources).toEqual([source]);
    expect(after.skills.sources).toEqual([source]);
  });

  it('rises when it has expired, and when a condition was not met by its day', async () => {
    const condition = { text: 'Report.', ownerId: at.app.people.procurement, dueOn: '2026-12-10' };
    const approved = await approve(await at.submitted(about()), {
      ...{ conditions: [condition], validTo: '2026-12-31' },
    });
    const sound = await scored();
    expect(sound.states).toEqual([1, 1]);
    await at.app.setClock('2026-12-11T02:00:00Z');
    const late = await scored();
    expect([late.states, late.gate?.because]).toEqual([
      [1, 0],
      [expect.objectContaining({ text: 'Due diligence: expired.' })],
    ]);
    expect(late.gate?.records.map(({ type }) => type).sort()).toEqual(['assessment', 'provider', 'use_case']);
    const [made] = approved.json['conditions'] as unknown as { id: string }[];
    await at.act(approved, `conditions/${made!.id}/meet`, { on: '2026-12-09' }, 'risk_officer');
    expect((await scored()).states).toEqual([1, 1]);
    await at.app.setClock('2027-01-01T02:00:00Z');
    const expired = await scored();
    expect([expired.states, expired.skills.read]).toEqual([[1, 0], 'not_assessed']);
  });

  it('is no better than any head, nor than what was concluded of the framework', async () => {
    const finding = (section: string) => ({
      ...{ section, text: 'Found.', ownerId: at.app.people.risk_officer, dueOn: '2027-01-31' },
    });
    const conclusions = at.conclusions(template, {
      resources: 'gaps',
      model_risk_framework: 'not_assessable',
    });
    const made = await at.ready({ ...about(), conclusions });
    const put = await at.act(await at.act(made, 'findings', finding('resources')), 'submit');
    const before = await scored();
    expect(before.framework.read).toContain('effective');
    await approve(put, { reason: 'Watched.' });
    const after = await scored();
    expect(after.skills.read).toBe('gaps');
    expect(after.framework.read).toContain('not_assessable');
  });

  it('rises when a newer assessment is rejected', async () => {
    await approve(await at.submitted(about()));
    const sound = await scored();
    const rejected = await at.act(
      await at.submitted(about()),
      'reject',
      { reason: 'Worse.' },
      'risk_officer',
    );
    expect(rejected.status).toBe(200);
    const after = await scored();
    expect(after.residual).toBeGreaterThan(sound.residual);
    expect([after.states, after.gate?.because]).toEqual([
      [0, 0],
      [expect.objectContaining({ text: 'Due diligence: missing.' })],
    ]);
  });

  it('of a pilot counts its approval as long as the use is one, with data that it may use', async () => {
    const pilot = { endsOn: '2027-03-31', dataClasses: ['internal'] };
    await approve(await at.submitted(about()), { pilot });
    expect((await scored()).states).toEqual([0, 0]);
    const set = (status: string, classes: string[]) =>
      at.app.owner.query('UPDATE use_case SET status = $2, data_classes = $3 WHERE id = $1', [
        useCase,
        status,
        classes,
      ]);
    await set('pilot', ['internal']);
    expect((await scored()).states).toEqual([1, 1]);
    await set('pilot', ['internal', 'personal']);
    expect((await scored()).states).toEqual([0, 0]);
  });

  it('of several legal entities wants it of each', async () => {
    await at.app.owner.query(
      'INSERT INTO use_case_legal_entity (use_case_id, legal_entity_id, name) VALUES ($1, $2, $3)',
      [useCase, at.other, unique('Shared')],
    );
    await approve(await at.submitted(about()));
    expect((await scored()).states).toEqual([0, 0]);
    await approve(await at.submitted({ ...about(), legalEntityId: at.other }));
    const both = await scored();
    expect(both.states).toEqual([1, 1]);
    expect(both.control.sources).toHaveLength(2);
    expect((await scored(at.local)).control.sources).toHaveLength(1);
  });
});

describe('the gate of a notification', () => {
  it('opens with a decision of each legal entity, and names the record', async () => {
    await keeper.keep();
    const gateOf = async () => {
      await keeper.keep();
      const reply = await at.app.send('auditor', 'GET', `/api/v1/scores/${useCase}/${provider}`);
      return (reply.json as unknown as ShownScore).gates.find(({ code }) => code === 'G13');
    };
    expect((await gateOf())?.because).toMatchObject([{ text: expect.stringContaining('unknown') }]);
    const made = await at.app.send('risk_officer', 'POST', '/api/v1/regulator-correspondence', {
      body: { kind: 'notification', legalEntityId: at.firm, useCaseIds: [useCase], reference: 'WINGS-1' },
    });
    expect(made.status).toBe(201);
    const undecided = await gateOf();
    expect(undecided?.records).toContainEqual(
      expect.objectContaining({ type: 'regulator_correspondence', id: idIn(made), name: 'WINGS-1' }),
    );
    const decision = { decision: 'notify', decidedBy: at.app.people.senior_manager, decidedOn: '2026-12-01' };
    const decided = await at.app.send(
      'risk_officer',
      'PATCH',
      `/api/v1/regulator-correspondence/${idIn(made)}`,
      {
        body: decision,
        ifMatch: made.etag,
      },
    );
    expect(decided.status).toBe(200);
    expect(await gateOf()).toBe(undefined);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DemoMaker } from '../../src/demo/demo-maker.js';
import { ObligationPlanner } from '../../src/modules/obligations/obligations.public.js';
import { ScoreKeeper } from '../../src/modules/scoring/scoring.public.js';
import { startApp, type TestApp } from '../harness/app.js';
import { itemsOf } from '../harness/replies.js';

const NOW = '2026-12-03T02:00:00Z';
const TODAY = '2026-12-03';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({}, { demo: true, clock: NOW });
  await app.nest.get(ScoreKeeper).keep();
  await app.nest.get(ObligationPlanner).planAll();
}, 120_000);
afterAll(() => app.close());

type Item = Record<string, unknown>;
const listed = async (path: string): Promise<Item[]> =>
  itemsOf(await app.send('auditor', 'GET', `/api/v1${path}${path.includes('?') ? '&' : '?'}limit=200`));
const read = async (path: string): Promise<Item> => (await app.send('auditor', 'GET', `/api/v1${path}`)).json;
const named = async (path: string, name: string): Promise<Item> =>
  (await listed(path)).find((one) => String(one['name']).startsWith(name)) ?? {};
const valuesOf = (items: Item[], field: string): unknown[] =>
  [...new Set(items.map((one) => one[field]))].sort();

describe('the T1 use of the demonstration', () => {
  it('stops when its host fails: its plan is untested, and falls back on the same host', async () => {
    const host = await named('/components?kind=hosting', 'Google Cloud');
    const drafting = await named('/use-cases', 'Research drafting');
    const body = { failed: [{ type: 'component', id: host['id'] }], hours: 24 };
    const { json } = await app.send('risk_officer', 'POST', '/api/v1/simulations/outage', { body });
    const outage = (json['useCases'] as unknown as Item[]).find(({ id }) => id === drafting['id']);
    const fallback = await named('/components', 'Anthropic Claude API, direct');
    const plan = await named('/contingency-plans', 'Drafts go on');
    expect(outage).toMatchObject({
      ...{ tier: 'T1', stopped: true, planId: plan['id'], planState: 'untested' },
      // The plan says twelve hours; what falls back on what has failed promises none.
      ...{ toleranceHours: 8, recoveryHours: null, gapHours: 16 },
      planFallback: { node: { id: fallback['id'] }, fails: 'yes' },
    });
    expect(plan).toMatchObject({ state: 'approved', recoveryHours: 12, lastExercise: null });
  });
});

describe('who pays, in the demonstration', () => {
  it('is somebody, nobody, or not known; and for claims over the research it is nobody', async () => {
    const rows = await listed('/indemnity-coverage');
    expect(valuesOf(rows, 'payer')).toEqual(expect.arrayContaining(['nobody', 'somebody', 'unknown']));
    const { id } = await named('/legal-entities', 'Example Lighthouse Asset');
    const { unpaid } = await read(`/indemnity-coverage/summary?legalEntityId=${String(id)}`);
    expect((unpaid as { items: Item[] }).items[0]).toMatchObject({
      useCaseName: 'Research drafting',
      tier: 'T1',
    });
  });

  it('is nobody where a condition of an uncapped indemnity is broken by what the firm does', async () => {
    const rows = await listed('/indemnity-coverage?risk=ip_output');
    const broken = rows.filter(({ conditionsBroken }) => (conditionsBroken as Item[]).length > 0);
    expect(valuesOf(broken, 'useCaseName')).toContain('Coding help');
    for (const row of broken) {
      expect(row).toMatchObject({
        arrangementReference: 'EX-2024-007',
        protection: 'uncapped',
        payer: 'nobody',
      });
    }
  });

  it('rests on indemnities of every sort', async () => {
    const kinds = await Promise.all(
      (await listed('/arrangements')).map(({ id }) => listed(`/arrangements/${String(id)}/indemnities`)),
    );
    expect(valuesOf(kinds.flat(), 'protection')).toEqual([
      ...['capped', 'excluded', 'silent', 'uncapped', 'unknown'],
    ]);
    expect(valuesOf(kinds.flat(), 'capBase')).toEqual(
      expect.arrayContaining(['fees_paid', 'in_total', 'per_year']),
    );
  });
});

describe('the scores of the demonstration', () => {
  it('are of several bands, and the gates of a high one say why', async () => {
    const scores = await listed('/scores');
    expect(valuesOf(scores, 'band')).toEqual(['high', 'medium', 'very_high']);
    const of = (provider: string) =>
      scores.find(
        ({ useCaseName, providerName }) =>
          useCaseName === 'Search in internal documents' && providerName === provider,
      )!;
    expect(of('Microsoft')).toMatchObject({ band: 'medium' });
    const high = of('Pinecone Systems');
    expect(high).toMatchObject({ band: 'high', gates: ['G3', 'G7', 'G10', 'G12'] });
    const { gates } = await read(`/scores/${String(high['useCaseId'])}/${String(high['arrangementId'])}`);
    for (const { because } of gates as { because: Item[] }[]) {
      expect(because.map(({ text }) => text)).toEqual([expect.stringMatching(/./)]);
    }
  });

  it('are lower for what was recorded than for what was not', async () => {
    const [covered, open] = (await listed('/scores')).reduce<[number[], number[]]>(
      ([with_, without], { arrangementReference, reported, useCaseName }) => {
        if (useCaseName === 'Search in internal documents') {
          (arrangementReference === null ? without : with_).push(Number(reported));
        }
        return [with_, without];
      },
      [[], []],
    );
    expect(Math.min(...covered)).toBeLessThan(Math.min(...open));
  });
});

describe('what the demonstration recorded', () => {
  it.each([
    ['/arrangements', 'kind', ['click_through', 'contract', 'open_source_licence']],
    ['/assessments', 'state', ['approved', 'approved_with_conditions', 'draft', 'sent']],
    ['/contingency-plans', 'state', ['approved']],
    ['/controls', 'level', ['arrangement', 'arrangement_use', 'component', 'firm', 'provider']],
    ['/assurance-activities', 'outcome', ['failed', 'passed', 'passed_with_issues']],
    ['/policies', 'state', ['approved', 'draft']],
    ['/regulator-correspondence', 'kind', ['early_discussion', 'notification']],
    ['/exceptions', 'state', ['approved']],
    ['/change-events', 'state', ['open']],
    ['/incidents', 'cocReportDecision', ['not_required']],
    ['/competences', 'function', ['business', 'compliance', 'risk', 'technology']],
    ['/delegations', 'function', ['model_validation']],
    ['/concentration-limits', 'measure', ['share', 'single_point']],
  ])('is there under %s, by %s: %j', async (path, field, values) => {
    expect(valuesOf(await listed(path), field)).toEqual(values);
  });

  it('was decided on by nobody who prepared it', async () => {
    const decided = [...(await listed('/assessments')), ...(await listed('/contingency-plans'))].filter(
      ({ decidedBy }) => decidedBy !== null,
    );
    expect(decided.length).toBe(5);
    for (const { submittedBy, preparedBy = [submittedBy], decidedBy } of decided) {
      expect(preparedBy).not.toContain(decidedBy);
    }
  });

  it('is told in the audit log of whoever it is of', async () => {
    const entries = await listed('/audit-entries?resourceType=contingency_plan');
    const acts = entries.map(({ action, actor }) => `${String(action)} ${String((actor as Item)['name'])}`);
    expect(new Set(acts)).toEqual(
      new Set([
        'contingency_plan.registered Lau Chi Kit',
        'contingency_plan.submitted Lau Chi Kit',
        'contingency_plan.approved Ho Wing Yan',
      ]),
    );
  });

  it('is validated on the stack as it is now', async () => {
    const { id } = await named('/use-cases', 'Client service chatbot');
    const chatbot = await read(`/use-cases/${String(id)}`);
    const [validation] = await listed('/assurance-activities?kind=validation');
    expect(validation?.['configurationHash']).toBe(chatbot['configurationHash']);
    expect(validation?.['configurationHash']).toMatch(/^[0-9a-f]{64}$/);
  });

  it('asks for something: each day is an obligation, and the nearest are near', async () => {
    const open = (await listed('/obligations')).filter(({ state }) => state !== 'cancelled');
    const kinds = valuesOf(open, 'kind');
    expect(kinds).toEqual(
      expect.arrayContaining([
        ...['assessment_condition', 'assessment_finding', 'change_redo', 'component_retirement'],
        ...['control_expiry', 'due_diligence_refresh', 'plan_exercise', 'plan_review'],
      ]),
    );
    const soon = open.filter(({ dueOn }) => String(dueOn) > TODAY && String(dueOn) <= '2026-12-17');
    expect(valuesOf(soon, 'kind')).toEqual([
      ...['assessment_answers', 'assessment_condition', 'assurance_issue', 'control_expiry'],
      'regulator_notice',
    ]);
  });

  it('is shown by documents that say what they are', async () => {
    const documents = await listed('/evidence');
    expect(documents.length).toBeGreaterThan(10);
    for (const { id } of documents) {
      const { status, text } = await app.send('auditor', 'GET', `/api/v1/evidence/${String(id)}/content`);
      expect([status, text.split('\n')[0]]).toEqual([200, expect.stringMatching(/^DEMONSTRATION\. /)]);
    }
  });
});

it('the demonstration is made as a whole or not at all', async () => {
  const empty = await startApp({}, { demo: 'to_be_made' });
  try {
    const tables = ['person', 'provider', 'arrangement', 'evidence', 'contingency_plan', 'audit.entry'];
    await empty.owner.query('DELETE FROM api_key; DELETE FROM person');
    const maker = empty.nest.get(DemoMaker);
    await expect(maker.make(() => Promise.reject(new Error('no room for the keys')))).rejects.toThrow();
    for (const table of tables) {
      const { rows } = await empty.owner.query(`SELECT FROM ${table}`);
      expect([table, rows.length]).toEqual([table, 0]);
    }
  } finally {
    await empty.close();
  }
});

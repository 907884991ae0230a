import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../harness/app.js';
import { RegisterWriter } from '../harness/register.js';

/** One use case with an alternative of each evidence: A first, then B of which more is said in each test. */
let app: TestApp;
let register: RegisterWriter;
const id: Record<string, string> = {};

beforeAll(async () => {
  app = await startApp();
  register = new RegisterWriter(app.owner);
  const firm = await register.legalEntity('Firm');
  const vendor = await register.provider('Vendor');
  for (const name of ['a', 'b', 'gateway']) {
    id[name] = await register.component(name, 'gateway', vendor, { deployment: 'self_hosted' });
  }
  id.direct = await register.useCase('Direct', 'T1', firm, { toleranceHours: 0.5 });
  id.behind = await register.useCase('Behind', 'T2', firm);
  id.need = await register.requires({ useCase: id.direct }, [{ component: id.a! }, { component: id.b! }]);
  await register.requires({ useCase: id.behind }, [{ component: id.gateway! }]);
  id.needOfGateway = await register.requires({ component: id.gateway! }, [
    { component: id.a! },
    { component: id.b! },
  ]);
});
afterAll(() => app.close());

/** Records what is known of B as a fallback, everywhere. */
async function evidence(code: string, daysAgo: number): Promise<void> {
  await app.owner.query(
    `UPDATE requirement_alternative SET fallback_evidence = $1, tested_on = current_date - $2::int WHERE rank = 2`,
    [code, daysAgo],
  );
}

async function outageOf(...names: string[]): Promise<Record<string, unknown>> {
  const failed = names.map((name) => ({ type: 'component', id: id[name] }));
  const answer = await app.send('auditor', 'POST', '/api/v1/simulations/outage', {
    body: { failed, hours: 1 },
  });
  expect(answer.status).toBe(200);
  const useCases = answer.json.useCases as unknown as { name: string }[];
  return Object.fromEntries(useCases.map((useCase) => [useCase.name, useCase]));
}

const goesOnWithB = (of: object, how: string) => [
  { of, node: { type: 'component', id: id.b, name: 'b' }, evidence: how },
];

describe('an outage, of a use case with a fallback', () => {
  it('goes on undegraded on one that was tested in tolerance, directly and through a component', async () => {
    await evidence('tested_in_tolerance', 30);
    expect(await outageOf('a')).toMatchObject({
      Direct: {
        stopped: false,
        degraded: false,
        fallback: goesOnWithB({ type: 'use_case', id: id.direct, name: 'Direct' }, 'tested_in_tolerance'),
        toleranceHours: 0.5,
        toleranceExceeded: 'no',
      },
      Behind: {
        stopped: false,
        degraded: false,
        fallback: goesOnWithB({ type: 'component', id: id.gateway, name: 'gateway' }, 'tested_in_tolerance'),
        toleranceHours: null,
      },
    });
  });

  it('is degraded on one that was tested as slower', async () => {
    await evidence('tested_slow', 30);
    const degraded = { stopped: false, degraded: true, fallback: [{ evidence: 'tested_slow' }] };
    expect(await outageOf('a')).toMatchObject({ Direct: degraded, Behind: degraded });
  });

  it('is as before when only the fallback fails', async () => {
    const untouched = { stopped: false, degraded: false, fallback: [] };
    for (const code of ['tested_slow', 'documented']) {
      await evidence(code, 30);
      expect(await outageOf('b')).toMatchObject({ Direct: untouched, Behind: untouched });
    }
  });

  it('stops where the test is missing or older than a year', async () => {
    for (const [code, daysAgo] of [
      ['documented', 30],
      ['tested_in_tolerance', 400],
    ] as const) {
      await evidence(code, daysAgo);
      expect(await outageOf('a')).toMatchObject({
        Direct: { stopped: true, degraded: false, fallback: [], toleranceExceeded: 'yes' },
        Behind: { stopped: true, degraded: false, fallback: [], toleranceExceeded: 'unknown' },
      });
    }
  });
});

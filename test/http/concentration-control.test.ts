import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ControlLimit, limitMonitored } from '../../src/modules/scoring/domain/limit-control.js';
import { CONTROL_LIMITS } from '../../src/modules/scoring/persistence/limit-control.facts.js';
import { LimitApp } from '../harness/limit-app.js';

let limits: LimitApp;
beforeAll(async () => {
  limits = await LimitApp.start();
});
beforeEach(() => limits.begin());
afterAll(() => limits.app.close());

async function control(useCase = 'u1', day = '2027-01-15') {
  const { rows } = await limits.app.owner.query<ControlLimit>(CONTROL_LIMITS, [day]);
  const { id } = limits;
  return limitMonitored({ id: id[useCase] ?? '', legalEntityIds: [id['firm'] ?? ''] }, rows);
}

describe('the control that a score reads of limits', () => {
  it('follows what is set, measured and found', async () => {
    expect(await control()).toBeNull();
    await limits.limit({ threshold: 0.9 });
    expect(await control()).toEqual({ design: 1, operating: 1 });
    await limits.threshold(0.5);
    expect(await control()).toBeNull(); // until it is measured again
    await limits.keeper.keep();
    expect(await control()).toEqual({ design: 1, operating: 0 });
    expect((await limits.accept()).status).toBe(200);
    expect(await control()).toEqual({ design: 1, operating: 0 });
  });

  it('is about the use cases that a limit measures, while it holds', async () => {
    await limits.limit({
      measure: 'single_point',
      axis: null,
      layer: null,
      basis: null,
      threshold: null,
      validTo: '2027-01-20',
    });
    expect(await control('u1')).toEqual({ design: 1, operating: 0 });
    expect(await control('u2')).toBeNull(); // T2
    expect(await control('u1', '2027-01-21')).toBeNull();
  });
});

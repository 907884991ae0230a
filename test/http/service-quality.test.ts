import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { NOW } from '../harness/arrangement-app.js';
import { errorsOf } from '../harness/replies.js';
import { ServiceApp } from '../harness/service-app.js';

let services: ServiceApp;
beforeAll(async () => {
  services = await ServiceApp.start();
});
beforeEach(() => services.app.setClock(NOW));
afterAll(() => services.app.close());

const days = (from: string, to: string) => ({ period: { from, to } });
const FALL = '?from=2026-09-01&to=2026-11-30';
const LENGTH = 91;
const of = async (arrangementId: string, query = FALL): Promise<Record<string, unknown>> => {
  const reply = await services.quality(arrangementId, query);
  expect([reply.status, reply.text]).toEqual([200, expect.anything()]);
  return reply.json;
};

describe('the quality of a service over a window', () => {
  it('is unknown where there is no record', async () => {
    const arrangementId = await services.arrangement();
    expect(await of(arrangementId)).toEqual({
      ...{ arrangementId, from: '2026-09-01', to: '2026-11-30', records: 0, coverage: 0 },
      ...{ availability: null, availabilityCoverage: 0, worstQuality: 'unknown', worstTimeliness: 'unknown' },
      ...{ breaches: 0, openBreaches: 0, missing: [{ from: '2026-09-01', to: '2026-11-30' }] },
    });
  });

  it('counts the days of the window that a record is of, and names the others', async () => {
    const arrangementId = await services.arrangement();
    await services.made({
      arrangementId,
      ...days('2026-07-01', '2026-09-10'),
      availability: 0.5,
      quality: 'met',
    });
    await services.made({
      arrangementId,
      ...days('2026-10-01', '2026-10-30'),
      availability: 1,
      quality: 'met',
    });
    await services.made({
      arrangementId,
      ...days('2026-11-29', '2026-12-01'),
      quality: 'met',
      timeliness: 'partly',
    });
    const window = await of(arrangementId);
    expect(window).toMatchObject({
      ...{ records: 3, worstQuality: 'unknown', worstTimeliness: 'partly' },
      missing: [
        { from: '2026-09-11', to: '2026-09-30' },
        { from: '2026-10-31', to: '2026-11-28' },
      ],
    });
    // Ten days of the first, thirty of the second, two of the third, of which the availability is not known.
    expect(window['coverage']).toBeCloseTo(42 / LENGTH, 12);
    expect(window['availability']).toBeCloseTo((10 * 0.5 + 30) / 40, 12);
    expect(window['availabilityCoverage']).toBeCloseTo(40 / LENGTH, 12);
    expect(await of(arrangementId, '?from=2026-10-01&to=2026-10-01')).toMatchObject({
      ...{ coverage: 1, availability: 1, worstQuality: 'met', missing: [] },
    });
  });

  it('is covered by the whole, or by each of the components, and not by one of them', async () => {
    const arrangementId = await services.arrangement();
    const { model, host } = services.at;
    const known = { quality: 'met', timeliness: 'met' };
    await services.made({ arrangementId, componentId: model, ...days('2026-09-01', '2026-10-31'), ...known });
    expect(await of(arrangementId)).toMatchObject({
      ...{ records: 1, coverage: 0, missing: [{ from: '2026-09-01', to: '2026-11-30' }] },
    });
    await services.made({
      ...{
        arrangementId,
        componentId: host,
        ...days('2026-10-15', '2026-11-15'),
        ...known,
        availability: 0.9,
      },
    });
    const partly = await of(arrangementId);
    expect(partly).toMatchObject({
      missing: [
        { from: '2026-09-01', to: '2026-10-14' },
        { from: '2026-11-01', to: '2026-11-30' },
      ],
      // Of the model nobody knows for how long it was there.
      ...{ availability: 0.9, availabilityCoverage: 0, worstQuality: 'unknown' },
    });
    await services.made({ arrangementId, ...days('2026-09-01', '2026-11-30'), ...known });
    expect(await of(arrangementId)).toMatchObject({
      ...{ coverage: 1, missing: [], worstQuality: 'met', worstTimeliness: 'met' },
    });
  });

  it('is the worst that was recorded, and what is not known is not met', async () => {
    const arrangementId = await services.arrangement();
    const record = (from: string, to: string, quality: string) =>
      services.made({ arrangementId, ...days(from, to), quality });
    await record('2026-09-01', '2026-09-30', 'met');
    await record('2026-10-01', '2026-10-31', 'unknown');
    await record('2026-11-01', '2026-11-30', 'met');
    expect((await of(arrangementId))['worstQuality']).toBe('unknown');
    const other = await services.arrangement();
    for (const [from, to, quality, worst] of [
      ['2026-09-01', '2026-09-30', 'unknown', 'unknown'],
      ['2026-10-01', '2026-10-31', 'partly', 'partly'],
      ['2026-11-01', '2026-11-30', 'missed', 'missed'],
    ] as const) {
      await services.made({ arrangementId: other, ...days(from, to), quality });
      expect((await of(other))['worstQuality']).toBe(worst);
    }
  });

  it('counts the breaches of its days, and those that were not dealt with', async () => {
    const arrangementId = await services.arrangement();
    const breach = (onDay: string, handled: string) => ({ text: handled, onDay, handled });
    await services.made({
      ...{ arrangementId, ...days('2026-08-15', '2026-09-15') },
      breaches: [breach('2026-08-31', 'no'), breach('2026-09-01', 'no'), breach('2026-09-15', 'yes')],
    });
    await services.made({
      ...{ arrangementId, ...days('2026-11-30', '2026-12-01') },
      breaches: [breach('2026-11-30', 'unknown'), breach('2026-12-01', 'no')],
    });
    expect(await of(arrangementId)).toMatchObject({ breaches: 3, openBreaches: 2 });
  });

  it('leaves out what is retired, and is as it was', async () => {
    const arrangementId = await services.arrangement();
    const made = await services.made({ arrangementId, ...days('2026-09-01', '2026-11-30'), quality: 'met' });
    const then = await services.app.instant();
    const before = await of(arrangementId);
    await services.retire(made);
    expect(await of(arrangementId)).toMatchObject({ records: 0, coverage: 0 });
    expect(await of(arrangementId, `${FALL}&asOf=${then}`)).toEqual(before);
  });

  it('is of an arrangement that somebody sees, and of days in order', async () => {
    expect((await services.quality(services.contract, FALL, services.at.local)).status).toBe(404);
    expect((await services.quality(services.foreign, FALL, services.at.local)).status).toBe(200);
    expect((await services.quality(newId(), FALL)).status).toBe(404);
    for (const [query, errors] of [
      ['', { '/from': 'required', '/to': 'required' }],
      ['?from=2026-09-01', { '/to': 'required' }],
      ['?from=2026-09-02&to=2026-09-01', { '/to': 'contradiction' }],
      ['?from=2026-09-31&to=2026-10-01', { '/from': 'date' }],
      [`${FALL}&asOf=2999-01-01T00:00:00Z`, { '/asOf': 'not-in-future' }],
    ] as const) {
      const reply = await services.quality(services.contract, query);
      expect([query, reply.status, errorsOf(reply)]).toEqual([query, 422, errors]);
    }
  });
});

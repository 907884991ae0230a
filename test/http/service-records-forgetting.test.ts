import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { idOf, NOW } from '../harness/arrangement-app.js';
import type { Reply } from '../harness/app.js';
import { documentOf } from '../harness/evidence-app.js';
import { errorsOf, idsOf } from '../harness/replies.js';
import { ServiceApp } from '../harness/service-app.js';

let services: ServiceApp;
beforeAll(async () => {
  services = await ServiceApp.start();
});
beforeEach(() => services.app.setClock(NOW));
afterAll(() => services.app.close());

const told = ({ status, json, ...reply }: Reply): unknown[] => [
  ...[status, json['type']],
  errorsOf({ status, json, ...reply }),
];
const forgotten = (...pointers: string[]): unknown[] => [
  ...[409, '/problems/adverse-finding'],
  Object.fromEntries(pointers.map((pointer) => [pointer, 'not-to-be-forgotten'])),
];
const days = (from: string, to: string) => ({ period: { from, to } });
const late = { text: 'Late.', onDay: '2026-10-02' };

describe('what was wanting of a service', () => {
  it('does not become unknown again', async () => {
    const made = await services.madeAlone({
      ...{ quality: 'missed', timeliness: 'partly', availability: 0.9, availabilityTarget: 0.99 },
      ...{ breaches: [{ ...late, handled: 'no' }] },
    });
    for (const [body, pointer] of [
      [{ quality: 'unknown' }, '/quality'],
      [{ timeliness: 'unknown' }, '/timeliness'],
      [{ availability: null }, '/availability'],
      [{ breaches: [] }, '/breaches'],
      [{ breaches: [{ ...late, text: 'Early.' }] }, '/breaches'],
      [{ breaches: [{ ...late, onDay: '2026-10-03' }] }, '/breaches'],
      [{ breaches: [late] }, '/breaches'],
      [days('2026-10-01', '2026-10-30'), '/period'],
      [days('2026-10-02', '2026-10-31'), '/period'],
    ] as const) {
      const reply = await services.patch(made, body);
      expect([body, ...told(reply)]).toEqual([body, ...forgotten(pointer)]);
    }
    expect(told(await services.retire(made))).toEqual(forgotten(''));
    expect((await services.get(made)).json).toEqual(made.json);
    const handled = await services.patch(made, {
      ...{
        breaches: [
          { text: 'Another.', onDay: '2026-10-01' },
          { ...late, handled: 'yes' },
        ],
      },
      ...days('2026-09-30', '2026-11-01'),
    });
    expect(handled.json['breaches']).toEqual([
      { text: 'Another.', onDay: '2026-10-01', handled: 'unknown' },
      { ...late, handled: 'yes' },
    ]);
  });

  it('was better only where a document shows it', async () => {
    const wanting = { quality: 'missed', timeliness: 'partly', availability: 0.9, availabilityTarget: 0.99 };
    const made = await services.madeAlone(wanting);
    for (const [body, other] of [
      [{ quality: 'partly' }, 'quality'],
      [{ timeliness: 'met' }, 'timeliness'],
      [{ availability: 0.995 }, 'availability'],
      [{ availabilityTarget: 0.8 }, 'availability'],
    ] as const) {
      const reply = await services.patch(made, body);
      expect([body, reply.status, errorsOf(reply)]).toEqual([body, 422, { '/evidenceIds': 'needed-with' }]);
      expect(reply.text).toContain(other);
    }
    // Nor is a target forgotten that was missed, whatever is shown.
    const evidenceIds = [await documentOf(services.app)];
    const aimless = await services.patch(made, { availabilityTarget: null, evidenceIds });
    expect(told(aimless)).toEqual(forgotten('/availabilityTarget'));
    expect((await services.patch(made, { availability: 0.91, quality: 'missed' })).status).toBe(200);
    const better = { quality: 'met', timeliness: 'met', availability: 0.995, evidenceIds };
    expect((await services.patch(made, better)).json).toMatchObject(better);
    expect((await services.retire(made)).status).toBe(204);
  });

  it.each([
    { quality: 'partly' },
    { timeliness: 'missed' },
    { availability: 0.98, availabilityTarget: 0.99 },
    { breaches: [{ ...late, handled: 'yes' }] },
  ])('keeps it from being retired: %j', async (wanting) => {
    expect(told(await services.retire(await services.madeAlone(wanting)))).toEqual(forgotten(''));
  });

  it('is nothing where all was well, or nobody knows', async () => {
    for (const well of [
      { quality: 'met' },
      { availability: 0.5 },
      { availability: 1, availabilityTarget: 1 },
    ]) {
      const made = await services.madeAlone(well);
      expect((await services.patch(made, days('2026-10-05', '2026-10-06'))).status).toBe(200);
      expect((await services.retire(made)).status).toBe(204);
    }
    // Where the figure was better than a target it is not wanting, and still known.
    const made = await services.madeAlone({ availability: 0.5, quality: 'met' });
    expect((await services.patch(made, { availability: 0.4, quality: 'unknown' })).status).toBe(200);
    expect(told(await services.patch(made, { availability: null }))).toEqual(forgotten('/availability'));
  });
});

describe('a list of service records', () => {
  it('is narrowed to what is asked for', async () => {
    const { at } = services;
    const arrangementId = await services.arrangement();
    const [september, october, model, foreign] = [
      idOf(await services.made({ arrangementId, ...days('2026-09-01', '2026-09-30'), quality: 'missed' })),
      idOf(await services.made({ arrangementId, ...days('2026-10-01', '2026-10-31'), breaches: [late] })),
      idOf(
        await services.made({ arrangementId, componentId: at.model, ...days('2026-10-05', '2026-11-05') }),
      ),
      idOf(await services.made({ arrangementId: services.foreign, ...days('2026-10-20', '2026-10-21') })),
    ];
    const list = async (query: string): Promise<unknown[]> =>
      idsOf(await services.send('GET', `?limit=200${query}`));
    const own = `&arrangementId=${arrangementId}`;
    expect(await list(own)).toEqual([model, october, september]);
    expect(await list(`${own}&sort=period`)).toEqual([september, october, model]);
    expect(await list(`${own}&componentId=${at.model}`)).toEqual([model]);
    expect(await list(`&legalEntityId=${at.other}`)).toEqual([foreign]);
    expect(await list(`${own}&breached=true`)).toEqual([october]);
    expect(await list(`${own}&breached=false`)).toEqual([model, september]);
    expect(await list(`${own}&quality=missed`)).toEqual([september]);
    expect(await list(`${own}&from=2026-10-31`)).toEqual([model, october]);
    expect(await list(`${own}&from=2026-11-01`)).toEqual([model]);
    expect(await list(`${own}&to=2026-10-01`)).toEqual([october, september]);
    expect(await list(`${own}&from=2026-10-01&to=2026-10-04`)).toEqual([october]);
    const page = await services.send('GET', `?limit=2${own}`);
    expect(await list(`${own}&cursor=${String(page.json['nextCursor'])}`)).toEqual([september]);
    const seen = await services.send('GET', '?limit=200', undefined, { as: at.local });
    expect(idsOf(seen)).toEqual([foreign]);
    expect(errorsOf(await services.send('GET', '?breached=yes'))).toEqual({ '/breached': 'boolean' });
    expect(await list(`&arrangementId=${newId()}`)).toEqual([]);
  });

  it('reaches back to the longest period there is', async () => {
    const arrangementId = await services.arrangement();
    const year = idOf(await services.made({ arrangementId, ...days('2024-01-01', '2024-12-31') }));
    const listed = await services.send('GET', `?arrangementId=${arrangementId}&from=2024-12-31`);
    expect(idsOf(listed)).toEqual([year]);
  });
});

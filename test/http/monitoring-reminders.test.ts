import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ObligationPlanner } from '../../src/modules/obligations/obligations.public.js';
import { ScoreKeeper } from '../../src/modules/scoring/scoring.public.js';
import { DatedApp, idOf, NOW } from '../harness/dated-app.js';

let at: DatedApp;
beforeAll(async () => {
  at = await DatedApp.start();
});
beforeEach(async () => {
  await at.app.setClock(NOW);
  at.owner = await at.reminding.owner();
});
afterAll(() => at.close());

/** A use case that is live on the model since a day, and whose technology is the owner's. */
async function live(name: string, tier: string, since = '2026-11-20'): Promise<string> {
  const { register } = at.reminding;
  const id = await register.useCase(name, tier, at.firm);
  await register.requires({ useCase: id }, [{ component: at.model }]);
  await at.app.owner.query('UPDATE use_case SET status_since = $2 WHERE id = $1', [id, since]);
  await at.reminding.setOwner(id, at.owner);
  return id;
}
/** Writes what a score came to: what makes one is tested where it is made. */
async function scored(useCase: string, band: string | null, modelRiskFramework = 'effective'): Promise<void> {
  const inputs = { facts: { modelRiskFramework, providerKind: 'third_party', notApplicable: [] } };
  await at.app.owner.query(
    `UPDATE score SET band = $2, inputs = $3::text::jsonb, inputs_hash = md5($3) WHERE use_case_id = $1`,
    [useCase, band, JSON.stringify(inputs)],
  );
}
const monitoring = (id: string): Promise<string[]> => at.asked(id, 'use_case_monitoring');
const run = (useCase: string, more: object = {}) =>
  at.post('assurance-activities', {
    ...{ kind: 'monitoring_run', legalEntityId: at.firm, subject: { type: 'use_case', id: useCase } },
    ...{ performedOn: '2026-12-01', ...more },
  });

describe('monitoring of a use case that is used', () => {
  it('is monthly until it has a score, then as often as the worst of its scores asks for, and moves with it', async () => {
    const id = await live('Moves', 'T3');
    expect(await monitoring(id)).toEqual(['use_case_monitoring 2026-12-20 scheduled owner']);
    await at.app.nest.get(ScoreKeeper).keep();
    for (const [band, framework, day] of [
      ['low', 'effective', '2027-11-20'],
      ['low', 'not_assessable', '2027-05-20'],
      ['medium', 'effective', '2027-05-20'],
      ['high', 'gaps', '2027-02-20'],
      ['high', 'unknown', '2026-12-20'],
      ['very_high', 'effective', '2026-12-20'],
      [null, 'effective', '2026-12-20'],
    ] as const) {
      await scored(id, band, framework);
      expect([band, framework, await monitoring(id)]).toEqual([
        ...[band, framework, [`use_case_monitoring ${day} scheduled owner`]],
      ]);
    }
  });

  it('is at least quarterly for T1', async () => {
    const id = await live('Important', 'T1');
    await at.app.nest.get(ScoreKeeper).keep();
    await scored(id, 'low');
    expect(await monitoring(id)).toEqual(['use_case_monitoring 2027-02-20 scheduled owner']);
  });

  it('reminds before its day, is escalated after it, and is counted anew from each run', async () => {
    const id = await live('Runs', 'T2');
    await monitoring(id);
    await at.round('2026-12-13T02:00:00Z');
    expect(at.mails()).toEqual(['A use case is to be monitored by 20 December 2026: Runs']);
    await at.round('2026-12-27T02:00:00Z');
    expect(await at.told({ key: at.app.keys.risk_officer }, id)).toEqual(['after_7 escalation']);
    expect(await monitoring(id)).toEqual(['use_case_monitoring 2026-12-20 overdue owner']);
    const made = await run(id, { performedOn: '2026-12-27' });
    expect(await monitoring(id)).toEqual(['use_case_monitoring 2027-01-27 scheduled owner']);
    await at.act('PATCH', `assurance-activities/${idOf(made)}`, { nextDueOn: '2027-01-10' });
    expect(await monitoring(id)).toEqual(['use_case_monitoring 2027-01-10 scheduled owner']);
    // Asked for once: the run has no obligation of its own.
    expect(await at.asked(made)).toEqual([]);
  });

  it('is one step faster while the transparency of what it stands on is withdrawn', async () => {
    const id = await live('Opaque', 'T2');
    await at.app.nest.get(ScoreKeeper).keep();
    await scored(id, 'medium');
    expect(await monitoring(id)).toEqual(['use_case_monitoring 2027-05-20 scheduled owner']);
    const event = await at.post('change-events', {
      ...{ kind: 'transparency_withdrawn', subject: { type: 'provider', id: at.vendor } },
      ...{ summary: 'No more model cards.', happenedOn: '2026-11-30' },
    });
    expect(await monitoring(id)).toEqual(['use_case_monitoring 2027-02-20 scheduled owner']);
    await at.act('DELETE', `change-events/${idOf(event)}`);
    expect(await monitoring(id)).toEqual(['use_case_monitoring 2027-05-20 scheduled owner']);
    const elsewhere = await at.reminding.register.provider('Elsewhere');
    await at.post('change-events', {
      ...{ kind: 'transparency_withdrawn', subject: { type: 'provider', id: elsewhere } },
      ...{ summary: 'No more model cards.', happenedOn: '2026-11-30' },
    });
    expect(await monitoring(id)).toEqual(['use_case_monitoring 2027-05-20 scheduled owner']);
  });

  it('is asked for from going live to being taken out of use, of whoever is there', async () => {
    const made = await at.post('use-cases', {
      ...{ name: 'New', legalEntityIds: [at.firm], owners: { accountable: at.owner.id } },
    });
    expect([made.json['statusSince'], await monitoring(idOf(made))]).toEqual(['2026-12-01', []]);
    await at.app.setClock('2027-01-04T02:00:00Z');
    await at.act('PATCH', `use-cases/${idOf(made)}`, { status: 'live' }, at.second);
    expect(await monitoring(idOf(made))).toEqual(['use_case_monitoring 2027-02-04 scheduled owner']);
    await at.act('PATCH', `use-cases/${idOf(made)}`, { owners: { accountable: null } });
    expect((await monitoring(idOf(made))).sort()).toEqual([
      'use_case_monitoring 2027-02-04 cancelled owner',
      'use_case_monitoring 2027-02-04 scheduled officers',
    ]);
    await at.act('PATCH', `use-cases/${idOf(made)}`, { status: 'suspended' }, at.second);
    expect((await monitoring(idOf(made))).every((line) => line.includes('cancelled'))).toBe(true);
  });

  it('is planned in full as by notes, and not twice', async () => {
    const id = await live('Again', 'T2');
    await monitoring(id);
    await at.app.owner.query('DELETE FROM obligation_replan');
    expect(await at.app.nest.get(ObligationPlanner).planAll()).toMatchObject({ changes: 0 });
    expect(await monitoring(id)).toHaveLength(1);
  });
});

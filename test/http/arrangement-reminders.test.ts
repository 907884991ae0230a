import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { ObligationPlanner } from '../../src/modules/obligations/obligations.public.js';
import type { Reply } from '../harness/app.js';
import { DatedApp, idOf, NOW } from '../harness/dated-app.js';
import { documentOf } from '../harness/evidence-app.js';
import { itemsOf } from '../harness/replies.js';

let at: DatedApp;
beforeAll(async () => {
  at = await DatedApp.start();
});
beforeEach(async () => {
  await at.app.setClock(NOW);
  at.reminding.mail.received.length = 0;
});
afterAll(() => at.close());

const arrangement = (more: object = {}): Promise<Reply> =>
  at.post('arrangements', {
    ...{ legalEntityId: at.firm, reference: `C ${newId()}`, name: 'Models', kind: 'contract' },
    ...{ providerId: at.vendor, startsOn: '2026-01-01', ownerId: at.owner.id, ...more },
  });

describe('the term of an arrangement', () => {
  it('asks its owner whether to give notice, and what comes after its end', async () => {
    const made = await arrangement({ endsOn: '2027-03-31', noticeDaysFirm: 90, autoRenews: 'no' });
    expect(await at.asked(made)).toEqual([
      'arrangement_notice 2026-12-31 scheduled owner',
      'arrangement_end 2027-03-31 scheduled owner',
    ]);
    expect(await at.told(at.owner, made)).toEqual(['before_30 owner']);
    expect(at.mails()).toEqual(['Notice can be given until 31 December 2026: Models']);
    await at.round('2027-01-07T02:00:00Z');
    expect(await at.told({ key: at.app.keys.risk_officer }, made)).toEqual(['after_7 escalation']);
    await at.act('PATCH', `arrangements/${idOf(made)}`, { endsOn: '2027-06-30', noticeDaysFirm: null });
    expect(await at.asked(made)).toEqual([
      'arrangement_notice 2026-12-31 cancelled owner',
      'arrangement_end 2027-06-30 scheduled owner',
    ]);
    await at.act('DELETE', `arrangements/${idOf(made)}`);
    expect(await at.asked(made, 'arrangement_end')).toEqual(['arrangement_end 2027-06-30 cancelled owner']);
  });

  it('that renews itself asks for notice anew when the next term runs, without anybody changing it', async () => {
    const made = await arrangement({
      ...{ endsOn: '2026-12-31', noticeDaysFirm: 30, autoRenews: 'yes', renewalMonths: 12, ownerId: null },
    });
    expect(await at.asked(made)).toEqual(['arrangement_notice 2026-12-01 due officers']);
    const listed = await at.app.send('auditor', 'GET', `/api/v1/obligations?sourceId=${idOf(made)}`);
    const done = `/api/v1/obligations/${String(itemsOf(listed)[0]?.['id'])}/done`;
    expect((await at.app.send('risk_officer', 'POST', done, { body: { note: 'Goes on.' } })).status).toBe(
      200,
    );
    await at.app.setClock('2027-01-01T02:00:00Z');
    await at.app.nest.get(ObligationPlanner).planAll();
    expect(await at.asked(made)).toEqual([
      'arrangement_notice 2026-12-01 done officers',
      'arrangement_notice 2027-12-01 scheduled officers',
    ]);
  });
});

describe('a document on which something rests', () => {
  const control = (evidenceId: string): Promise<Reply> =>
    at.post('controls', {
      ...{ domain: 'D', control: 'encryption', level: 'firm', legalEntityId: at.firm },
      ...{ design: 1, operating: 1, evidenceId, validTo: '2027-02-28' },
    });

  it('asks who entered it for a newer one, from when something rests on it until another takes its place', async () => {
    const document = await documentOf(at.app, { name: 'Report', validTo: '2027-01-20' });
    expect(await at.asked(document)).toEqual([]);
    const made = await control(document);
    expect(await at.asked(document)).toEqual(['evidence_expiry 2027-01-20 scheduled another']);
    await at.round('2027-01-19T02:00:00Z');
    const uploader = { key: at.app.keys.procurement };
    expect(await at.told(uploader, document)).toContain('before_1 owner');
    const newer = await documentOf(at.app, { supersedesId: document, validTo: '2028-01-20' });
    expect(await at.asked(document)).toEqual(['evidence_expiry 2027-01-20 cancelled another']);
    await at.act('PATCH', `controls/${idOf(made)}`, { evidenceId: newer });
    expect(await at.asked(newer)).toEqual(['evidence_expiry 2028-01-20 scheduled another']);
    await at.act('DELETE', `controls/${idOf(made)}`);
    expect(await at.asked(newer)).toEqual(['evidence_expiry 2028-01-20 cancelled another']);
  });

  it('is found wherever it is named, by notes as in full', async () => {
    const document = await documentOf(at.app, { validTo: '2027-05-31' });
    const made = await arrangement({ endsOn: null });
    await at.post(`arrangements/${idOf(made)}/indemnities`, {
      ...{ risk: 'ip_output', protection: 'uncapped', conditionsStatus: 'known' },
      conditions: [{ text: 'Filters are on.', kind: 'other', met: 'yes', evidenceId: document }],
    });
    expect(await at.asked(document)).toEqual(['evidence_expiry 2027-05-31 scheduled another']);
    await at.app.owner.query('DELETE FROM obligation_replan');
    await at.app.nest.get(ObligationPlanner).planAll(); // the clock was put back: terms that run are other ones
    expect(await at.app.nest.get(ObligationPlanner).planAll()).toMatchObject({ changes: 0 });
  });
});

describe('a limit on concentration', () => {
  it('asks its owner what comes after it', async () => {
    const made = await at.post('concentration-limits', {
      ...{ legalEntityId: at.firm, name: 'Vendors', measure: 'share', axis: 'provider', threshold: 0.9 },
      ...{ layer: 'language_model', basis: 'declared', rationale: 'Board.', ownerId: at.owner.id },
      ...{ validFrom: '2026-12-01', validTo: '2027-01-30' },
    });
    expect(await at.asked(made)).toEqual(['limit_end 2027-01-30 scheduled owner']);
    await at.round('2027-01-30T02:00:00Z');
    expect(at.mails()).toContain('A limit on concentration holds until 30 January 2027: Vendors');
    await at.act('PATCH', `concentration-limits/${idOf(made)}`, { validTo: null });
    expect(await at.asked(made)).toEqual(['limit_end 2027-01-30 cancelled owner']);
  });
});

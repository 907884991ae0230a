import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ObligationPlanner } from '../../src/modules/obligations/obligations.public.js';
import type { Reply } from '../harness/app.js';
import { DatedApp, idOf, NOW } from '../harness/dated-app.js';

let at: DatedApp;
beforeAll(async () => {
  at = await DatedApp.start();
});
beforeEach(async () => {
  await at.app.setClock(NOW);
  at.reminding.mail.received.length = 0;
});
afterAll(() => at.close());

describe('an incident', () => {
  const incident = (more: object = {}): Promise<Reply> =>
    at.post('incidents', {
      ...{ legalEntityId: at.firm, kind: 'wrong_output', summary: 'Wrong prices.' },
      ...{ subject: { type: 'component', id: at.model }, startedAt: '2026-11-10T11:20:00Z', ...more },
    });
  const decide = (of: Reply, decision: string): Promise<Reply> =>
    at.act('POST', `incidents/${idOf(of)}/report-decision`, { decision, reason: 'Seen.' }, 'senior_manager');

  it('asks its owner at once, whatever the hour and whenever it began, and the risk officers the day after', async () => {
    // Four in the morning of the second where the legal entity is.
    await at.app.setClock('2026-12-01T20:00:00Z');
    const made = await incident({ ownerId: at.owner.id });
    expect(made.json['recordedOn']).toBe('2026-12-02');
    expect(await at.asked(made)).toEqual(['incident_report 2026-12-02 due owner']);
    expect(await at.told(at.owner, made)).toEqual(['at_once owner']);
    expect(at.mails()).toEqual([
      'Decide at once whether an incident is reported to the SFC, recorded on 2 December 2026: Wrong prices.',
    ]);
    await at.round('2026-12-03T02:00:00Z');
    expect(await at.told({ key: at.app.keys.risk_officer }, made)).toEqual(['after_1 escalation']);
    await decide(made, 'not_required');
    expect(await at.asked(made)).toEqual(['incident_report 2026-12-02 cancelled owner']);
    // What was decided on changed: it is open again.
    await at.act('PATCH', `incidents/${idOf(made)}`, { severity: 'critical' });
    expect(await at.asked(made)).toEqual(['incident_report 2026-12-02 overdue owner']);
    await decide(made, 'report');
    expect(await at.asked(made)).toEqual(['incident_report 2026-12-02 cancelled owner']);
  });

  it('is the risk officers’ where nobody is named', async () => {
    const made = await incident();
    expect(await at.asked(made)).toEqual(['incident_report 2026-12-01 due officers']);
    expect(await at.told({ key: at.app.keys.risk_officer }, made)).toEqual(['at_once role']);
  });
});

describe('a vulnerability', () => {
  const found = (more: object = {}, component = at.model): Promise<Reply> =>
    at.post(`components/${component}/vulnerabilities`, {
      ...{
        identifier: `CVE-2026-${Math.floor(performance.now() * 10)}`,
        foundOn: '2026-12-01',
        vex: 'affected',
      },
      ...{ severity: { version: 'cvss_3_1', score: 9.1 }, knownExploited: 'no', ...more },
    });
  const change = (of: Reply, body: object): Promise<Reply> =>
    at.app.send('risk_officer', 'PATCH', String(of.headers.get('location')), { body, ifMatch: of.etag });

  it('asks the technology owner of what stands on its component, by how dangerous it is', async () => {
    await at.reminding.setOwner(at.useCase, at.owner);
    const made = await found();
    expect(await at.asked(made)).toEqual(['vulnerability_fix 2026-12-08 scheduled owner']);
    expect(at.mails()).toContainEqual(
      expect.stringMatching(/^A vulnerability is to be dealt with by 8 December 2026: CVE-2026-\d+: Model$/),
    );
    const exploited = await change(made, { knownExploited: 'yes' });
    expect(exploited.status).toBe(200);
    expect(await at.asked(made)).toEqual(['vulnerability_fix 2026-12-02 scheduled owner']);
    await at.round('2026-12-03T02:00:00Z');
    expect(await at.told({ key: at.app.keys.risk_officer }, made)).toEqual(['after_1 escalation']);
    const remediated = await at.app.send('risk_officer', 'PATCH', String(made.headers.get('location')), {
      ...{ body: { remediatedOn: '2026-12-03' }, ifMatch: exploited.etag },
    });
    expect(remediated.status).toBe(200);
    expect(await at.asked(made)).toEqual(['vulnerability_fix 2026-12-02 cancelled owner']);
  });

  it('below high, or cleared, asks for nothing, and what nobody stands on is the risk officers’', async () => {
    const harmless = await found({ severity: { version: 'cvss_3_1', score: 6.9 } });
    expect(await at.asked(harmless)).toEqual([]);
    const cleared = await found({ vex: 'not_affected' });
    expect(await at.asked(cleared)).toEqual([]);
    const alone = await at.reminding.register.component('Alone', 'library', null);
    const high = await found({ severity: { version: 'cvss_3_1', score: 7 } }, alone);
    expect(await at.asked(high)).toEqual(['vulnerability_fix 2026-12-31 scheduled officers']);
  });

  it('goes with its component, found by the full plan', async () => {
    const gone = await at.reminding.register.component('Gone', 'library', null);
    const made = await found({}, gone);
    expect(await at.asked(made)).toEqual(['vulnerability_fix 2026-12-08 scheduled officers']);
    await at.app.owner.query('UPDATE component SET retired_at = now() WHERE id = $1', [gone]);
    await at.app.nest.get(ObligationPlanner).planAll();
    expect(await at.asked(made)).toEqual(['vulnerability_fix 2026-12-08 cancelled officers']);
  });
});

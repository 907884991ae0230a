import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { COMPONENTS } from '../harness/component-app.js';
import { type FindingApp, startFindingApp } from '../harness/finding-app.js';

let app: FindingApp;
beforeAll(async () => {
  app = await startFindingApp();
});
afterAll(() => app.close());
beforeEach(() => app.setClock('2026-11-25T04:00:00Z'));

const NOBODY = '01900000-0000-7000-8000-000000000000';
const facts = (componentId: string, query = '') =>
  app.send('auditor', 'GET', `${COMPONENTS}/${componentId}/supply-chain-facts${query}`);

describe('what scores read of a component', () => {
  it('is unknown, missing and not malicious where nothing is recorded', async () => {
    const componentId = await app.component();
    const reply = await facts(componentId);
    expect([reply.status, reply.etag]).toEqual([200, '']);
    expect(reply.json).toEqual({
      ...{ componentId, licenceClass: 'unknown', scanState: 'missing', scannedOn: null },
      ...{ scanInDateTo: null, maliciousVersion: 'no' },
    });
  });

  it.each([
    ['Apache-2.0', 'permissive'],
    ['MIT AND GPL-3.0-only', 'strong_copyleft'],
    ['LicenseRef-Own-Terms', 'restricted'],
  ])('says of the licence %s that it is %s', async (licence, licenceClass) => {
    const made = await app.register({ licence });
    expect((await facts(String(made.json['id']))).json).toMatchObject({ licenceClass });
  });

  it('moves with the day: the newest scan that ran is in date for thirty days', async () => {
    const componentId = await app.component();
    await app.scan(componentId, { scannedOn: '2026-11-01', result: 'findings' });
    // Nobody has recorded what it found.
    expect((await facts(componentId)).json).toMatchObject({ scanState: 'unknown' });
    await app.vulnerability(componentId);
    await app.scan(componentId, { scannedOn: '2026-11-20', result: 'failed' });
    const scanned = { scannedOn: '2026-11-01', scanInDateTo: '2026-12-01' };
    expect((await facts(componentId)).json).toMatchObject({ ...scanned, scanState: 'in_date' });
    await app.setClock('2026-12-01T15:00:00Z'); // still the first of December in Hong Kong
    expect((await facts(componentId)).json).toMatchObject({ scanState: 'in_date' });
    await app.setClock('2026-12-01T17:00:00Z');
    expect((await facts(componentId)).json).toMatchObject({ ...scanned, scanState: 'stale' });
  });

  it('counts a malicious version until its remedy, whatever a VEX statement says', async () => {
    const componentId = await app.component();
    const made = await app.vulnerability(componentId, {
      malicious: 'yes',
      knownExploited: 'no',
      vex: 'not_affected',
    });
    expect((await facts(componentId)).json).toMatchObject({ maliciousVersion: 'yes' });
    const before = await app.instant();
    await app.changeFact('vulnerabilities', made, { remediatedOn: '2026-11-24' });
    expect((await facts(componentId)).json).toMatchObject({ maliciousVersion: 'no' });
    expect((await facts(componentId, `?asOf=${before}`)).json).toMatchObject({ maliciousVersion: 'yes' });
    const other = await app.component();
    await app.vulnerability(other, { malicious: 'unknown' });
    expect((await facts(other)).json).toMatchObject({ maliciousVersion: 'unknown' });
  });

  it('is nothing of a component that is not there', async () => {
    expect((await facts(NOBODY)).status).toBe(404);
  });
});

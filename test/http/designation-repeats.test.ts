import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Reply } from '../harness/app.js';
import { type As, harmless, pathOf, startUseCaseApp, type UseCaseApp } from '../harness/use-case-app.js';

let app: UseCaseApp;
beforeAll(async () => {
  app = await startUseCaseApp();
});
afterAll(() => app.close());

const REASON = 'Advisers read it out to clients.';
const act = (made: Reply, verb: string, as: As, reason = REASON) =>
  app.send(as, 'POST', `${pathOf(made)}/${verb}`, { body: { reason } });
const audited = async (made: Reply) =>
  (await app.owner.query('SELECT action FROM audit.entry WHERE resource_id = $1', [made.json['id']])).rows
    .length;

describe('designating a use case again', () => {
  it('changes nothing in the same words of the same person', async () => {
    const made = await app.register(harmless);
    const first = await act(made, 'designate', 'risk_officer');
    const before = await audited(made);
    const again = await act(made, 'designate', 'risk_officer');
    expect([again.status, again.text, again.etag]).toEqual([200, first.text, first.etag]);
    expect(await audited(made)).toBe(before);
  });

  it('is refused to others and for another reason, and says whose designation stands', async () => {
    const made = await app.register(harmless);
    const first = await act(made, 'designate', 'risk_officer');
    const before = await audited(made);
    const { rows } = await app.owner.query<{ name: string }>('SELECT name FROM person WHERE id = $1', [
      app.people.risk_officer,
    ]);
    const second = await app.person({ roles: ['risk_officer'] });
    for (const refused of [
      await act(made, 'designate', second),
      await act(made, 'designate', 'risk_officer', 'Another.'),
    ]) {
      expect([refused.status, refused.json['type']]).toEqual([409, '/problems/already-designated']);
      expect(refused.json['detail']).toBe(
        `It was designated on 2026-11-25 by ${rows[0]?.name}. Withdraw that designation first ` +
          `(POST ${pathOf(made)}/withdraw-designation), then designate it again.`,
      );
    }
    const read = await app.send('auditor', 'GET', pathOf(made));
    expect([read.json['designatedHighRisk'], read.etag]).toEqual([
      first.json['designatedHighRisk'],
      first.etag,
    ]);
    expect(await audited(made)).toBe(before);
    await act(made, 'withdraw-designation', second);
    expect((await act(made, 'designate', second, 'Another.')).json).toMatchObject({
      designatedHighRisk: { by: second.id, reason: 'Another.' },
    });
  });

  it('does not name a person whom the reader does not see', async () => {
    const made = await app.register(harmless);
    const leaver = await app.person({ roles: ['risk_officer'], legalEntityIds: [app.firm] });
    await act(made, 'designate', leaver);
    await app.owner.query('UPDATE person SET legal_entity_ids = $2 WHERE id = $1', [leaver.id, [app.sister]]);
    const scoped = await app.person({ roles: ['risk_officer'], legalEntityIds: [app.firm] });
    const refused = await act(made, 'designate', scoped);
    expect(refused.status).toBe(409);
    expect(refused.json['detail']).toContain('by ….');
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Owner, type Reminding, startReminding } from '../harness/reminding.js';

let r: Reminding;
beforeAll(async () => {
  r = await startReminding();
  await r.app.setClock('2027-01-10T04:00:00Z');
});
afterAll(() => r.close());

let counter = 0;
async function obligation(): Promise<{ path: string; id: string; owner: Owner }> {
  const { componentId, owner } = await r.dependency(`Component ${++counter}`, '2027-03-01');
  await r.round();
  const { rows } = await r.app.owner.query<{ id: string }>(
    'SELECT id FROM obligation WHERE source_id = $1 AND owner_id = $2',
    [componentId, owner.id],
  );
  const id = rows[0]?.id ?? '';
  return { id, path: `/api/v1/obligations/${id}`, owner };
}
const post = (who: Owner | 'risk_officer', path: string, body: object) =>
  r.app.send(typeof who === 'string' ? who : { key: who.key }, 'POST', path, { body });

/** What must stay as it is: the answer with its ETag, the audit log, and the history. */
async function traces(id: string): Promise<unknown> {
  const { text, etag } = await r.app.send('auditor', 'GET', `/api/v1/obligations/${id}`);
  const counts = await r.app.owner.query(
    `SELECT (SELECT count(*) FROM audit.entry WHERE resource_id = $1) AS audited,
            (SELECT count(*) FROM history.obligation WHERE id = $1::uuid) AS versions`,
    [id],
  );
  return { text, etag, ...counts.rows[0] };
}

describe('saying the same of an obligation again', () => {
  it('changes nothing when the same person says again that it is done', async () => {
    const { id, path, owner } = await obligation();
    const first = await post(owner, `${path}/done`, { note: 'Replaced.' });
    const before = await traces(id);
    const again = await post(owner, `${path}/done`, { note: 'Replaced.' });
    expect([again.status, again.text, again.etag]).toEqual([200, first.text, first.etag]);
    expect(await traces(id)).toEqual(before);
  });

  it('is refused when another person says it, or with another note', async () => {
    const { id, path, owner } = await obligation();
    await post(owner, `${path}/done`, { note: 'Replaced.' });
    const before = await traces(id);
    const refused = [
      await post('risk_officer', `${path}/done`, { note: 'Replaced.' }),
      await post(owner, `${path}/done`, { note: 'By Model B.' }),
      await post(owner, `${path}/done`, {}),
    ];
    for (const { status, json } of refused)
      expect([status, json]).toMatchObject([409, { type: '/problems/obligation-closed' }]);
    expect(await traces(id)).toEqual(before);
  });

  it('changes nothing when reminders are put off to the same day for the same reason', async () => {
    const { id, path, owner } = await obligation();
    const words = { until: '2027-01-20', reason: 'The vendor answers then.' };
    const first = await post(owner, `${path}/snooze`, words);
    const before = await traces(id);
    const again = await post(owner, `${path}/snooze`, words);
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect(await traces(id)).toEqual(before);
    const later = await post(owner, `${path}/snooze`, { ...words, until: '2027-01-21' });
    expect(later.json).toMatchObject({ snoozedUntil: '2027-01-21' });
  });
});

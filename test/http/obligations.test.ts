import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { errorsOf, idsOf, itemsOf } from '../harness/replies.js';
import { type Owner, type Reminding, startReminding } from '../harness/reminding.js';

let r: Reminding;
beforeAll(async () => {
  r = await startReminding();
  await r.app.setClock('2027-01-10T04:00:00Z');
});
afterAll(() => r.close());

const LIST = '/api/v1/obligations';
let counter = 0;

/** An obligation of an owner, by way of a component that retires. */
async function obligation(
  retiresOn = '2027-03-01',
): Promise<{ id: string; owner: Owner; componentId: string; useCaseId: string }> {
  const made = await r.dependency(`Component ${++counter}`, retiresOn);
  await r.round();
  const { rows } = await r.app.owner.query<{ id: string }>(
    'SELECT id FROM obligation WHERE source_id = $1 AND owner_id = $2',
    [made.componentId, made.owner.id],
  );
  return { id: rows[0]?.id ?? '', ...made };
}
const act = (who: Owner | 'risk_officer' | 'auditor', id: string, what: string, body: object = {}) =>
  r.app.send(typeof who === 'string' ? who : { key: who.key }, 'POST', `${LIST}/${id}/${what}`, { body });
const auditOf = async (id: string) =>
  (
    await r.app.owner.query<{ action: string; actor: string; reason: string | null }>(
      `SELECT action, actor_type AS actor, reason FROM audit.entry WHERE resource_id = $1 ORDER BY at, id`,
      [id],
    )
  ).rows;

describe('an obligation', () => {
  it('shows what, for whom, by when and where the date comes from', async () => {
    const { id, owner, componentId } = await obligation();
    const read = await r.app.send('auditor', 'GET', `${LIST}/${id}`);
    expect(read.status).toBe(200);
    expect(read.etag).toBe('"1"');
    expect(read.json).toMatchObject({
      id,
      kind: 'component_retirement',
      source: { type: 'component', id: componentId, name: `Component ${counter}`, nameZhHant: null },
      cycle: 1,
      ownerId: owner.id,
      dueOn: '2027-03-01',
      timeZone: 'Asia/Hong_Kong',
      state: 'scheduled',
      acknowledgedAt: null,
      doneAt: null,
    });
    expect((await auditOf(id))[0]).toMatchObject({ action: 'obligation.opened', actor: 'system' });
  });

  it('is logged for every legal entity that it concerns, also one that it leaves', async () => {
    const { id, owner, componentId } = await obligation();
    const other = await r.register.legalEntity(`Other ${counter}`);
    const second = await r.register.useCase(`Second ${counter}`, 'T2', other);
    await r.register.requires({ useCase: second }, [{ component: componentId }]);
    await r.setOwner(second, owner);
    await r.round();
    await act(owner, id, 'acknowledge');
    await r.setOwner(second, null);
    await r.round();
    const { rows } = await r.app.owner.query<{ action: string; ids: string[] }>(
      'SELECT action, legal_entity_ids AS ids FROM audit.entry WHERE resource_id = $1 ORDER BY at, id',
      [id],
    );
    expect(rows.map(({ action, ids }) => [action, ids.length, ids.includes(other)])).toEqual([
      ['obligation.opened', 1, false],
      ['obligation.amended', 2, true],
      ['obligation.acknowledged', 2, true],
      ['obligation.amended', 2, true],
    ]);
  });

  it('names to nobody the legal entities, or the people reminded, that they do not see', async () => {
    const { id, owner, componentId } = await obligation('2027-02-01');
    const other = await r.register.legalEntity(`Unseen ${counter}`);
    const second = await r.register.useCase(`Unseen ${counter}`, 'T2', other);
    await r.register.requires({ useCase: second }, [{ component: componentId }]);
    await r.setOwner(second, owner);
    await r.round();
    const all = await r.app.send('auditor', 'GET', `${LIST}/${id}`);
    expect(all.json).toMatchObject({ otherLegalEntities: 0 });
    expect(all.json['legalEntityIds']).toHaveLength(2);
    const reader = await r.app.person({ roles: ['risk_officer'], legalEntityIds: [other] });
    const masked = { legalEntityIds: [other], otherLegalEntities: 1 };
    expect((await r.app.send(reader, 'GET', `${LIST}/${id}`)).json).toMatchObject(masked);
    const list = await r.app.send(reader, 'GET', `${LIST}?sourceId=${componentId}`);
    expect(itemsOf(list)).toMatchObject([masked]);
    for (const [what, body] of [
      ['acknowledge', {}],
      ['acknowledge', {}],
      ['snooze', { until: '2027-01-20', reason: 'x' }],
      ['done', {}],
    ] as const) {
      expect((await r.app.send(reader, 'POST', `${LIST}/${id}/${what}`, { body })).json).toMatchObject(
        masked,
      );
    }
    const told = async () => idsOf(await r.app.send(reader, 'GET', `${LIST}/${id}/deliveries`)).length;
    expect(await told()).toBe(2);
    const [first] = (all.json['legalEntityIds'] as unknown as string[]).filter((entity) => entity !== other);
    await r.app.owner.query(
      `UPDATE person SET entity_scope = 'listed', legal_entity_ids = $2 WHERE id = $1`,
      [owner.id, [first]],
    );
    expect(await told()).toBe(0);
  });

  it('follows a change of the component made through the API', async () => {
    const { id, componentId } = await obligation();
    const component = await r.app.send('risk_officer', 'GET', `/api/v1/components/${componentId}`);
    const changed = await r.app.send('risk_officer', 'PATCH', `/api/v1/components/${componentId}`, {
      body: { retiresOn: '2027-04-15', name: `Renamed ${counter}` },
      ifMatch: component.etag,
    });
    expect(changed.status).toBe(200);
    await r.round();
    expect((await r.app.send('auditor', 'GET', `${LIST}/${id}`)).json).toMatchObject({
      dueOn: '2027-04-15',
      source: { name: `Renamed ${counter}` },
    });
    expect((await auditOf(id)).at(-1)).toMatchObject({ action: 'obligation.moved' });
  });

  it('can be read as it was', async () => {
    const { id, componentId } = await obligation('2027-05-01');
    const { rows } = await r.app.owner.query<{ at: string }>('SELECT utc(clock_timestamp()) AS at');
    await r.app.owner.query(`UPDATE component SET retires_on = '2027-06-01' WHERE id = $1`, [componentId]);
    await r.round();
    const then = await r.app.send('auditor', 'GET', `${LIST}/${id}?asOf=${rows[0]?.at}`);
    expect(then.json).toMatchObject({ dueOn: '2027-05-01' });
    expect((await r.app.send('auditor', 'GET', `${LIST}/${id}`)).json).toMatchObject({ dueOn: '2027-06-01' });
    const list = await r.app.send('auditor', 'GET', `${LIST}?sourceId=${componentId}&asOf=${rows[0]?.at}`);
    expect(itemsOf(list)).toMatchObject([{ id, dueOn: '2027-05-01' }]);
  });

  it('answers 404 to what is no obligation', async () => {
    expect((await r.app.send('auditor', 'GET', `${LIST}/01900000-0000-7000-8000-000000000000`)).status).toBe(
      404,
    );
    expect((await act('risk_officer', '01900000-0000-7000-8000-000000000000', 'acknowledge')).status).toBe(
      404,
    );
  });
});

describe('the list of obligations', () => {
  it('filters by owner, source, kind, state and day, in the order of the days', async () => {
    const early = await obligation('2027-11-01');
    const late = await obligation('2027-12-01');
    await r.setOwner(late.useCaseId, early.owner);
    await r.round();
    const of = async (query: string) =>
      itemsOf(await r.app.send('auditor', 'GET', `${LIST}?${query}`)).map(({ dueOn, state }) => [
        dueOn,
        state,
      ]);
    const both = [
      ['2027-11-01', 'scheduled'],
      ['2027-12-01', 'scheduled'],
    ];
    expect(await of(`ownerId=${early.owner.id}`)).toEqual(both);
    expect(await of(`ownerId=${early.owner.id}&sort=-dueOn`)).toEqual([...both].reverse());
    expect(await of(`ownerId=${early.owner.id}&dueAfter=2027-11-01`)).toEqual([both[1]]);
    expect(await of(`ownerId=${early.owner.id}&dueBefore=2027-12-01`)).toEqual([both[0]]);
    expect(await of(`ownerId=${early.owner.id}&state=done`)).toEqual([]);
    expect(await of(`ownerId=${late.owner.id}`)).toEqual([['2027-12-01', 'cancelled']]);
    expect(await of(`kind=component_retirement&sourceType=component&sourceId=${early.componentId}`)).toEqual([
      both[0],
    ]);
    expect((await r.app.send('auditor', 'GET', `${LIST}?state=late`)).status).toBe(422);
  });

  it('pages through everything once', async () => {
    for (let n = 0; n < 4; n++) await obligation('2027-10-10');
    const seen: unknown[] = [];
    let cursor: string | null = null;
    do {
      const page = await r.app.send('auditor', 'GET', `${LIST}?limit=3${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...idsOf(page));
      cursor = page.json['nextCursor'] as unknown as string | null;
    } while (cursor);
    const { rows } = await r.app.owner.query<{ n: number }>('SELECT count(*)::int AS n FROM obligation');
    expect([seen.length, new Set(seen).size]).toEqual([rows[0]?.n, rows[0]?.n]);
  });

  it('hides what is for other legal entities, but not what is one’s own or for all', async () => {
    const { id, owner } = await obligation();
    const own = await r.app.owner.query<{ ids: string[] }>(
      'SELECT legal_entity_ids AS ids FROM obligation WHERE id = $1',
      [id],
    );
    const entity = own.rows[0]?.ids[0] ?? '';
    const elsewhere = await r.register.legalEntity(`Elsewhere ${counter}`);
    const inside = await r.app.person({ roles: ['risk_officer'], legalEntityIds: [entity] });
    const outside = await r.app.person({ roles: ['risk_officer'], legalEntityIds: [elsewhere] });
    expect((await r.app.send(inside, 'GET', `${LIST}/${id}`)).status).toBe(200);
    expect((await r.app.send(outside, 'GET', `${LIST}/${id}`)).status).toBe(404);
    expect((await r.app.send(outside, 'GET', `${LIST}/${id}/deliveries`)).status).toBe(404);
    expect((await r.app.send(outside, 'POST', `${LIST}/${id}/acknowledge`, { body: {} })).status).toBe(404);
    expect(idsOf(await r.app.send(outside, 'GET', `${LIST}?legalEntityId=${entity}`))).toEqual([]);
    expect(idsOf(await r.app.send(inside, 'GET', `${LIST}?legalEntityId=${entity}&limit=200`))).toContain(id);
    await r.app.owner.query(
      `UPDATE person SET entity_scope = 'listed', legal_entity_ids = $2 WHERE id = $1`,
      [owner.id, [elsewhere]],
    );
    expect((await r.app.send({ key: owner.key }, 'GET', `${LIST}/${id}`)).status).toBe(200);
    const forAll = await r.register.component(`For all ${counter}`, 'hosting', null, {
      retiresOn: '2027-03-01',
    });
    await r.round();
    expect(itemsOf(await r.app.send(outside, 'GET', `${LIST}?sourceId=${forAll}`))).toMatchObject([
      { ownerId: null, legalEntityIds: [] },
    ]);
  });
});

describe('acting on an obligation', () => {
  it('acknowledges it once, in the name of the owner of the key', async () => {
    const { id, owner } = await obligation();
    const first = await act(owner, id, 'acknowledge');
    expect(first.json).toMatchObject({ acknowledgedBy: owner.id, state: 'scheduled' });
    const second = await act('risk_officer', id, 'acknowledge');
    expect(second.json).toEqual(first.json);
    expect((await auditOf(id)).map(({ action }) => action)).toEqual([
      'obligation.opened',
      'obligation.acknowledged',
    ]);
  });

  it('puts it off within the limits, with a reason that the audit log keeps', async () => {
    const { id, owner } = await obligation('2027-01-25');
    for (const until of ['2027-01-10', '2027-01-25', '2026-12-01']) {
      const refused = await act(owner, id, 'snooze', { until, reason: 'x' });
      expect([refused.status, errorsOf(refused)]).toEqual([422, { '/until': 'range' }]);
    }
    expect(errorsOf(await act(owner, id, 'snooze', { until: '2027-01-20' }))).toEqual({
      '/reason': 'required',
    });
    const far = await obligation('2027-12-25');
    expect(errorsOf(await act(far.owner, far.id, 'snooze', { until: '2027-02-10', reason: 'x' }))).toEqual({
      '/until': 'range',
    });
    const put = await act(owner, id, 'snooze', { until: '2027-01-24', reason: 'The vendor answers then.' });
    expect(put.json).toMatchObject({ snoozedUntil: '2027-01-24', snoozeReason: 'The vendor answers then.' });
    expect((await auditOf(id)).at(-1)).toMatchObject({
      action: 'obligation.snoozed',
      reason: 'The vendor answers then.',
    });
    const near = await obligation('2027-01-11');
    expect(
      (await act(near.owner, near.id, 'snooze', { until: '2027-01-11', reason: 'x' })).json,
    ).toMatchObject({
      type: '/problems/too-late-to-snooze',
    });
  });

  it('is done, with a note; nothing else can be done about it then', async () => {
    const { id, owner } = await obligation();
    expect((await act(owner, id, 'done', { note: 'Replaced.' })).json).toMatchObject({
      state: 'done',
      doneBy: owner.id,
      doneNote: 'Replaced.',
    });
    expect((await act(owner, id, 'acknowledge')).json).toMatchObject({ type: '/problems/obligation-closed' });
    const { rows } = await r.app.owner.query(
      `SELECT DISTINCT state FROM obligation_step WHERE obligation_id = $1 ORDER BY state`,
      [id],
    );
    expect(rows).not.toContainEqual({ state: 'armed' });
  });

  it('begins a new round when the date of a completed one moves', async () => {
    const { id, owner, componentId } = await obligation();
    await act(owner, id, 'done');
    await r.app.owner.query(`UPDATE component SET retires_on = '2027-09-01' WHERE id = $1`, [componentId]);
    await r.round();
    const rounds = itemsOf(await r.app.send('auditor', 'GET', `${LIST}?sourceId=${componentId}`));
    expect(rounds.map(({ cycle, state, dueOn }) => [cycle, state, dueOn])).toEqual([
      [1, 'done', '2027-03-01'],
      [2, 'scheduled', '2027-09-01'],
    ]);
  });

  it('refuses what is not asked for, and a missing body where one is', async () => {
    const { id, owner } = await obligation();
    const post = (what: string, body?: unknown) =>
      r.app.send({ key: owner.key }, 'POST', `${LIST}/${id}/${what}`, body === undefined ? {} : { body });
    expect(errorsOf(await post('done', { note: 1 }))).toEqual({ '/note': 'string' });
    expect(errorsOf(await post('done', { state: 'cancelled' }))).toEqual({ '/state': 'unknown-field' });
    expect((await post('snooze')).status).toBe(422);
    expect((await post('acknowledge')).status).toBe(200);
    expect((await post('done')).status).toBe(422);
    expect((await post('done', {})).json).toMatchObject({ state: 'done', doneNote: null });
  });

  it('is not for those who only read', async () => {
    const { id } = await obligation();
    for (const what of ['acknowledge', 'done', 'snooze'])
      expect((await act('auditor', id, what)).status).toBe(403);
  });

  it('gives a repeated request its first answer', async () => {
    const { id, owner } = await obligation();
    const once = () =>
      r.app.send({ key: owner.key }, 'POST', `${LIST}/${id}/done`, {
        body: {},
        headers: { 'idempotency-key': `done-${id}` },
      });
    const replies = await Promise.all([once(), once(), once()]);
    expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect((await auditOf(id)).filter(({ action }) => action === 'obligation.completed')).toHaveLength(1);
  });
});

describe('the ledger of an obligation', () => {
  it('says who was told of which step through which channel, why, and how it went', async () => {
    const { id, owner } = await obligation('2027-02-01');
    const lines = itemsOf(await r.app.send('auditor', 'GET', `${LIST}/${id}/deliveries`));
    expect(lines).toHaveLength(2);
    expect(lines).toContainEqual(
      expect.objectContaining({
        obligationId: id,
        step: 'before_30',
        dueOn: '2027-02-01',
        recipientId: owner.id,
        because: 'owner',
        channel: 'email',
        state: 'sent',
        attempts: 1,
        lastError: null,
        providerAnswer: expect.stringContaining('250'),
        messageId: expect.stringContaining('@underpin'),
        sentAt: expect.stringMatching(/Z$/),
      }),
    );
    expect(
      idsOf(await r.app.send('auditor', 'GET', `${LIST}/${id}/deliveries?channel=in_app&state=sent`)),
    ).toHaveLength(1);
    expect(idsOf(await r.app.send('auditor', 'GET', `${LIST}/${id}/deliveries?state=dead`))).toEqual([]);
  });
});

describe('the inbox', () => {
  it('holds one’s own reminders, unread until they are marked', async () => {
    const { id, owner } = await obligation('2027-02-01');
    const me = { key: owner.key };
    const unread = itemsOf(await r.app.send(me, 'GET', '/api/v1/reminders?unread=true'));
    expect(unread).toMatchObject([
      {
        readAt: null,
        steps: [{ obligationId: id, step: 'before_30', dueOn: '2027-02-01', because: 'owner' }],
      },
    ]);
    const path = `/api/v1/reminders/${String(unread[0]?.['id'])}/read`;
    const other = await r.owner();
    expect((await r.app.send({ key: other.key }, 'POST', path)).status).toBe(404);
    const marked = await r.app.send(me, 'POST', path);
    expect(marked.json['readAt']).toMatch(/Z$/);
    expect((await r.app.send(me, 'POST', path)).json).toEqual(marked.json);
    expect(idsOf(await r.app.send(me, 'GET', '/api/v1/reminders?unread=true'))).toEqual([]);
    expect(idsOf(await r.app.send(me, 'GET', '/api/v1/reminders?unread=false'))).toEqual([unread[0]?.['id']]);
    expect(await auditOf(String(unread[0]?.['id']))).toMatchObject([
      { action: 'reminder.read', actor: 'api_key' },
    ]);
  });

  it('is empty for a key that belongs to nobody', async () => {
    await obligation('2027-02-01');
    expect((await r.app.send('service', 'GET', '/api/v1/reminders')).json).toEqual({
      items: [],
      nextCursor: null,
    });
  });
});

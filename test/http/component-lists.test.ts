import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type ComponentApp,
  COMPONENTS as PATH,
  pathOf,
  startComponentApp,
  unique,
} from '../harness/component-app.js';
import { idsOf, itemsOf } from '../harness/replies.js';

let app: ComponentApp;
beforeAll(async () => {
  app = await startComponentApp();
});
afterAll(() => app.close());

const NOBODY = '01900000-0000-7000-8000-000000000000';

describe('listing components', () => {
  it('filters on every enumeration, on the ids, and on the retirement date', async () => {
    const maker = await app.provider();
    const base = await app.register();
    const filtered = {
      kind: 'content_filter',
      providerId: maker.json['id'],
      pinning: 'floating',
      deployment: 'self_hosted_offline',
      baseModelStatus: 'known',
      baseModelId: base.json['id'],
      provenance: 'mutable_unofficial_or_unscanned_pickle',
      maintenance: 'archived_or_end_of_life',
      privilege: 'offline',
      transparency: 'full',
      substitutability: 'not_substitutable',
      ownerId: app.people.auditor,
    };
    const odd = await app.register({ ...filtered, retiresOn: '2026-12-31' });
    const plain = await app.register({ retiresOn: '2027-01-01' });
    for (const [field, value] of Object.entries(filtered)) {
      const found = itemsOf(await app.list(`${field}=${value}`));
      expect(found.map(({ id }) => id)).toContain(odd.json['id']);
      expect(found.every((item) => item[field] === value)).toBe(true);
      expect(found.map(({ id }) => id)).not.toContain(plain.json['id']);
    }
    expect(idsOf(await app.list('retiresBefore=2026-12-31'))).not.toContain(odd.json['id']);
    const before = idsOf(await app.list('retiresBefore=2027-01-01'));
    expect(before).toContain(odd.json['id']);
    expect(before).not.toContain(plain.json['id']);
    const owner = { body: { status: 'suspended' }, ifMatch: odd.etag };
    await app.send('risk_officer', 'PATCH', pathOf(odd), owner);
    expect(idsOf(await app.list('status=suspended'))).toEqual([odd.json['id']]);
    expect((await app.list('status=approvd')).status).toBe(422);
    expect((await app.list('colour=red')).status).toBe(422);
  });

  it('finds a name in either language, by one Chinese character too', async () => {
    const made = await app.register({ name: unique('Zephyrine'), nameZhHant: '鯨魚向量' });
    for (const q of ['鯨', '魚向', 'zephyr', 'ＺＥＰＨＹＲ']) {
      expect(idsOf(await app.list(`q=${encodeURIComponent(q)}`))).toEqual([made.json['id']]);
    }
  });

  it('pages through everything once, in every order, those without a retirement date last', async () => {
    const total = await app.owner.query('SELECT id FROM component WHERE retired_at IS NULL');
    for (const sort of ['name', 'createdAt', 'updatedAt', 'retiresOn'].flatMap((field) => [
      field,
      `-${field}`,
    ])) {
      const seen: Record<string, unknown>[] = [];
      let cursor: unknown = null;
      do {
        const next = cursor === null ? '' : `&cursor=${cursor}`;
        const page = await app.send('auditor', 'GET', `${PATH}?limit=7&sort=${sort}${next}`);
        seen.push(...itemsOf(page));
        cursor = page.json['nextCursor'];
      } while (cursor !== null);
      expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
      expect(seen.length).toBe(total.rowCount);
      const keys = seen.map((item) => String(item[sort.replace('-', '')] ?? '9999'));
      expect(keys).toEqual(sort.startsWith('-') ? [...keys].sort().reverse() : [...keys].sort());
    }
  });

  it('refuses a cursor that was made up', async () => {
    const forged = (...parts: string[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
    const cursors = [
      'abc',
      forged('components', 'createdAt', 'soon', NOBODY),
      forged('components', 'name', 'a', NOBODY),
    ];
    for (const cursor of cursors) {
      expect((await app.list(`cursor=${cursor}`)).status).toBe(422);
    }
  });

  it('prints instants one way, whatever the fraction of their second', async () => {
    const printed = {
      '2024-01-01 00:00:00+00': '2024-01-01T00:00:00.000000Z',
      '2024-02-29 23:59:59.5+00': '2024-02-29T23:59:59.500000Z',
      '2024-01-01 08:00:00.123456+08': '2024-01-01T00:00:00.123456Z',
      '1969-12-31 23:59:59.999999+00': '1969-12-31T23:59:59.999999Z',
    };
    const made = await app.register();
    for (const [stored, shown] of Object.entries(printed)) {
      await app.owner.query('UPDATE component SET created_at = $2 WHERE id = $1', [made.json['id'], stored]);
      expect((await app.send('auditor', 'GET', pathOf(made))).json).toMatchObject({ createdAt: shown });
    }
  });

  it('reads the past, in a list and one by one', async () => {
    const made = await app.register({ kind: 'browser_extension' });
    const { rows } = await app.owner.query<{ at: string }>('SELECT utc(clock_timestamp()) AS at');
    await app.patch(made, { kind: 'application' });
    const at = `asOf=${rows[0]?.at}`;
    expect((await app.send('auditor', 'GET', `${pathOf(made)}?${at}`)).json).toMatchObject({
      kind: 'browser_extension',
    });
    expect(idsOf(await app.list(`kind=browser_extension&${at}`))).toEqual([made.json['id']]);
    expect(idsOf(await app.list('kind=browser_extension'))).toEqual([]);
    const spelt = String(rows[0]?.at).replace('Z', '999z').replace('T', 't');
    expect(idsOf(await app.list(`kind=browser_extension&asOf=${spelt}`))).toEqual([made.json['id']]);
    for (const none of [
      '2026-01-01',
      '2026-01-01T00:00:00',
      '2026-01-01T00:00:00.Z',
      '2026-13-01T00:00:00Z',
    ]) {
      expect((await app.list(`asOf=${none}`)).status).toBe(422);
    }
  });
});

import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../../kernel/domain-error.js';
import { judgeInSlices } from './sliced-lists.js';

interface Entry {
  good?: boolean;
  parts?: unknown[];
}

/** Judges as the validation does: a list of entries, a second one, and a name. */
function judge(body: Readonly<Record<string, unknown>>): Promise<object> {
  const errors = ['a', 'b'].flatMap((name) =>
    (body[name] as Entry[]).flatMap((entry, i) =>
      entry.good === false ? [{ pointer: `/${name}/${i}/good`, code: 'boolean' }] : [],
    ),
  );
  if (body['name'] === undefined) errors.push({ pointer: '/name', code: 'required' });
  if (errors.length > 0) return Promise.reject(new DomainError('validation-failed', {}, errors));
  return Promise.resolve({ ...body, judged: true });
}

const many = (count: number, ...bad: number[]): Entry[] =>
  Array.from({ length: count }, (_, i) => (bad.includes(i) ? { good: false } : {}));
const wrongPlaces = async (body: Record<string, unknown>): Promise<string[]> => {
  const refused = await judgeInSlices(body, judge).then(
    () => null,
    (error: unknown) => error as DomainError,
  );
  return refused?.errors.map(({ pointer }) => pointer) ?? [];
};

describe('a body with long lists', () => {
  it('comes out whole and in order', async () => {
    const body = { name: 'x', a: many(3_000).map((_entry, i) => ({ i })), b: many(1_200), c: [1, 2] };
    expect(await judgeInSlices(body, judge)).toEqual({ ...body, judged: true });
  });

  it('is refused with every wrong place, where it stands in the whole', async () => {
    const body = { a: many(2_000, 0, 499, 500, 1_999), b: many(3, 1) };
    expect((await wrongPlaces(body)).sort()).toEqual(
      ['/a/0/good', '/a/1999/good', '/a/499/good', '/a/500/good', '/b/1/good', '/name'].sort(),
    );
    expect(await wrongPlaces({ name: 'x', a: many(900, 700), b: many(900, 800) })).toEqual([
      '/a/700/good',
      '/b/800/good',
    ]);
  });

  it('names at most a hundred of them', async () => {
    const all = Array.from({ length: 2_000 }, (_, i) => i);
    expect(await wrongPlaces({ name: 'x', a: many(2_000, ...all), b: [] })).toHaveLength(100);
  });

  it('lets others take their turn in between, by what the entries hold too', async () => {
    let turns = 0;
    let over = false;
    const others = (async () => {
      while (!over) {
        await new Promise((resolve) => setImmediate(resolve));
        turns++;
      }
    })();
    const heavy = Array.from({ length: 100 }, () => ({ parts: many(100) }));
    await judgeInSlices({ name: 'x', a: heavy, b: [] }, judge);
    over = true;
    await others;
    expect(turns).toBeGreaterThan(15);
  });

  it('fails as the judge fails', async () => {
    await expect(
      judgeInSlices({ a: many(600), b: [] }, () => Promise.reject(new TypeError('broken'))),
    ).rejects.toThrow('broken');
  });

  it('is refused by its second list alone', async () => {
    expect(await wrongPlaces({ name: 'x', a: many(900), b: many(900, 0) })).toEqual(['/b/0/good']);
  });

  it('loses no part to a rule that only the whole list can keep', async () => {
    const atLeast = (body: Readonly<Record<string, unknown>>) =>
      (body['a'] as unknown[]).length < 10
        ? Promise.reject(new DomainError('validation-failed', {}, [{ pointer: '/a', code: 'too-few' }]))
        : Promise.resolve({ ...body });
    await expect(judgeInSlices({ a: many(1_005) }, atLeast)).rejects.toMatchObject({
      errors: [{ pointer: '/a', code: 'too-few' }],
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import { KnownQueries } from './known-queries.js';

class ListQuery {}
class OtherQuery {}

describe('known queries', () => {
  it('are judged once for each class and text, and handed out frozen', async () => {
    const queries = new KnownQueries();
    const judged: string[] = [];
    const judge = (who: string) => () => {
      judged.push(who);
      return Promise.resolve({ limit: 50 });
    };
    const first = await queries.get(ListQuery, { limit: '50' }, judge('first'));
    expect(await queries.get(ListQuery, { limit: '50' }, judge('again'))).toBe(first);
    await queries.get(ListQuery, { limit: '51' }, judge('other text'));
    await queries.get(OtherQuery, { limit: '50' }, judge('other class'));
    expect(judged).toEqual(['first', 'other text', 'other class']);
    expect(Object.isFrozen(first)).toBe(true);
  });

  it('forget what was refused, and what is long', async () => {
    const queries = new KnownQueries();
    await expect(queries.get(ListQuery, {}, () => Promise.reject(new Error('refused')))).rejects.toThrow();
    expect(await queries.get(ListQuery, {}, () => Promise.resolve({ now: 'valid' }))).toEqual({
      now: 'valid',
    });

    const long = { q: 'x'.repeat(400) };
    const first = await queries.get(ListQuery, long, () => Promise.resolve({}));
    expect(await queries.get(ListQuery, long, () => Promise.resolve({}))).not.toBe(first);
  });

  it('stay within a bound', async () => {
    const queries = new KnownQueries();
    const first = await queries.get(ListQuery, { cursor: 0 }, () => Promise.resolve({}));
    for (let i = 1; i <= 2_000; i++) await queries.get(ListQuery, { cursor: i }, () => Promise.resolve({}));
    expect(await queries.get(ListQuery, { cursor: 0 }, () => Promise.resolve({}))).not.toBe(first);
  });
});

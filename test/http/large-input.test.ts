import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../harness/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const post = (path: string, body: unknown) => app.send('procurement', 'POST', `/api/v1${path}`, { body });
const errorsOf = async (path: string, body: unknown) => {
  const { status, json } = await post(path, body);
  return [status, json['errors']] as unknown as [number, { pointer: string; code: string }[]];
};
const many = (count: number, value: unknown = {}): unknown[] => Array.from({ length: count }, () => value);
const unknownFields = (count: number) =>
  Object.fromEntries(many(count, 1).map((one, i) => [`field${i}`, one]));

describe('input that is too large to be looked at', () => {
  it('is refused to strangers from 16 KiB on, before it is parsed', async () => {
    const signIn = (password: string) =>
      app.send(null, 'POST', '/api/v1/auth/sign-in', { body: { email: 'a@example.com', password } });
    expect((await signIn('x'.repeat(100))).status).toBe(401);
    expect((await signIn('x'.repeat(16_384))).status).toBe(413);
    const broken = await app.send(null, 'POST', '/api/v1/auth/sign-in', { body: '{'.repeat(17_000) });
    expect(broken.status).toBe(413);
  });

  it('a list beyond its limit is told that, and nothing about its entries', async () => {
    expect(await errorsOf('/components/batch', { items: many(20_000) })).toEqual([
      422,
      [expect.objectContaining({ pointer: '/items', code: 'too-many' })],
    ]);
    const [status, errors] = await errorsOf('/simulations/portfolio', {
      ...{ nodes: many(10_001), requirements: [], useCases: [] },
    });
    expect([status, errors]).toEqual([
      422,
      [expect.objectContaining({ pointer: '/nodes', code: 'too-many' })],
    ]);
  });

  it('unknown fields are listed up to a hundred, at any depth', async () => {
    for (const body of [unknownFields(5_000), { items: [unknownFields(5_000)] }]) {
      const [status, errors] = await errorsOf('/components/batch', body);
      expect(status).toBe(422);
      expect(errors).toHaveLength(100);
      expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['unknown-field']));
    }
    const [, few] = await errorsOf('/providers', { name: 'Few', ...unknownFields(3) });
    expect(few.map(({ pointer }) => pointer)).toEqual(['/field0', '/field1', '/field2']);
  });

  it('other wrong places are listed up to a hundred too', async () => {
    const [status, errors] = await errorsOf('/components/batch', { items: many(1_000) });
    expect(status).toBe(422);
    expect(errors).toHaveLength(100);
  });

  it('is judged a part at a time, and wrong places are named where they stand in the whole', async () => {
    const nodes = Array.from({ length: 2_000 }, (_, i) => ({
      id: `n${i}`,
      kind: i === 1_700 ? 'thing' : 'library',
    }));
    const requirements = nodes.slice(1).map(({ id }, i) => ({
      ...{ of: id, k: 1, alternatives: [{ node: `n${i}`, counts: i === 900 ? 'maybe' : true }] },
    }));
    const [status, errors] = await errorsOf('/simulations/portfolio', {
      nodes,
      requirements,
      useCases: [{}],
    });
    expect([status, errors.map(({ pointer, code }) => `${code} ${pointer}`).sort()]).toEqual([
      422,
      ['boolean /requirements/900/alternatives/0/counts', 'code /nodes/1700/kind', 'required /useCases/0/id'],
    ]);
  });

  it('of marks without end on one character is refused, and up to thirty are a name', async () => {
    const stacked = (marks: number) =>
      post('/providers', { name: `Pile${'\u0301\u0323'.repeat(marks / 2)}` });
    expect((await stacked(40)).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '/name', code: 'plain-text' }],
    });
    expect((await stacked(30)).status).toBe(201);
  });
});

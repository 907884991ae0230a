import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startUseCaseApp, unique, type UseCaseApp } from '../harness/use-case-app.js';

let app: UseCaseApp;
beforeAll(async () => {
  app = await startUseCaseApp();
});
afterAll(() => app.close());

describe('a place that is wrong', () => {
  const errorsAt = async (path: string, body: object) => {
    const refused = await app.send('procurement', 'POST', `/api/v1/${path}`, { body });
    expect(refused.status).toBe(422);
    return (refused.json['errors'] as unknown as { pointer: string }[]).map(({ pointer }) => pointer);
  };

  it('is named in the words of the question', async () => {
    const ownerId = '01900000-0000-7000-8000-000000000000';
    const answers = { name: unique('Asked'), legalEntityIds: [app.firm], ownerId };
    expect(await errorsAt('intake', answers)).toEqual(['/ownerId']);
  });

  it.each([[null], [1], ['x'], [[]]])('in a batch is the item that is none: %j', async (item) => {
    const good = { name: unique('Good') };
    expect(await errorsAt('providers/batch', { items: [good, item, { name: 1 }] })).toEqual([
      '/items/1',
      '/items/2/name',
    ]);
  });
});

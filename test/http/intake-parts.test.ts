import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { harmless, startUseCaseApp, unique, type UseCaseApp } from '../harness/use-case-app.js';

let app: UseCaseApp;
beforeAll(async () => {
  app = await startUseCaseApp();
});
afterAll(() => app.close());

/** A component of a provider of that kind. */
async function part(kind: string, providerKind: string): Promise<{ componentId: string }> {
  const post = async (path: string, body: object) =>
    String((await app.send('procurement', 'POST', path, { body })).json['id']);
  const providerId = await post('/api/v1/providers', { name: unique('Maker'), kind: providerKind });
  return { componentId: await post('/api/v1/components', { name: unique('Part'), kind, providerId }) };
}

/** Whether the duty to assess the provider of a model applies (paragraph 26(a)). */
async function assessing(builtOf: object[]): Promise<string | undefined> {
  const taken = await app.send('procurement', 'POST', '/api/v1/intake?dryRun=true', {
    body: { ...harmless, name: unique('Taken in'), legalEntityIds: [app.firm], scope: SCOPE, builtOf },
  });
  const todo = taken.json['todo'] as unknown as { rule: string; applies: string }[];
  return todo.find(({ rule }) => rule === 'R-26a')?.applies;
}
const SCOPE = { decision: 'in', regulatedActivities: ['type_4'], reason: 'It supports advice.' };

describe('the models among the parts', () => {
  it.each(['embedding_model', 'content_filter'])(
    'include %s, also beside a language model of the firm’s own',
    async (kind) => {
      const own = await part('language_model', 'in_house');
      expect(await assessing([own])).toBeUndefined();
      expect(await assessing([own, await part(kind, 'third_party')])).toBe('yes');
    },
  );

  it('leave open which language model it is where none is named', async () => {
    expect(await assessing([await part('embedding_model', 'in_house')])).toBe('unknown');
  });
});

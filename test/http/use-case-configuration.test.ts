import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Reply } from '../harness/app.js';
import { pathOf, startUseCaseApp, unique, type UseCaseApp } from '../harness/use-case-app.js';

let app: UseCaseApp;
beforeAll(async () => {
  app = await startUseCaseApp();
});
afterAll(() => app.close());

const post = async (path: string, body: object): Promise<Reply> => {
  const made = await app.send('procurement', 'POST', `/api/v1/${path}`, { body });
  expect(made.status).toBe(201);
  return made;
};
const component = (body: object = {}): Promise<Reply> =>
  post('components', { name: unique('Component'), kind: 'language_model', ...body });
const needs = (dependentType: string, of: Reply, on: Reply[], body: object = {}): Promise<Reply> =>
  post('requirements', {
    ...{ dependentType, dependentId: of.json['id'], label: unique('Need') },
    ...{ alternatives: on.map(({ json }) => ({ componentId: json['id'] })), ...body },
  });
const hashOf = async (useCase: Reply, query = ''): Promise<unknown> =>
  (await app.send('auditor', 'GET', `${pathOf(useCase)}${query}`)).json['configurationHash'];
const patch = async (path: string, made: Reply, body: object): Promise<Reply> => {
  const changed = await app.send('procurement', 'PATCH', `/api/v1/${path}/${made.json['id']}`, {
    body,
    ifMatch: made.etag,
  });
  expect(changed.status).toBe(200);
  return changed;
};

describe('the configuration hash', () => {
  it('is the same for the same stack, whatever the use case is called', async () => {
    const [one, other, model] = [await app.register(), await app.register(), await component()];
    expect(await hashOf(one)).toBeNull();
    await needs('use_case', one, [model]);
    expect(await hashOf(one)).toMatch(/^[0-9a-f]{64}$/);
    expect(await hashOf(other)).toBeNull();
    await needs('use_case', other, [model]);
    expect(await hashOf(other)).toBe(await hashOf(one));
  });

  it('follows what is needed by what is needed, in a ring too', async () => {
    const [useCase, model, host, edge] = [
      await app.register(),
      await component(),
      await component(),
      await component(),
    ];
    await needs('use_case', useCase, [model]);
    await needs('component', model, [host]);
    await needs('component', host, [edge]);
    await needs('component', edge, [model]);
    const before = await hashOf(useCase);
    await patch('components', edge, { pinning: 'pinned' });
    expect(await hashOf(useCase)).not.toBe(before);
  });

  it('changes with everything that a stack is made of, and with nothing else', async () => {
    const useCase = await app.register();
    const [first, second] = [await component({ version: '1' }), await component()];
    const provider = await post('providers', { name: unique('Provider') });
    let need = await needs('use_case', useCase, [first, second]);
    const [a, b] = [first.json['id'], second.json['id']];
    let model = first;
    const seen = [await hashOf(useCase)];
    const changed = async (): Promise<void> => {
      seen.push(await hashOf(useCase));
      expect(new Set(seen).size).toBe(seen.length);
    };
    model = await patch('components', model, { version: '2' });
    await changed();
    model = await patch('components', model, { pinning: 'pinned' });
    await changed();
    model = await patch('components', model, { providerId: provider.json['id'] });
    await changed();
    need = await patch('requirements', need, { required: 2 });
    await changed();
    need = await patch('requirements', need, { effect: 'uses' });
    await changed();
    need = await patch('requirements', need, { alternatives: [{ componentId: b }, { componentId: a }] });
    await changed();
    need = await patch('requirements', need, { required: 1, alternatives: [{ componentId: a }] });
    await changed();
    const added = await needs('use_case', useCase, [second], { effect: 'uses' });
    await changed();

    const settled = await hashOf(useCase);
    await patch('components', model, { name: unique('Renamed'), maintenance: 'active' });
    await patch('requirements', need, { label: 'Another label', upstreamDisclosed: 'yes' });
    expect(await hashOf(useCase)).toBe(settled);
    await app.send('procurement', 'DELETE', `/api/v1/requirements/${added.json['id']}`, {
      ifMatch: added.etag,
    });
    expect(await hashOf(useCase)).toBe(seen.at(-2));
  });

  it('can be read as it was', async () => {
    const [useCase, model] = [await app.register(), await component()];
    await needs('use_case', useCase, [model]);
    const [before, at] = [await hashOf(useCase), await app.now()];
    await patch('components', model, { version: '2' });
    expect(await hashOf(useCase)).not.toBe(before);
    expect(await hashOf(useCase, `?asOf=${at}`)).toBe(before);
  });
});

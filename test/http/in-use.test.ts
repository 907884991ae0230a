import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pathOf, startUseCaseApp, unique, type UseCaseApp } from '../harness/use-case-app.js';

let app: UseCaseApp;
beforeAll(async () => {
  app = await startUseCaseApp();
});
afterAll(() => app.close());

describe('a component', () => {
  it('can be retired once what required it is retired', async () => {
    const component = await app.send('procurement', 'POST', '/api/v1/components', {
      body: { name: unique('Required'), kind: 'library' },
    });
    const path = `/api/v1/components/${component.json['id']}`;
    const useCase = await app.register();
    await app.send('procurement', 'POST', '/api/v1/requirements', {
      body: {
        label: 'Library',
        dependentType: 'use_case',
        dependentId: useCase.json['id'],
        alternatives: [{ componentId: component.json['id'] }],
      },
    });
    const retire = () => app.send('procurement', 'DELETE', path, { ifMatch: component.etag });
    expect((await retire()).json).toMatchObject({ type: '/problems/in-use' });
    await app.send('procurement', 'DELETE', pathOf(useCase), { ifMatch: useCase.etag });
    expect((await retire()).status).toBe(204);
  });
});

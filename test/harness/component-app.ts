import type { Role } from '../../src/kernel/roles.js';
import { type Reply, startApp, type TestApp } from './app.js';

export const COMPONENTS = '/api/v1/components';
type As = Role | { key: string };

let counter = 0;
export const unique = (name: string): string => `${name} ${++counter}`;
export const pathOf = (made: Reply): string => `${COMPONENTS}/${made.json['id']}`;

/** An application, with what tests of components do with it. */
export interface ComponentApp extends TestApp {
  register(body?: object, as?: As): Promise<Reply>;
  provider(body?: object): Promise<Reply>;
  patch(made: Reply, body: object, as?: As): Promise<Reply>;
  retire(made: Reply, as?: As): Promise<Reply>;
  restore(made: Reply): Promise<Reply>;
  list(query: string): Promise<Reply>;
  require(dependent: { dependentType: string; dependentId: unknown }, componentId: unknown): Promise<Reply>;
}

export async function startComponentApp(): Promise<ComponentApp> {
  const app = await startApp();
  return {
    ...app,
    register: (body = {}, as = 'procurement') =>
      app.send(as, 'POST', COMPONENTS, {
        body: { name: unique('Component'), kind: 'language_model', ...body },
      }),
    provider: (body = {}) =>
      app.send('procurement', 'POST', '/api/v1/providers', { body: { name: unique('Provider'), ...body } }),
    patch: (made, body, as = 'procurement') =>
      app.send(as, 'PATCH', pathOf(made), { body, ifMatch: made.etag }),
    retire: (made, as = 'procurement') => app.send(as, 'DELETE', pathOf(made), { ifMatch: made.etag }),
    restore: (made) => app.send('procurement', 'POST', `${pathOf(made)}/restore`),
    list: (query) => app.send('auditor', 'GET', `${COMPONENTS}?limit=200&${query}`),
    require: (dependent, componentId) =>
      app.send('procurement', 'POST', '/api/v1/requirements', {
        body: { ...dependent, label: unique('Need'), alternatives: [{ componentId }] },
      }),
  };
}

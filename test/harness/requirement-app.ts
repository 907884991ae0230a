import type { Role } from '../../src/kernel/roles.js';
import { type Reply, startApp, type TestApp } from './app.js';
import { insertUseCase } from './use-cases.js';

export type As = Role | { key: string };
export const REQUIREMENTS = '/api/v1/requirements';

let counter = 0;
/** A name that no other record of the run has. */
export const unique = (name: string): string => `${name} ${++counter}`;

export const pathOf = (made: Reply): string => `${REQUIREMENTS}/${made.json['id']}`;

/** An application, and what requirements are between. */
export interface RequirementApp extends TestApp {
  post(path: string, body: object, as?: As): Promise<Reply>;
  /** A new component's id. */
  component(): Promise<string>;
  retireComponent(id: string): Promise<Reply>;
  /** A new legal entity's id. */
  entity(timeZone?: string): Promise<string>;
  useCaseOf(...entities: string[]): Promise<string>;
  register(body: object, as?: As): Promise<Reply>;
  /** A requirement of a new component. */
  ofComponent(body?: object): Promise<Reply>;
  patch(made: Reply, body: object, as?: As): Promise<Reply>;
  retire(made: Reply, as?: As): Promise<Reply>;
  restore(made: Reply, as?: As): Promise<Reply>;
  list(query: string, as?: As): Promise<Reply>;
}

export async function startRequirementApp(): Promise<RequirementApp> {
  const app = await startApp();
  const post: RequirementApp['post'] = (path, body, as = 'admin') => app.send(as, 'POST', path, { body });
  const component: RequirementApp['component'] = async () => {
    const body = { name: unique('Part'), kind: 'hosting' };
    return String((await post('/api/v1/components', body, 'procurement')).json['id']);
  };
  const register: RequirementApp['register'] = (body, as = 'procurement') =>
    post(REQUIREMENTS, { label: 'A model that drafts', ...body }, as);
  return {
    ...app,
    post,
    component,
    retireComponent: (id) =>
      app.send('procurement', 'DELETE', `/api/v1/components/${id}`, { ifMatch: '"1"' }),
    entity: async (timeZone = 'Asia/Hong_Kong') => {
      const body = { name: unique('Entity'), kind: 'other', timeZone };
      return String((await post('/api/v1/legal-entities', body)).json['id']);
    },
    useCaseOf: (...entities) => insertUseCase(app.owner, unique('Use'), entities),
    register,
    ofComponent: async (body = {}) =>
      register({ dependentType: 'component', dependentId: await component(), ...body }),
    patch: (made, body, as = 'procurement') =>
      app.send(as, 'PATCH', pathOf(made), { body, ifMatch: made.etag }),
    retire: (made, as = 'procurement') => app.send(as, 'DELETE', pathOf(made), { ifMatch: made.etag }),
    restore: (made, as = 'procurement') => app.send(as, 'POST', `${pathOf(made)}/restore`),
    list: (query, as = 'auditor') => app.send(as, 'GET', `${REQUIREMENTS}?limit=200&${query}`),
  };
}

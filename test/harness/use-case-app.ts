import { newId } from '../../src/kernel/ids.js';
import type { Role } from '../../src/kernel/roles.js';
import { type Reply, startApp, type TestApp } from '../harness/app.js';

export type As = Role | { key: string };
export const USE_CASES = '/api/v1/use-cases';

let counter = 0;
/** A name that no other record of the run has. */
export const unique = (name: string): string => `${name} ${++counter}`;

/** Everything known, and nothing of it raises the tier. */
export const harmless = {
  purposes: ['other'],
  recipients: ['internal'],
  afterSalesOnly: 'no',
  clientsInteract: 'no',
  affectsClients: 'no',
  criticalOperation: 'no',
  dataClasses: ['internal'],
};
/** The high-risk use case of paragraph 8. */
export const research = { ...harmless, purposes: ['investment_research'], recipients: ['client'] };

/** Where errors are, and what they are. */
export function errorsOf(reply: Reply): unknown {
  const errors = reply.json['errors'] as unknown as { pointer: string; code: string }[];
  return errors.map(({ pointer, code }) => [pointer, code]);
}

/** An application with two legal entities, on 25 November 2026 in Hong Kong. */
export interface UseCaseApp extends TestApp {
  firm: string;
  sister: string;
  legalEntity(name: string): Promise<string>;
  register(body?: object, as?: As): Promise<Reply>;
  change(made: Reply, body: object, as?: As): Promise<Reply>;
  /** The ids of a list of use cases. */
  idsOf(query: string, as?: As): Promise<unknown[]>;
  /** The instant of now, as the database has it. */
  now(): Promise<string>;
}

export const pathOf = (made: Reply): string => `${USE_CASES}/${made.json['id']}`;

export async function startUseCaseApp(): Promise<UseCaseApp> {
  const app = await startApp();
  await app.setClock('2026-11-25T02:00:00Z');
  const legalEntity = async (name: string): Promise<string> => {
    const id = newId();
    await app.owner.query(
      `INSERT INTO legal_entity (id, name, kind) VALUES ($1, $2, 'licensed_corporation')`,
      [id, name],
    );
    return id;
  };
  const firm = await legalEntity('Firm');
  const sister = await legalEntity('Sister');
  return {
    ...app,
    firm,
    sister,
    legalEntity,
    register: (body = {}, as = 'procurement') =>
      app.send(as, 'POST', USE_CASES, { body: { name: unique('Use'), legalEntityIds: [firm], ...body } }),
    change: (made, body, as = 'procurement') =>
      app.send(as, 'PATCH', pathOf(made), { body, ifMatch: made.etag }),
    idsOf: async (query, as = 'auditor') => {
      const page = await app.send(as, 'GET', `${USE_CASES}?limit=200&${query}`);
      return (page.json['items'] as unknown as { id: string }[]).map(({ id }) => id);
    },
    now: () => app.instant(),
  };
}

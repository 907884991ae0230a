import { type Reply, startApp, type TestApp } from './app.js';
import { documentOf } from './evidence-app.js';
import { RegisterWriter } from './register.js';

export const NOW = '2026-12-01T02:00:00Z';
export const NOBODY = '01900000-0000-7000-8000-000000000000';
export type As = Parameters<TestApp['send']>[0];

interface More {
  as?: As;
  ifMatch?: string;
  headers?: Record<string, string>;
}

/** A register with a use case that stands on one model, for tests of what the firm does to be sure of it. */
export class AssuranceApp {
  readonly register: RegisterWriter;
  firm = '';
  other = '';
  vendor = '';
  model = '';
  useCase = '';
  /** A document of everybody's. */
  document = '';
  /** A person who may prepare and decide, for the other legal entity alone. */
  local = { id: '', key: '' };
  /** Another risk officer. */
  second = { id: '', key: '' };

  private constructor(
    readonly app: TestApp,
    readonly path: string,
  ) {
    this.register = new RegisterWriter(app.owner);
  }

  /** @param path of the collection that is tested */
  static async start(path: string): Promise<AssuranceApp> {
    const at = new AssuranceApp(await startApp(), path);
    const { app, register } = at;
    await app.setClock(NOW);
    at.firm = await register.legalEntity('Firm');
    at.other = await register.legalEntity('Other');
    at.vendor = await register.provider('Vendor');
    at.model = await register.component('Model', 'language_model', at.vendor);
    at.useCase = await register.useCase('Research', 'T2', at.firm);
    await register.requires({ useCase: at.useCase }, [{ component: at.model }]);
    at.document = await documentOf(app);
    at.local = await app.person({ roles: ['risk_officer'], legalEntityIds: [at.other] });
    at.second = await app.person({ roles: ['risk_officer'] });
    return at;
  }

  send(method: string, path: string, body?: object, { as, ifMatch, headers }: More = {}): Promise<Reply> {
    return this.app.send(as ?? 'risk_officer', method, this.path + path, {
      ...(body ? { body } : {}),
      ...(ifMatch ? { ifMatch } : {}),
      ...(headers ? { headers } : {}),
    });
  }

  get(made: Reply | string, query = '', as: As = 'auditor'): Promise<Reply> {
    return this.send('GET', `/${idIn(made)}${query}`, undefined, { as });
  }

  list(query = '', as: As = 'auditor'): Promise<Reply> {
    return this.send('GET', query, undefined, { as });
  }

  patch(made: Reply, body: object, as?: As): Promise<Reply> {
    return this.send('PATCH', `/${idIn(made)}`, body, { as, ifMatch: made.etag });
  }

  retire(made: Reply, as?: As): Promise<Reply> {
    return this.send('DELETE', `/${idIn(made)}`, undefined, { as, ifMatch: made.etag });
  }

  /** POST …/{id}/{what}, under the ETag of what was made. */
  act(made: Reply, what: string, body?: object, as?: As): Promise<Reply> {
    return this.send('POST', `/${idIn(made)}/${what}`, body, { as, ifMatch: made.etag });
  }

  /** What the audit log tells of a record, sorted. */
  async actions(made: Reply): Promise<string[]> {
    const log = await this.app.send('auditor', 'GET', `/api/v1/audit-entries?resourceId=${idIn(made)}`);
    return (log.json['items'] as unknown as { action: string }[]).map(({ action }) => action).sort();
  }

  /** Gives the model another version, and with it the use case another stack; returns the hash of that. */
  async changeStack(version: string): Promise<string> {
    await this.app.owner.query('UPDATE component SET release = $2 WHERE id = $1', [this.model, version]);
    return this.hash();
  }

  async hash(): Promise<string> {
    const { json } = await this.app.send('auditor', 'GET', `/api/v1/use-cases/${this.useCase}`);
    return json['configurationHash'] as unknown as string;
  }

  /** Answers to retiring a document under its present version. */
  async retireDocument(id: string): Promise<Reply> {
    const path = `/api/v1/evidence/${id}`;
    const { etag } = await this.app.send('procurement', 'GET', path);
    return this.app.send('procurement', 'DELETE', path, { ifMatch: etag });
  }
}

export function idIn(made: Reply | string): string {
  return typeof made === 'string' ? made : String(made.json['id']);
}

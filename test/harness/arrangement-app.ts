import { newId } from '../../src/kernel/ids.js';
import { type Reply, startApp, type TestApp } from './app.js';
import { RegisterWriter } from './register.js';

export const ARRANGEMENTS = '/api/v1/arrangements';
/** A morning in Hong Kong, while it is still yesterday in New York. */
export const NOW = '2026-12-01T02:00:00Z';

export type As = Parameters<TestApp['send']>[0];

/** A register with two legal entities, two providers and two components, for tests of arrangements. */
export class ArrangementApp {
  readonly register: RegisterWriter;
  firm = '';
  other = '';
  vendor = '';
  hoster = '';
  model = '';
  host = '';
  /** Sees the other legal entity alone. */
  local = { id: '', key: '' };

  private constructor(readonly app: TestApp) {
    this.register = new RegisterWriter(app.owner);
  }

  static async start(): Promise<ArrangementApp> {
    const started = new ArrangementApp(await startApp());
    const { app, register } = started;
    await app.setClock(NOW);
    started.firm = await register.legalEntity('Firm');
    started.other = await register.legalEntity('Other');
    started.vendor = await register.provider('Vendor');
    started.hoster = await register.provider('Hoster');
    started.model = await register.component('Model', 'language_model', started.vendor);
    started.host = await register.component('Host', 'hosting', started.hoster);
    started.local = await app.person({ roles: ['procurement'], legalEntityIds: [started.other] });
    return started;
  }

  body(more: object = {}): Record<string, unknown> {
    return {
      legalEntityId: this.firm,
      reference: `C ${newId()}`,
      kind: 'contract',
      providerId: this.vendor,
      startsOn: '2026-01-01',
      ...more,
    };
  }

  post(more: object = {}, as: As = 'procurement', headers = {}): Promise<Reply> {
    return this.app.send(as, 'POST', ARRANGEMENTS, { body: this.body(more), headers });
  }

  get(path = '', as: As = 'auditor'): Promise<Reply> {
    return this.app.send(as, 'GET', ARRANGEMENTS + path);
  }

  async patch(made: Reply, body: object, as: As = 'procurement'): Promise<Reply> {
    const path = `/${idOf(made)}`;
    const { etag } = await this.get(path);
    return this.app.send(as, 'PATCH', ARRANGEMENTS + path, { body, ifMatch: etag });
  }

  act(made: Reply, verb: 'DELETE' | 'restore', ifMatch = made.etag, as: As = 'procurement'): Promise<Reply> {
    const path = `${ARRANGEMENTS}/${idOf(made)}`;
    return verb === 'DELETE'
      ? this.app.send(as, 'DELETE', path, { ifMatch })
      : this.app.send(as, 'POST', `${path}/restore`);
  }
}

export const idOf = (reply: Reply): string => reply.json['id'] as unknown as string;

import { expect } from '@jest/globals';
import { ArrangementApp, ARRANGEMENTS, type As, idOf } from './arrangement-app.js';
import type { Reply } from './app.js';

export const SERVICES = '/api/v1/service-records';

interface Sent {
  as?: As;
  ifMatch?: string;
  headers?: Record<string, string>;
}

/** The register of an ArrangementApp, with records of the service of arrangements. */
export class ServiceApp {
  readonly app;
  /** A contract of the firm for the model and the host. */
  contract = '';
  /** One of the other legal entity. */
  foreign = '';

  private constructor(readonly at: ArrangementApp) {
    this.app = at.app;
  }

  static async start(): Promise<ServiceApp> {
    const started = new ServiceApp(await ArrangementApp.start());
    started.contract = await started.arrangement();
    started.foreign = await started.arrangement({ legalEntityId: started.at.other });
    return started;
  }

  async arrangement(more: object = {}): Promise<string> {
    const made = await this.at.post({ componentIds: [this.at.model, this.at.host], ...more });
    expect([made.status, made.text]).toEqual([201, expect.anything()]);
    return idOf(made);
  }

  body(more: object = {}): Record<string, unknown> {
    return { arrangementId: this.contract, period: { from: '2026-10-01', to: '2026-10-31' }, ...more };
  }

  send(
    method: string,
    path: string,
    body?: object,
    { as = 'procurement', ...more }: Sent = {},
  ): Promise<Reply> {
    return this.app.send(as, method, SERVICES + path, { ...(body ? { body } : {}), ...more });
  }

  post(more: object = {}, sent: Sent = {}): Promise<Reply> {
    return this.send('POST', '', this.body(more), sent);
  }

  async made(more: object = {}, sent: Sent = {}): Promise<Reply> {
    const reply = await this.post(more, sent);
    expect([reply.status, reply.text]).toEqual([201, expect.anything()]);
    return reply;
  }

  /** On an arrangement of its own, so that no other record is of the same days. */
  async madeAlone(more: object = {}): Promise<Reply> {
    return this.made({ arrangementId: await this.arrangement(), ...more });
  }

  get(made: Reply, as: As = 'auditor', query = ''): Promise<Reply> {
    return this.send('GET', `/${idOf(made)}${query}`, undefined, { as });
  }

  async patch(made: Reply, body: object, as?: As): Promise<Reply> {
    const { etag } = await this.get(made);
    return this.send('PATCH', `/${idOf(made)}`, body, { ifMatch: etag, as });
  }

  async retire(made: Reply, as?: As): Promise<Reply> {
    const { etag } = await this.get(made);
    return this.send('DELETE', `/${idOf(made)}`, undefined, { ifMatch: etag, as });
  }

  restore(made: Reply, as?: As): Promise<Reply> {
    return this.send('POST', `/${idOf(made)}/restore`, undefined, { as });
  }

  quality(arrangementId: string, query: string, as: As = 'auditor'): Promise<Reply> {
    return this.app.send(as, 'GET', `${ARRANGEMENTS}/${arrangementId}/service-quality${query}`);
  }
}

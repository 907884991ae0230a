import { expect } from '@jest/globals';
import { type As, idOf } from './arrangement-app.js';
import type { Reply } from './app.js';
import { ChangeApp } from './change-app.js';

export const FLOWS = '/api/v1/data-flows';

interface Sent {
  as?: As;
  ifMatch?: string;
  headers?: Record<string, string>;
}

/** The register of a ChangeApp, with data that flows in it. */
export class FlowApp {
  readonly app;
  readonly at;

  private constructor(readonly changes: ChangeApp) {
    this.app = changes.app;
    this.at = changes.at;
  }

  static async start(): Promise<FlowApp> {
    return new FlowApp(await ChangeApp.start());
  }

  /** From the use case of the firm to the model. */
  body(more: object = {}): Record<string, unknown> {
    return {
      ...{
        from: { type: 'use_case', id: this.changes.useCase },
        to: { type: 'component', id: this.at.model },
      },
      ...more,
    };
  }

  send(
    method: string,
    path: string,
    body?: object,
    { as = 'procurement', ...more }: Sent = {},
  ): Promise<Reply> {
    return this.app.send(as, method, FLOWS + path, { ...(body ? { body } : {}), ...more });
  }

  post(more: object = {}, sent: Sent = {}): Promise<Reply> {
    return this.send('POST', '', this.body(more), sent);
  }

  async made(more: object = {}, sent: Sent = {}): Promise<Reply> {
    const reply = await this.post(more, sent);
    expect([reply.status, reply.text]).toEqual([201, expect.anything()]);
    return reply;
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
}

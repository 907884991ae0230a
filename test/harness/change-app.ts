import { expect } from '@jest/globals';
import { ArrangementApp, type As, idOf } from './arrangement-app.js';
import type { Reply } from './app.js';

export const CHANGES = '/api/v1/change-events';
export const NOBODY = '01900000-0000-7000-8000-000000000000';

interface Sent {
  as?: As;
  ifMatch?: string;
  headers?: Record<string, string>;
}

/** A register with a use case of each legal entity that stand on one model, which stands on one host; on 1 December 2026. */
export class ChangeApp {
  readonly app;
  readonly register;
  /** Of the firm. */
  useCase = '';
  /** Of the other legal entity, which the local person sees alone. */
  otherUse = '';
  /** A risk officer of the other legal entity alone. */
  local: As = null;

  private constructor(readonly at: ArrangementApp) {
    this.app = at.app;
    this.register = at.register;
  }

  static async start(): Promise<ChangeApp> {
    const started = new ChangeApp(await ArrangementApp.start());
    const { at, app, register } = started;
    started.useCase = await register.useCase('Research', 'T2', at.firm, { toleranceHours: 8 });
    started.otherUse = await register.useCase('Chat', 'T2', at.other, { toleranceHours: 4 });
    await register.requires({ component: at.model }, [{ component: at.host }]);
    await register.endsAt(at.host);
    for (const useCase of [started.useCase, started.otherUse]) {
      await register.requires({ useCase }, [{ component: at.model }]);
    }
    started.local = await app.person({ roles: ['risk_officer'], legalEntityIds: [at.other] });
    return started;
  }

  body(more: object = {}): Record<string, unknown> {
    return {
      ...{ kind: 'model_version_changed', subject: { type: 'component', id: this.at.model } },
      ...{ summary: 'A newer version.', happenedOn: '2026-11-20', ...more },
    };
  }

  send(
    method: string,
    path: string,
    body?: object,
    { as = 'procurement', ...more }: Sent = {},
  ): Promise<Reply> {
    return this.app.send(as, method, CHANGES + path, { ...(body ? { body } : {}), ...more });
  }

  post(more: object = {}, sent: Sent = {}): Promise<Reply> {
    return this.send('POST', '', this.body(more), sent);
  }

  async made(more: object = {}, sent: Sent = {}): Promise<Reply> {
    const reply = await this.post(more, sent);
    expect([reply.status, reply.text]).toEqual([201, expect.anything()]);
    return reply;
  }

  get(made: Reply | string, as: As = 'auditor'): Promise<Reply> {
    return this.send('GET', `/${typeof made === 'string' ? made : idOf(made)}`, undefined, { as });
  }

  async patch(made: Reply, body: object, as?: As): Promise<Reply> {
    const { etag } = await this.get(made);
    return this.send('PATCH', `/${idOf(made)}`, body, { ifMatch: etag, as });
  }

  async retire(made: Reply, as?: As): Promise<Reply> {
    const { etag } = await this.get(made);
    return this.send('DELETE', `/${idOf(made)}`, undefined, { ifMatch: etag, as });
  }

  /** By somebody who has not recorded it. */
  async triage(made: Reply, ruling: string, as: As = 'senior_manager'): Promise<Reply> {
    const { etag } = await this.get(made);
    return this.send(
      'POST',
      `/${idOf(made)}/triage`,
      { ruling, reason: 'Looked at.' },
      { ifMatch: etag, as },
    );
  }

  resolve(made: Reply, more: object = {}, sent: Sent = {}): Promise<Reply> {
    const body = { rule: 'R-13c', on: '2026-11-30', reason: 'Tested again.', ...more };
    return this.send('POST', `/${idOf(made)}/resolutions`, body, sent);
  }

  /** Takes back the latest of what was redone, under the version in which it was read. */
  withdraw(
    read: Reply,
    { reason = 'Not done after all.', ...sent }: Sent & { reason?: unknown } = {},
  ): Promise<Reply> {
    const { id } = (read.json['resolutions'] as unknown as { id: string }[]).at(-1) ?? { id: NOBODY };
    const path = `/${idOf(read)}/resolutions/${id}/withdraw`;
    return this.send('POST', path, { reason }, { ifMatch: read.etag, ...sent });
  }
}

import { expect } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { ArrangementApp, type As, idOf } from './arrangement-app.js';
import type { Reply } from './app.js';
import { documentOf } from './evidence-app.js';

export const EXITS = '/api/v1/exit-cases';
export const STEPS = [
  ...['successor_validated', 'keys_revoked', 'access_removed', 'data_returned_or_deleted'],
  ...['embeddings_returned_or_deleted', 'tuned_weights_returned_or_deleted'],
  ...['deletion_certificate_received', 'records_kept'],
];

interface Sent {
  as?: As;
  ifMatch?: string;
  headers?: Record<string, string>;
}

/** A register of which something is left; on 1 December 2026 in Hong Kong. */
export class ExitApp {
  readonly app;
  readonly register;
  /** Takes the place of the model. */
  next = '';
  evidenceId = '';
  /** A risk officer of the other legal entity alone. */
  local: As = null;

  private constructor(readonly at: ArrangementApp) {
    this.app = at.app;
    this.register = at.register;
  }

  static async start(): Promise<ExitApp> {
    const started = new ExitApp(await ArrangementApp.start());
    const { at, app, register } = started;
    started.next = await register.component('Next', 'language_model', at.vendor);
    started.evidenceId = await documentOf(app);
    started.local = await app.person({ roles: ['risk_officer'], legalEntityIds: [at.other] });
    return started;
  }

  body(more: object = {}): Record<string, unknown> {
    return {
      ...{ legalEntityId: this.at.firm, subject: { type: 'component', id: this.at.model } },
      ...{ ownerId: this.app.people.procurement, dueOn: '2027-02-28', summary: 'The model is replaced.' },
      ...more,
    };
  }

  send(
    method: string,
    path: string,
    body?: object,
    { as = 'procurement', ...more }: Sent = {},
  ): Promise<Reply> {
    return this.app.send(as, method, EXITS + path, { ...(body ? { body } : {}), ...more });
  }

  post(more: object = {}, sent: Sent = {}): Promise<Reply> {
    return this.send('POST', '', this.body(more), sent);
  }

  async made(more: object = {}, sent: Sent = {}): Promise<Reply> {
    const reply = await this.post(more, sent);
    expect([reply.status, reply.text]).toEqual([201, expect.anything()]);
    return reply;
  }

  /** An exit from a component of its own, as only one goes on of each. */
  async ofAnother(more: object = {}, sent: Sent = {}): Promise<Reply> {
    return this.made({ subject: { type: 'component', id: await this.component() }, ...more }, sent);
  }

  component(more: object = {}): Promise<string> {
    return this.register.component(`Left ${newId()}`, 'language_model', this.at.vendor, more);
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

  /** Submits, closes, returns or abandons it as it is. */
  async decide(made: Reply, verb: string, body: object | undefined, as: As): Promise<Reply> {
    const { etag } = await this.get(made);
    return this.send('POST', `/${idOf(made)}/${verb}`, body, { ifMatch: etag, as });
  }

  /** What is said of every step of an exit that is complete. */
  complete(): object[] {
    const done = { state: 'done', doneOn: '2026-11-30', doneBy: this.app.people.procurement };
    const none = { state: 'not_applicable', reason: 'There were none.' };
    return STEPS.map((step) => ({
      step,
      ...(step.startsWith('tuned') || step.startsWith('embeddings') ? none : done),
      ...(step.startsWith('deletion') || step.startsWith('records') ? { evidenceId: this.evidenceId } : {}),
    }));
  }

  /** What takes the place of a component. */
  replaced(): object {
    return { successorStatus: 'named', successor: { type: 'component', id: this.next } };
  }

  /** An exit of which everything is done, put before somebody. */
  async submitted(more: object = {}): Promise<Reply> {
    const made = await this.ofAnother({ ...this.replaced(), steps: this.complete(), ...more });
    const submitted = await this.decide(made, 'submit', undefined, 'procurement');
    expect([submitted.status, submitted.json['state']]).toEqual([200, 'submitted']);
    return submitted;
  }
}

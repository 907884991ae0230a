import { expect } from '@jest/globals';
import type { Reply, TestApp } from './app.js';
import { documentOf } from './evidence-app.js';
import { type Owner, type Reminding, startReminding } from './reminding.js';
import { itemsOf } from './replies.js';

/** A morning in Hong Kong. */
export const NOW = '2026-12-01T02:00:00Z';
export type As = Parameters<TestApp['send']>[0];

/** A register whose records hold dates, with a mail server; on 1 December 2026. */
export class DatedApp {
  firm = '';
  vendor = '';
  model = '';
  /** On the model, and not used yet. */
  useCase = '';
  /** A document of everybody's. */
  document = '';
  owner: Owner = { id: '', key: '', email: '' };
  /** A risk officer who has prepared nothing. */
  second = { id: '', key: '' };

  private constructor(readonly reminding: Reminding) {}

  get app(): TestApp {
    return this.reminding.app;
  }

  static async start(): Promise<DatedApp> {
    const at = new DatedApp(await startReminding());
    const { app, register } = at.reminding;
    await app.setClock(NOW);
    at.firm = await register.legalEntity('Firm');
    at.vendor = await register.provider('Vendor');
    at.model = await register.component('Model', 'language_model', at.vendor);
    at.useCase = await register.useCase('Research', 'T2', at.firm, { status: 'planned' });
    await register.requires({ useCase: at.useCase }, [{ component: at.model }]);
    at.document = await documentOf(app);
    at.owner = await at.reminding.owner();
    at.second = await app.person({ roles: ['risk_officer'] });
    return at;
  }

  close(): Promise<void> {
    return this.reminding.close();
  }

  /** What a worker does in one round, at an instant or now. */
  round(instant?: string): Promise<void> {
    return instant === undefined ? this.reminding.round() : this.reminding.at(instant);
  }

  async post(path: string, body: object, as: As = 'risk_officer'): Promise<Reply> {
    const reply = await this.app.send(as, 'POST', `/api/v1/${path}`, { body });
    expect([reply.status, reply.status === 201 ? '' : reply.text]).toEqual([201, '']);
    return reply;
  }

  /** PATCH, DELETE or a POST of a verb, under the present version of the record. */
  async act(
    method: 'PATCH' | 'DELETE' | 'POST',
    path: string,
    body?: object,
    as: As = 'risk_officer',
  ): Promise<Reply> {
    const record = path.split('/').slice(0, 2).join('/');
    const { etag } = await this.app.send('auditor', 'GET', `/api/v1/${record}`);
    const reply = await this.app.send(as, method, `/api/v1/${path}`, {
      ...(body ? { body } : {}),
      ifMatch: etag,
    });
    expect(reply.status < 300 ? '' : reply.text).toBe('');
    return reply;
  }

  /** What is asked for because of a record, after another round: `kind day state`, with whose it is, the oldest first. */
  async asked(of: Reply | string, kind?: string): Promise<string[]> {
    await this.round();
    const path = `/api/v1/obligations?sourceId=${idIn(of)}&sort=createdAt${kind ? `&kind=${kind}` : ''}`;
    return itemsOf(await this.app.send('auditor', 'GET', path)).map(
      ({ kind, dueOn, state, ownerId }) => `${kind} ${dueOn} ${state} ${this.#who(ownerId)}`,
    );
  }

  /** `step because` of what somebody was told of a record, the latest first. */
  async told(who: { key: string }, of: Reply | string): Promise<string[]> {
    const id = idIn(of);
    const reply = await this.app.send(who, 'GET', '/api/v1/reminders?limit=200');
    return itemsOf(reply).flatMap(({ steps }) =>
      (steps as { kind: string; step: string; because: string; source: { id: string } }[])
        .filter(({ source }) => source.id === id)
        .map(({ step, because }) => `${step} ${because}`),
    );
  }

  /** Subjects of the mails to somebody. */
  mails(who: Owner = this.owner): string[] {
    return this.reminding.mailTo(who).map(({ subject }) => subject);
  }

  #who(id: unknown): string {
    if (id === null) return 'officers';
    return id === this.owner.id ? 'owner' : 'another';
  }
}

export const idOf = (reply: Reply): string => String(reply.json['id']);
const idIn = (of: Reply | string): string => (typeof of === 'string' ? of : idOf(of));

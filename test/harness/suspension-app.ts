import { expect } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { ArrangementApp, type As } from './arrangement-app.js';
import type { Reply } from './app.js';

export type Kind = 'providers' | 'components';

/** A register of which things are suspended; on 1 December 2026 in Hong Kong. */
export class SuspensionApp {
  readonly app;
  readonly register;
  /** Two people who may decide. */
  first: As = null;
  firstId = '';
  second: As = null;
  secondId = '';
  /** A risk officer of the other legal entity alone. */
  local: As = null;

  private constructor(readonly at: ArrangementApp) {
    this.app = at.app;
    this.register = at.register;
  }

  static async start(): Promise<SuspensionApp> {
    const started = new SuspensionApp(await ArrangementApp.start());
    const { at, app } = started;
    const [first, second] = [
      await app.person({ roles: ['risk_officer'] }),
      await app.person({ roles: ['senior_manager'] }),
    ];
    Object.assign(started, { first, firstId: first.id, second, secondId: second.id });
    started.local = await app.person({ roles: ['risk_officer'], legalEntityIds: [at.other] });
    return started;
  }

  /** A provider with a model that it operates, and one that the firm runs itself. */
  async vendor(): Promise<{ provider: string; model: string; own: string }> {
    const provider = await this.register.provider(`Vendor ${newId()}`);
    await this.app.owner.query(`UPDATE provider SET status = 'approved' WHERE id = $1`, [provider]);
    const model = await this.model(provider);
    const own = await this.model(provider, { deployment: 'self_hosted' });
    return { provider, model, own };
  }

  async model(provider: string, more: object = {}): Promise<string> {
    const id = await this.register.component(`Model ${newId()}`, 'language_model', provider, more);
    await this.register.endsAt(id);
    return id;
  }

  /** A use case that needs the first of some components, and falls back on the others, tested as it is said. */
  async use(
    components: string[],
    { entity = this.at.firm, tier = 'T2', evidence = 'tested_in_tolerance' } = {},
  ): Promise<string> {
    const id = await this.register.useCase(`Use ${newId()}`, tier, entity, { toleranceHours: 4 });
    await this.register.requires(
      { useCase: id },
      components.map((component) => ({ component, tested: true })),
    );
    await this.app.owner.query(
      `UPDATE requirement_alternative SET fallback_evidence = $2, tested_on = '2026-11-01'
        WHERE requirement_id IN (SELECT id FROM requirement WHERE use_case_id = $1) AND rank > 1`,
      [id, evidence],
    );
    return id;
  }

  path(kind: Kind, id: string): string {
    return `/api/v1/${kind}/${id}`;
  }

  get(path: string, as: As = 'auditor'): Promise<Reply> {
    return this.app.send(as, 'GET', path);
  }

  /** What suspending it would stop. */
  async foresee(kind: Kind, id: string, as: As = 'auditor'): Promise<Reply> {
    const reply = await this.get(`${this.path(kind, id)}/suspension`, as);
    expect([reply.status, reply.text]).toEqual([200, expect.anything()]);
    return reply;
  }

  /** In one step, having seen what it stops. */
  async suspend(kind: Kind, id: string, more: object = {}, as: As = this.first): Promise<Reply> {
    const { etag } = await this.get(this.path(kind, id));
    const { seen } = (await this.foresee(kind, id)).json;
    const body = { reason: 'It leaks.', seen, ...more };
    return this.app.send(as, 'POST', `${this.path(kind, id)}/suspend`, { body, ifMatch: etag });
  }

  reinstate(kind: Kind, id: string, as: As = this.second): Promise<Reply> {
    const body = { reason: 'It is mended.' };
    return this.app.send(as, 'POST', `${this.path(kind, id)}/reinstate`, { body });
  }

  async status(kind: Kind, id: string): Promise<unknown> {
    return (await this.get(this.path(kind, id))).json['status'];
  }

  /** By a change of the status, as before there was a way of its own. */
  async decide(kind: Kind, id: string, status: string, as: As = this.first): Promise<Reply> {
    const { etag } = await this.get(this.path(kind, id));
    const body = { status };
    return this.app.send(as, 'POST', `${this.path(kind, id)}/status`, { body, ifMatch: etag });
  }

  /** The latest suspension of something, with what it stopped. */
  async latest(kind: Kind, id: string, as: As = 'auditor'): Promise<Reply> {
    const list = await this.get(`/api/v1/suspensions?${kind.slice(0, -1)}Id=${id}&sort=-createdAt`);
    const [item] = list.json['items'] as unknown as { id: string }[];
    return this.get(`/api/v1/suspensions/${item?.id ?? ''}`, as);
  }
}

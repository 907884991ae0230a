import { expect } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { LimitKeeper } from '../../src/modules/scoring/scoring.public.js';
import { type Reply, startApp, type TestApp } from './app.js';
import { RegisterWriter } from './register.js';
import { itemsOf } from './replies.js';

export const LIMITS = '/api/v1/concentration-limits';
export const FINDINGS = '/api/v1/concentration-findings';
export const NOW = '2027-01-15T02:00:00Z';

export type As = Parameters<TestApp['send']>[0];
export const idOf = (reply: Reply): string => reply.json['id'] as unknown as string;
export const typeOf = ({ json }: Reply): unknown => json['type'];

/**
 * A register with limits. Firm: U1 (T1, weight 8) on A or tested B, U2 (T2, 4) on B, U3 (T3, 2) on A; A and B of two
 * vendors, on one host.
 */
export class LimitApp {
  readonly keeper: LimitKeeper;
  readonly register: RegisterWriter;
  readonly id: Record<string, string> = {};
  /** May accept an excess. */
  signer = { id: '', key: '' };
  /** The limit that a test has set last. */
  limitId = '';

  private constructor(readonly app: TestApp) {
    this.keeper = app.nest.get(LimitKeeper);
    this.register = new RegisterWriter(app.owner);
  }

  static async start(): Promise<LimitApp> {
    const started = new LimitApp(await startApp());
    await started.fill();
    return started;
  }

  /** Each test has a limit of its own, and no other one is left. */
  async begin(): Promise<void> {
    await this.app.setClock(NOW);
    await this.app.owner.query('UPDATE concentration_limit SET retired_at = now() WHERE retired_at IS NULL');
    this.limitId = '';
  }

  get(path: string, as: As = 'auditor'): Promise<Reply> {
    return this.app.send(as, 'GET', path);
  }

  /** Sets a limit and has it measured. By model vendor, A has 10/14 of the weight and B 4/14. */
  async limit(more: object = {}): Promise<Reply> {
    const body = {
      legalEntityId: this.id['firm'],
      name: `Limit ${newId()}`,
      measure: 'share',
      axis: 'provider',
      layer: 'language_model',
      basis: 'declared',
      threshold: 0.5,
      rationale: 'A vendor must be replaceable.',
      ...more,
    };
    const made = await this.app.send('risk_officer', 'POST', LIMITS, { body });
    expect(made.status).toBe(201);
    this.limitId = idOf(made);
    await this.keeper.keep();
    return made;
  }

  /** What exceeds the limit, the oldest first. */
  async findings(query = '', as: As = 'auditor'): Promise<Record<string, unknown>[]> {
    return itemsOf(await this.get(`${FINDINGS}?limitId=${this.limitId}&sort=foundAt${query}`, as));
  }

  /** The only thing that exceeds it, or ever did. */
  async only(): Promise<Reply> {
    const [first, ...others] = await this.findings();
    expect(others).toEqual([]);
    return this.get(`${FINDINGS}/${String(first?.['id'])}`);
  }

  async act(verb: string, body: unknown, as: As = this.signer): Promise<Reply> {
    const found = await this.only();
    return this.app.send(as, 'POST', `${FINDINGS}/${idOf(found)}/${verb}`, { body, ifMatch: found.etag });
  }

  accept(more: object = {}, as?: As): Promise<Reply> {
    return this.act('accept', { reason: 'Second vendor starts in March.', until: '2027-03-31', ...more }, as);
  }

  async threshold(value: number, as: As = 'risk_officer'): Promise<void> {
    const path = `${LIMITS}/${this.limitId}`;
    const { etag } = await this.get(path);
    const changed = await this.app.send(as, 'PATCH', path, { body: { threshold: value }, ifMatch: etag });
    expect(changed.status).toBe(200);
  }

  /** Another use of vendor A, which raises its share from 10/14 to 18/22; the answer takes it back. */
  async another(): Promise<() => Promise<void>> {
    const more = await this.register.useCase(`More ${newId()}`, 'T1', this.id['firm'] ?? '');
    await this.register.requires({ useCase: more }, [{ component: this.id['A'] ?? '' }]);
    return async () => {
      await this.app.owner.query('UPDATE use_case SET retired_at = now() WHERE id = $1', [more]);
    };
  }

  private async fill(): Promise<void> {
    const { app, id, register } = this;
    await app.setClock(NOW);
    id['firm'] = await register.legalEntity('Firm');
    id['other'] = await register.legalEntity('Other');
    for (const name of ['Vendor A', 'Vendor B', 'Hoster']) id[name] = await register.provider(name);
    id['host'] = await register.component('Host', 'hosting', id['Hoster'] ?? null);
    await register.endsAt(id['host']);
    for (const name of ['A', 'B']) {
      id[name] = await register.component(`Model ${name}`, 'language_model', id[`Vendor ${name}`] ?? null);
      await register.requires({ component: id[name] }, [{ component: id['host'] }]);
    }
    const [a = '', b = ''] = [id['A'], id['B']];
    id['u1'] = await register.useCase('Research', 'T1', id['firm']);
    id['u2'] = await register.useCase('Chat', 'T2', id['firm']);
    id['u3'] = await register.useCase('Summaries', 'T3', id['firm']);
    await register.requires({ useCase: id['u1'] }, [{ component: a }, { component: b, tested: true }]);
    await register.requires({ useCase: id['u2'] }, [{ component: b }]);
    await register.requires({ useCase: id['u3'] }, [{ component: a }]);
    this.signer = await app.person({ roles: ['senior_manager'], functions: ['risk'] });
  }
}

import { expect } from '@jest/globals';
import { ScoreKeeper } from '../../src/modules/scoring/scoring.public.js';
import type { Reply } from './app.js';
import { ArrangementApp, ARRANGEMENTS, type As, idOf } from './arrangement-app.js';
import { itemsOf } from './replies.js';

export const COVERAGE = '/api/v1/indemnity-coverage';

/** A row of the coverage of indemnities as it is shown. */
export type CoverageRow = Record<string, unknown> & {
  id: string;
  useCaseId: string;
  risk: string;
  payer: string;
  because: string;
};

/** A register with the model of a vendor and the host of another, and use cases that stand on them. */
export class CoverageApp {
  private constructor(
    readonly at: ArrangementApp,
    readonly keeper: ScoreKeeper,
  ) {}

  static async start(): Promise<CoverageApp> {
    const at = await ArrangementApp.start();
    await at.register.endsAt(at.model);
    await at.register.endsAt(at.host);
    return new CoverageApp(at, at.app.nest.get(ScoreKeeper));
  }

  /** A use case of a legal entity that needs components. */
  async use(
    name: string,
    tier: string,
    components: readonly string[],
    { flags = ['off_the_shelf'], legalEntityIds = [this.at.firm] } = {},
  ): Promise<string> {
    const { register, app } = this.at;
    const id = await register.useCase(name, tier, legalEntityIds[0]!);
    await app.owner.query('UPDATE use_case SET development_flags = $2 WHERE id = $1', [id, flags]);
    for (const entity of legalEntityIds.slice(1)) {
      await app.owner.query(
        'INSERT INTO use_case_legal_entity (use_case_id, legal_entity_id, name) VALUES ($1, $2, $3)',
        [id, entity, name],
      );
    }
    for (const component of components) await register.requires({ useCase: id }, [{ component }]);
    return id;
  }

  /** An indemnity of an arrangement, without conditions unless they are given. */
  async promise(arrangement: Reply, risk: string, more: object = {}): Promise<Reply> {
    const made = await this.at.app.send('procurement', 'POST', this.#pathOf(arrangement), {
      body: { risk, protection: 'uncapped', conditionsStatus: 'none', ...more },
    });
    expect([made.status, made.text]).toEqual([201, expect.anything()]);
    return made;
  }

  async change(arrangement: Reply, indemnity: Reply, body: object): Promise<void> {
    const path = `${this.#pathOf(arrangement)}/${idOf(indemnity)}`;
    const { etag } = await this.at.app.send('procurement', 'GET', path);
    const changed = await this.at.app.send('procurement', 'PATCH', path, { body, ifMatch: etag });
    expect([changed.status, changed.text]).toEqual([200, expect.anything()]);
  }

  async retire(arrangement: Reply, indemnity: Reply): Promise<void> {
    const path = `${this.#pathOf(arrangement)}/${idOf(indemnity)}`;
    const { etag } = await this.at.app.send('procurement', 'GET', path);
    expect((await this.at.app.send('procurement', 'DELETE', path, { ifMatch: etag })).status).toBe(204);
  }

  /** Without looking whether it is in step. */
  get(query = '', as: As = 'auditor', headers: Record<string, string> = {}): Promise<Reply> {
    return this.at.app.send(as, 'GET', `${COVERAGE}${query}`, { headers });
  }

  async rows(query = '', as: As = 'auditor', headers: Record<string, string> = {}): Promise<CoverageRow[]> {
    await this.keeper.keep();
    const reply = await this.get(query, as, headers);
    expect([reply.status, reply.text]).toEqual([200, expect.anything()]);
    return itemsOf(reply) as CoverageRow[];
  }

  /** Who pays for one kind of claim of a use case, in each of its parts. */
  async payers(useCaseId: string, risk: string): Promise<string[]> {
    return (await this.rows(`?useCaseId=${useCaseId}&risk=${risk}`)).map(({ payer }) => payer);
  }

  #pathOf(arrangement: Reply): string {
    return `${ARRANGEMENTS}/${idOf(arrangement)}/indemnities`;
  }
}

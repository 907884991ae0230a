import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { Clock } from '../../../kernel/clock.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf } from '../../../platform/database/shown.js';
import { entityDayOf } from './entity-day.js';
import { ownOrEverybodys } from './own-or-everybodys.js';
import { policyShown } from './policy.shown.js';

export interface PolicyFilter extends PageRequest {
  kind?: string;
  legalEntityId?: string;
  state?: string;
  stage?: string;
  ownerId?: string;
  /** YYYY-MM-DD: the next review is due before this day. */
  dueBefore?: string;
  q?: string;
  includeRetired?: boolean;
}

export const POLICY_SORTS = ['createdAt', 'updatedAt', 'nextReviewOn'] as const;

/** What nobody reviews comes after everything that is. */
const REVIEW = `coalesce(p.next_review_on, 'infinity'::date)`;

const PAGE: Omit<PageSpec, 'from' | 'item'> = {
  alias: 'p',
  list: 'policies',
  sorts: {
    createdAt: { sql: 'p.created_at', type: 'timestamptz' },
    updatedAt: { sql: 'p.updated_at', type: 'timestamptz' },
    nextReviewOn: { sql: REVIEW, type: 'date', key: (day) => (typeof day === 'string' ? day : 'infinity') },
  },
  defaultSort: 'createdAt',
};

/** What the API shows of policies: those of the installation, and of legal entities that somebody sees. */
@Injectable()
export class PolicyReadModel {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** One page as JSON text; by the day of review with `dueBefore`. */
  page(filter: PolicyFilter, scope: EntityScope, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const { from, at } = this.#relations(conditions, asOf);
    ownOrEverybodys(conditions, 'p', scope);
    conditions
      .equal('p.kind', filter.kind)
      .equal('p.legal_entity_id', filter.legalEntityId)
      .equal('p.state', filter.state)
      .contains('p.stages', filter.stage)
      .equal('p.owner_id', filter.ownerId)
      .search('p', filter.q);
    if (filter.dueBefore !== undefined) {
      conditions.add(`${REVIEW} < ${conditions.value(filter.dueBefore)}::date`);
    }
    if (!filter.includeRetired) conditions.add('p.retired_at IS NULL');
    const defaultSort = filter.dueBefore === undefined ? PAGE.defaultSort : 'nextReviewOn';
    const item = columnsOf(policyShown('p', at));
    return readPage(this.database, { ...PAGE, from, item, defaultSort }, conditions, filter, asOf);
  }

  /** One policy; throws not-found. */
  async one(id: string, scope: EntityScope, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const { from, at } = this.#relations(conditions, asOf);
    conditions.equal('p.id', id);
    ownOrEverybodys(conditions, 'p', scope);
    const [row] = await this.database.rows<{ json: string; rowVersion: number }>(
      `SELECT (${jsonOf(policyShown('p', at))})::text AS json, p.row_version AS "rowVersion" FROM ${from} ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }

  #relations(conditions: Conditions, asOf: AsOf): { from: string; at: string } {
    const place = (value: unknown): string => conditions.value(value);
    const now = place(asOf ?? this.clock.now().toISOString());
    return {
      from: `${relation('policy', 'p', asOf, place)} ${entityDayOf('p', now)}`,
      at: asOf === null ? 'NULL' : `${now}::timestamptz`,
    };
  }
}

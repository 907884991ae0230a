import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { Clock } from '../../../kernel/clock.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf } from '../../../platform/database/shown.js';
import { withinScope } from '../../../platform/database/within-scope.js';
import { reviewShown, reviewSummaryShown, versionOf } from './component-review.shown.js';
import { entityDayOf } from './entity-day.js';

export interface ReviewFilter extends PageRequest {
  kind?: string;
  legalEntityId?: string;
  componentId?: string;
  useCaseId?: string;
  outcome?: string;
  state?: string;
  /** YYYY-MM-DD: not counting any more on this day. */
  expiresBefore?: string;
  includeRetired?: boolean;
}

export const REVIEW_SORTS = ['createdAt', 'updatedAt', 'performedOn', 'validTo'] as const;

/** What has no last day comes after everything that has. */
const LAST_DAY = `coalesce(v.valid_to, 'infinity'::date)`;

const PAGE: Omit<PageSpec, 'from'> = {
  alias: 'v',
  list: 'component-reviews',
  item: columnsOf(reviewSummaryShown('v')),
  sorts: {
    createdAt: { sql: 'v.created_at', type: 'timestamptz' },
    updatedAt: { sql: 'v.updated_at', type: 'timestamptz' },
    performedOn: { sql: 'v.performed_on', type: 'date' },
    validTo: { sql: LAST_DAY, type: 'date', key: (day) => (typeof day === 'string' ? day : 'infinity') },
  },
  defaultSort: 'createdAt',
};

/** What the API shows of component reviews: those of legal entities that somebody sees. */
@Injectable()
export class ComponentReviewReadModel {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** One page as JSON text; by the last day with `expiresBefore`. */
  page(filter: ReviewFilter, scope: EntityScope, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const from = this.#from(conditions, asOf);
    withinScope(conditions, 'v.legal_entity_id', scope);
    conditions
      .equal('v.kind', filter.kind)
      .equal('v.legal_entity_id', filter.legalEntityId)
      .equal('v.component_id', filter.componentId)
      .equal('v.use_case_id', filter.useCaseId)
      .equal('v.outcome', filter.outcome)
      .equal('v.state', filter.state);
    if (filter.expiresBefore !== undefined) {
      conditions.add(`${LAST_DAY} < ${conditions.value(filter.expiresBefore)}::date`);
    }
    if (!filter.includeRetired) conditions.add('v.retired_at IS NULL');
    const defaultSort = filter.expiresBefore === undefined ? PAGE.defaultSort : 'validTo';
    return readPage(this.database, { ...PAGE, from, defaultSort }, conditions, filter, asOf);
  }

  /** One review, with how it stands to the component of the instant; throws not-found. */
  async one(id: string, scope: EntityScope, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const components = relation('component', 'c', asOf, (value) => conditions.value(value));
    const from = `${this.#from(conditions, asOf)} ${versionOf('v', components)}`;
    conditions.equal('v.id', id);
    withinScope(conditions, 'v.legal_entity_id', scope);
    const [row] = await this.database.rows<{ json: string; rowVersion: number }>(
      `SELECT (${jsonOf(reviewShown('v'))})::text AS json, v.row_version AS "rowVersion" FROM ${from} ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }

  #from(conditions: Conditions, asOf: AsOf): string {
    const place = (value: unknown): string => conditions.value(value);
    const now = place(asOf ?? this.clock.now().toISOString());
    return `${relation('component_review', 'v', asOf, place)} ${entityDayOf('v', now)}`;
  }
}

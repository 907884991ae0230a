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
import { assessmentShown, assessmentSummaryShown, dayOf } from './assessment.shown.js';

export interface AssessmentFilter extends PageRequest {
  legalEntityId?: string;
  providerId?: string;
  componentId?: string;
  state?: string;
  ownerId?: string;
  /** YYYY-MM-DD: approved, and no longer valid on this day. */
  expiresBefore?: string;
  includeRetired?: boolean;
}

export const ASSESSMENT_SORTS = ['createdAt', 'updatedAt', 'validTo'] as const;

/** What is not approved comes after everything that is. */
const END = `coalesce(a.valid_to, 'infinity'::date)`;

const PAGE: Omit<PageSpec, 'from'> = {
  alias: 'a',
  list: 'assessments',
  item: columnsOf(assessmentSummaryShown('a')),
  sorts: {
    createdAt: { sql: 'a.created_at', type: 'timestamptz' },
    updatedAt: { sql: 'a.updated_at', type: 'timestamptz' },
    validTo: { sql: END, type: 'date', key: (day) => (typeof day === 'string' ? day : 'infinity') },
  },
  defaultSort: 'createdAt',
};

/** What the API shows of assessments: those of legal entities that somebody sees. */
@Injectable()
export class AssessmentReadModel {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** One page as JSON text, without what was answered; by expiry with `expiresBefore`. */
  page(filter: AssessmentFilter, scope: EntityScope, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const place = (value: unknown): string => conditions.value(value);
    const from = `${relation('assessment', 'a', asOf, place)} ${dayOf('a', this.#now(asOf, place))}`;
    withinScope(conditions, 'a.legal_entity_id', scope);
    conditions
      .equal('a.legal_entity_id', filter.legalEntityId)
      .equal('a.provider_id', filter.providerId)
      .equal('a.component_id', filter.componentId)
      .equal('a.owner_id', filter.ownerId);
    if (filter.state !== undefined) standsSo(conditions, filter.state);
    if (filter.expiresBefore !== undefined) {
      conditions.add(`${END} < ${conditions.value(filter.expiresBefore)}::date`);
    }
    if (!filter.includeRetired) conditions.add('a.retired_at IS NULL');
    const defaultSort = filter.expiresBefore === undefined ? PAGE.defaultSort : 'validTo';
    return readPage(this.database, { ...PAGE, from, defaultSort }, conditions, filter, asOf);
  }

  /** One assessment with all that it says; throws not-found. */
  async one(id: string, scope: EntityScope, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const place = (value: unknown): string => conditions.value(value);
    const from = `${relation('assessment', 'a', asOf, place)} ${dayOf('a', this.#now(asOf, place))}`;
    const shown = assessmentShown('a', {
      answers: relation('assessment_answer', 'w', asOf, place),
      findings: relation('assessment_finding', 'f', asOf, place),
      conditions: relation('assessment_condition', 'k', asOf, place),
    });
    conditions.equal('a.id', id);
    withinScope(conditions, 'a.legal_entity_id', scope);
    const [row] = await this.database.rows<{ json: string; rowVersion: number }>(
      `SELECT (${jsonOf(shown)})::text AS json, a.row_version AS "rowVersion" FROM ${from} ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }

  #now(asOf: AsOf, place: (value: unknown) => string): string {
    return place(asOf ?? this.clock.now().toISOString());
  }
}

/** Those that stand so on the day: an approval is what it was until its last day, and expired from the next. */
function standsSo(conditions: Conditions, state: string): void {
  if (state === 'expired') {
    conditions.add('a.valid_to < day.today');
    return;
  }
  conditions.equal('a.state', state).add('(a.valid_to IS NULL OR a.valid_to >= day.today)');
}

import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf } from '../../../platform/database/shown.js';
import { withinScope } from '../../../platform/database/within-scope.js';
import { activityShown, activitySummaryShown, stackOf } from './assurance-activity.shown.js';

export interface ActivityFilter extends PageRequest {
  kind?: string;
  legalEntityId?: string;
  useCaseId?: string;
  componentId?: string;
  providerId?: string;
  outcome?: string;
  /** YYYY-MM-DD: the next one is due before this day. */
  dueBefore?: string;
  includeRetired?: boolean;
}

export const ACTIVITY_SORTS = ['createdAt', 'updatedAt', 'performedOn', 'nextDueOn'] as const;

/** What is never due again comes after everything that is. */
const DUE = `coalesce(a.next_due_on, 'infinity'::date)`;

const PAGE: Omit<PageSpec, 'from'> = {
  alias: 'a',
  list: 'assurance-activities',
  item: columnsOf(activitySummaryShown('a')),
  sorts: {
    createdAt: { sql: 'a.created_at', type: 'timestamptz' },
    updatedAt: { sql: 'a.updated_at', type: 'timestamptz' },
    performedOn: { sql: 'a.performed_on', type: 'date' },
    nextDueOn: { sql: DUE, type: 'date', key: (day) => (typeof day === 'string' ? day : 'infinity') },
  },
  defaultSort: 'createdAt',
};

/** What the API shows of assurance activities: those of legal entities that somebody sees. */
@Injectable()
export class AssuranceActivityReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text; by the day when the next one is due with `dueBefore`. */
  page(filter: ActivityFilter, scope: EntityScope, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const from = relation('assurance_activity', 'a', asOf, (value) => conditions.value(value));
    withinScope(conditions, 'a.legal_entity_id', scope);
    conditions
      .equal('a.kind', filter.kind)
      .equal('a.legal_entity_id', filter.legalEntityId)
      .equal('a.use_case_id', filter.useCaseId)
      .equal('a.component_id', filter.componentId)
      .equal('a.provider_id', filter.providerId)
      .equal('a.outcome', filter.outcome);
    if (filter.dueBefore !== undefined)
      conditions.add(`${DUE} < ${conditions.value(filter.dueBefore)}::date`);
    if (!filter.includeRetired) conditions.add('a.retired_at IS NULL');
    const defaultSort = filter.dueBefore === undefined ? PAGE.defaultSort : 'nextDueOn';
    return readPage(this.database, { ...PAGE, from, defaultSort }, conditions, filter, asOf);
  }

  /** One activity with what was ruled on it, and how its stack stands to that of the instant; throws not-found. */
  async one(id: string, scope: EntityScope, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const place = (value: unknown): string => conditions.value(value);
    const at = asOf === null ? 'NULL' : `${place(asOf)}::timestamptz`;
    const from = `${relation('assurance_activity', 'a', asOf, place)} ${stackOf('a', at)}`;
    const shown = activityShown('a', relation('assurance_ruling', 'g', asOf, place));
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
}

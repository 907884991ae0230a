import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf, type Shown } from '../../../platform/database/shown.js';
import { withinScope } from '../../../platform/database/within-scope.js';
import { exitCaseShown } from './exit-case.shown.js';

export interface ExitCaseFilter extends PageRequest {
  legalEntityId?: string;
  state?: string;
  reason?: string;
  ownerId?: string;
  providerId?: string;
  componentId?: string;
  arrangementId?: string;
  /** YYYY-MM-DD: to be complete before this day. */
  dueBefore?: string;
  includeRetired?: boolean;
  q?: string;
}

export const EXIT_CASE_SORTS = ['createdAt', 'updatedAt', 'dueOn'] as const;

const PAGE: Omit<PageSpec, 'from' | 'item'> = {
  alias: 'x',
  list: 'exit-cases',
  sorts: {
    createdAt: { sql: 'x.created_at', type: 'timestamptz' },
    updatedAt: { sql: 'x.updated_at', type: 'timestamptz' },
    dueOn: { sql: 'x.due_on', type: 'date' },
  },
  defaultSort: 'createdAt',
};

/** What the API shows of exit cases: those of legal entities that somebody sees. */
@Injectable()
export class ExitCaseReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text; by the day with `dueBefore`. */
  page(filter: ExitCaseFilter, scope: EntityScope, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const place = (value: unknown): string => conditions.value(value);
    const from = relation('exit_case', 'x', asOf, place);
    const item = columnsOf(shownAsOf(asOf, place));
    withinScope(conditions, 'x.legal_entity_id', scope);
    conditions
      .equal('x.legal_entity_id', filter.legalEntityId)
      .equal('x.owner_id', filter.ownerId)
      .equal('x.provider_id', filter.providerId)
      .equal('x.component_id', filter.componentId)
      .equal('x.arrangement_id', filter.arrangementId)
      .code('x.state', filter.state)
      .code('x.reason', filter.reason)
      .searchIn('x.summary', filter.q);
    if (filter.dueBefore !== undefined) conditions.add(`x.due_on < ${place(filter.dueBefore)}::date`);
    if (!filter.includeRetired) conditions.add('x.retired_at IS NULL');
    const defaultSort = filter.dueBefore === undefined ? PAGE.defaultSort : 'dueOn';
    return readPage(this.database, { ...PAGE, from, item, defaultSort }, conditions, filter, asOf);
  }

  /** One exit case; throws not-found. */
  async one(id: string, scope: EntityScope, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const place = (value: unknown): string => conditions.value(value);
    const from = relation('exit_case', 'x', asOf, place);
    const json = jsonOf(shownAsOf(asOf, place));
    conditions.equal('x.id', id);
    withinScope(conditions, 'x.legal_entity_id', scope);
    const [row] = await this.database.rows<{ json: string; rowVersion: number }>(
      `SELECT (${json})::text AS json, x.row_version AS "rowVersion" FROM ${from} ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }
}

function shownAsOf(asOf: AsOf, place: (value: unknown) => string): Shown {
  return exitCaseShown('x', relation('exit_case_step', 's', asOf, place));
}

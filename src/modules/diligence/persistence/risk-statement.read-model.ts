import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf } from '../../../platform/database/shown.js';
import { withinScope } from '../../../platform/database/within-scope.js';
import { statementShown, statementSummaryShown } from './risk-statement.shown.js';

export interface StatementFilter extends PageRequest {
  useCaseId?: string;
  legalEntityId?: string;
  state?: string;
  /** YYYY-MM-DD: something was last assessed before this day. */
  assessedBefore?: string;
  includeRetired?: boolean;
}

export const STATEMENT_SORTS = ['createdAt', 'updatedAt', 'oldestAssessedOn'] as const;

/** What nobody has assessed comes after everything that somebody has. */
const ASSESSED = `coalesce(s.oldest_assessed_on, 'infinity'::date)`;

const PAGE: Omit<PageSpec, 'from'> = {
  alias: 's',
  list: 'risk-statements',
  item: columnsOf(statementSummaryShown('s')),
  sorts: {
    createdAt: { sql: 's.created_at', type: 'timestamptz' },
    updatedAt: { sql: 's.updated_at', type: 'timestamptz' },
    oldestAssessedOn: {
      ...{ sql: ASSESSED, type: 'date', key: (day) => (typeof day === 'string' ? day : 'infinity') },
    },
  },
  defaultSort: 'createdAt',
};

/** What the API shows of risk statements: those of legal entities that somebody sees. */
@Injectable()
export class RiskStatementReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text; by the oldest assessment with `assessedBefore`. */
  page(filter: StatementFilter, scope: EntityScope, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const from = relation('risk_statement', 's', asOf, (value) => conditions.value(value));
    withinScope(conditions, 's.legal_entity_id', scope);
    conditions
      .equal('s.use_case_id', filter.useCaseId)
      .equal('s.legal_entity_id', filter.legalEntityId)
      .equal('s.state', filter.state);
    if (filter.assessedBefore !== undefined) {
      conditions.add(`${ASSESSED} < ${conditions.value(filter.assessedBefore)}::date`);
    }
    if (!filter.includeRetired) conditions.add('s.retired_at IS NULL');
    const defaultSort = filter.assessedBefore === undefined ? PAGE.defaultSort : 'oldestAssessedOn';
    return readPage(this.database, { ...PAGE, from, defaultSort }, conditions, filter, asOf);
  }

  /** One statement with its ratings; throws not-found. */
  async one(id: string, scope: EntityScope, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const from = relation('risk_statement', 's', asOf, (value) => conditions.value(value));
    conditions.equal('s.id', id);
    withinScope(conditions, 's.legal_entity_id', scope);
    const [row] = await this.database.rows<{ json: string; rowVersion: number }>(
      `SELECT (${jsonOf(statementShown('s'))})::text AS json, s.row_version AS "rowVersion" FROM ${from} ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf } from '../../../platform/database/shown.js';
import { withinScope } from '../../../platform/database/within-scope.js';
import { delegationShown } from './delegation.shown.js';

export interface DelegationFilter extends PageRequest {
  function?: string;
  legalEntityId?: string;
  groupEntityId?: string;
  /** YYYY-MM-DD: has ended before this day. */
  endsBefore?: string;
  includeRetired?: boolean;
}

export const DELEGATION_SORTS = ['createdAt', 'updatedAt', 'endsOn'] as const;

/** What does not end comes after everything that does. */
const END = `coalesce(d.ends_on, 'infinity'::date)`;

const PAGE: Omit<PageSpec, 'from' | 'item'> = {
  alias: 'd',
  list: 'delegations',
  sorts: {
    createdAt: { sql: 'd.created_at', type: 'timestamptz' },
    updatedAt: { sql: 'd.updated_at', type: 'timestamptz' },
    endsOn: { sql: END, type: 'date', key: (day) => (typeof day === 'string' ? day : 'infinity') },
  },
  defaultSort: 'createdAt',
};

/** What the API shows of delegations: those by legal entities that somebody sees. */
@Injectable()
export class DelegationReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text; by their end with `endsBefore`. */
  page(filter: DelegationFilter, scope: EntityScope, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const { from, reports } = relations(conditions, asOf);
    withinScope(conditions, 'd.legal_entity_id', scope);
    conditions
      .equal('d.function', filter.function)
      .equal('d.legal_entity_id', filter.legalEntityId)
      .equal('d.group_entity_id', filter.groupEntityId);
    if (filter.endsBefore !== undefined) {
      conditions.add(`${END} < ${conditions.value(filter.endsBefore)}::date`);
    }
    if (!filter.includeRetired) conditions.add('d.retired_at IS NULL');
    const defaultSort = filter.endsBefore === undefined ? PAGE.defaultSort : 'endsOn';
    const item = columnsOf(delegationShown('d', reports));
    return readPage(this.database, { ...PAGE, from, item, defaultSort }, conditions, filter, asOf);
  }

  /** One delegation; throws not-found. */
  async one(id: string, scope: EntityScope, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const { from, reports } = relations(conditions, asOf);
    conditions.equal('d.id', id);
    withinScope(conditions, 'd.legal_entity_id', scope);
    const [row] = await this.database.rows<{ json: string; rowVersion: number }>(
      `SELECT (${jsonOf(delegationShown('d', reports))})::text AS json, d.row_version AS "rowVersion"
         FROM ${from} ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }
}

function relations(conditions: Conditions, asOf: AsOf): { from: string; reports: string } {
  const place = (value: unknown): string => conditions.value(value);
  return {
    from: relation('delegation', 'd', asOf, place),
    reports: relation('delegation_oversight_report', 'o', asOf, place),
  };
}

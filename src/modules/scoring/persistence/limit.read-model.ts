import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf } from '../../../platform/database/shown.js';
import { type LimitRelations, limitShown } from './limit.shown.js';
import { withinScope } from '../../../platform/database/within-scope.js';

export interface LimitFilter extends PageRequest {
  legalEntityId?: string;
  measure?: string;
  axis?: string;
  layer?: string;
  ownerId?: string;
  includeRetired?: boolean;
  q?: string;
}

export const LIMIT_SORTS = ['name', 'createdAt', 'updatedAt'] as const;

const PAGE: Omit<PageSpec, 'from' | 'item'> = {
  alias: 'l',
  list: 'concentration-limits',
  sorts: {
    name: { sql: 'l.name', type: 'text' },
    createdAt: { sql: 'l.created_at', type: 'timestamptz' },
    updatedAt: { sql: 'l.updated_at', type: 'timestamptz' },
  },
  defaultSort: 'createdAt',
};

/** What the API shows of concentration limits: those of legal entities that somebody sees. */
@Injectable()
export class LimitReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text. */
  page(filter: LimitFilter, scope: EntityScope, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const from = relation('concentration_limit', 'l', asOf, (value) => conditions.value(value));
    withinScope(conditions, 'l.legal_entity_id', scope);
    conditions
      .equal('l.legal_entity_id', filter.legalEntityId)
      .equal('l.measure', filter.measure)
      .equal('l.axis', filter.axis)
      .equal('l.layer', filter.layer)
      .equal('l.owner_id', filter.ownerId)
      .search('l', filter.q);
    if (!filter.includeRetired) conditions.add('l.retired_at IS NULL');
    const spec = { ...PAGE, from, item: columnsOf(limitShown('l', relationsOf(asOf, conditions))) };
    return readPage(this.database, spec, conditions, filter, asOf);
  }

  /** One limit; throws not-found. */
  async one(id: string, scope: EntityScope, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const from = relation('concentration_limit', 'l', asOf, (value) => conditions.value(value));
    const shown = jsonOf(limitShown('l', relationsOf(asOf, conditions)));
    conditions.equal('l.id', id);
    withinScope(conditions, 'l.legal_entity_id', scope);
    const [row] = await this.database.rows<{ json: string; rowVersion: number }>(
      `SELECT (${shown})::text AS json, l.row_version AS "rowVersion"
         FROM ${from} ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }
}

function relationsOf(asOf: AsOf, conditions: Conditions): LimitRelations {
  const place = (value: unknown): string => conditions.value(value);
  return {
    states: relation('concentration_limit_state', 's', asOf, place),
    findings: relation('concentration_finding', 'f', asOf, place),
  };
}

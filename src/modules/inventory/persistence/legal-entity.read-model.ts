import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf } from '../../../platform/database/shown.js';
import { legalEntityShown } from './legal-entity.shown.js';

export interface LegalEntityFilter extends PageRequest {
  kind?: string;
  jurisdiction?: string;
  parentId?: string;
  includeRetired?: boolean;
  q?: string;
}

export const LEGAL_ENTITY_SORTS = ['name', 'createdAt', 'updatedAt'] as const;

const ONE = jsonOf(legalEntityShown('e'));

const PAGE: Omit<PageSpec, 'from'> = {
  alias: 'e',
  list: 'legal-entities',
  item: columnsOf(legalEntityShown('e')),
  sorts: {
    name: { sql: 'e.name', type: 'text' },
    createdAt: { sql: 'e.created_at', type: 'timestamptz' },
    updatedAt: { sql: 'e.updated_at', type: 'timestamptz' },
  },
  defaultSort: 'createdAt',
};

/** What the API shows of legal entities; to somebody with a listed scope only the listed ones exist. */
@Injectable()
export class LegalEntityReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text. */
  page(filter: LegalEntityFilter, scope: EntityScope, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const from = relation('legal_entity', 'e', asOf, (value) => conditions.value(value));
    within(scope, conditions)
      .equal('e.kind', filter.kind)
      .equal('e.jurisdiction', filter.jurisdiction)
      .equal('e.parent_id', filter.parentId)
      .search('e', filter.q);
    if (!filter.includeRetired) conditions.add('e.retired_at IS NULL');
    return readPage(this.database, { ...PAGE, from }, conditions, filter, asOf);
  }

  /** One legal entity; throws not-found. */
  async one(id: string, scope: EntityScope, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const from = relation('legal_entity', 'e', asOf, (value) => conditions.value(value));
    within(scope, conditions).equal('e.id', id);
    const sql = `SELECT (${ONE})::text AS json, e.row_version AS "rowVersion" FROM ${from} ${conditions.where}`;
    const [row] = await this.database.rows<{ json: string; rowVersion: number }>(
      sql,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }
}

function within(scope: EntityScope, conditions: Conditions): Conditions {
  return scope.all ? conditions : conditions.add(`e.id = ANY (${conditions.value([...scope.ids])}::uuid[])`);
}

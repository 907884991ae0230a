import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf } from '../../../platform/database/shown.js';
import { withinScope } from '../../../platform/database/within-scope.js';
import { dataFlowShown } from './data-flow.shown.js';

export interface DataFlowFilter extends PageRequest {
  legalEntityId?: string;
  useCaseId?: string;
  /** At either end. */
  componentId?: string;
  /** At either end. */
  providerId?: string;
  ownerId?: string;
  /** One among others. */
  dataClass?: string;
  encryptedAtRest?: string;
  encryptedInTransit?: string;
  crossBorder?: string;
  includeRetired?: boolean;
  q?: string;
}

export const DATA_FLOW_SORTS = ['createdAt', 'updatedAt'] as const;

const PAGE: Omit<PageSpec, 'from'> = {
  alias: 'f',
  list: 'data-flows',
  item: columnsOf(dataFlowShown('f')),
  sorts: {
    createdAt: { sql: 'f.created_at', type: 'timestamptz' },
    updatedAt: { sql: 'f.updated_at', type: 'timestamptz' },
  },
  defaultSort: 'createdAt',
};

/** What the API shows of data flows: those of legal entities that somebody sees. */
@Injectable()
export class DataFlowReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text. */
  page(filter: DataFlowFilter, scope: EntityScope, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const from = relation('data_flow', 'f', asOf, (value) => conditions.value(value));
    withinScope(conditions, 'f.legal_entity_id', scope);
    conditions
      .equal('f.legal_entity_id', filter.legalEntityId)
      .equal('f.use_case_id', filter.useCaseId)
      .equal('f.owner_id', filter.ownerId)
      .code('f.encrypted_at_rest', filter.encryptedAtRest)
      .code('f.encrypted_in_transit', filter.encryptedInTransit)
      .code('f.cross_border', filter.crossBorder)
      .contains('f.data_classes', filter.dataClass)
      .searchIn(`coalesce(f.purpose, '')`, filter.q);
    addEnd(conditions, 'component_id', filter.componentId);
    addEnd(conditions, 'provider_id', filter.providerId);
    if (!filter.includeRetired) conditions.add('f.retired_at IS NULL');
    return readPage(this.database, { ...PAGE, from }, conditions, filter, asOf);
  }

  /** One flow; throws not-found. */
  async one(id: string, scope: EntityScope, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const from = relation('data_flow', 'f', asOf, (value) => conditions.value(value));
    conditions.equal('f.id', id);
    withinScope(conditions, 'f.legal_entity_id', scope);
    const [row] = await this.database.rows<{ json: string; rowVersion: number }>(
      `SELECT (${jsonOf(dataFlowShown('f'))})::text AS json, f.row_version AS "rowVersion" FROM ${from} ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }
}

function addEnd(conditions: Conditions, column: string, id: string | undefined): void {
  if (id === undefined) return;
  const place = `${conditions.value(id)}::uuid`;
  conditions.add(`(f.from_${column} = ${place} OR f.to_${column} = ${place})`);
}

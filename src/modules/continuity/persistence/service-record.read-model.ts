import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf } from '../../../platform/database/shown.js';
import { withinScope } from '../../../platform/database/within-scope.js';
import { LONGEST_PERIOD } from '../domain/service-record.js';
import { serviceRecordShown } from './service-record.shown.js';

export interface ServiceRecordFilter extends PageRequest {
  legalEntityId?: string;
  arrangementId?: string;
  componentId?: string;
  /** YYYY-MM-DD: periods that end on this day or later. */
  from?: string;
  /** YYYY-MM-DD: periods that begin on this day or earlier. */
  to?: string;
  quality?: string;
  breached?: boolean;
  includeRetired?: boolean;
}

export const SERVICE_RECORD_SORTS = ['period', 'createdAt', 'updatedAt'] as const;

const PAGE: Omit<PageSpec, 'from'> = {
  alias: 's',
  list: 'service-records',
  item: columnsOf(serviceRecordShown('s')),
  sorts: {
    period: { sql: 's.period_from', type: 'date', key: (period) => (period as { from: string }).from },
    createdAt: { sql: 's.created_at', type: 'timestamptz' },
    updatedAt: { sql: 's.updated_at', type: 'timestamptz' },
  },
  defaultSort: '-period',
};

/** What the API shows of service records: those of legal entities that somebody sees. */
@Injectable()
export class ServiceRecordReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text, the latest period first where no order is asked for. */
  page(filter: ServiceRecordFilter, scope: EntityScope, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const records = relation('service_record', 's', asOf, (value) => conditions.value(value));
    withinScope(conditions, 's.legal_entity_id', scope);
    conditions
      .equal('s.legal_entity_id', filter.legalEntityId)
      .equal('s.arrangement_id', filter.arrangementId)
      .equal('s.component_id', filter.componentId)
      .code('s.quality', filter.quality);
    if (filter.breached !== undefined) conditions.add(`s.breaches ${filter.breached ? '<>' : '='} '[]'`);
    if (filter.from !== undefined) {
      const from = `${conditions.value(filter.from)}::date`;
      conditions.add(`s.period_to >= ${from} AND s.period_from >= ${from} - ${LONGEST_PERIOD}`);
    }
    if (filter.to !== undefined) conditions.add(`s.period_from <= ${conditions.value(filter.to)}::date`);
    if (!filter.includeRetired) conditions.add('s.retired_at IS NULL');
    return readPage(this.database, { ...PAGE, from: records }, conditions, filter, asOf);
  }

  /** One record; throws not-found. */
  async one(id: string, scope: EntityScope, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const from = relation('service_record', 's', asOf, (value) => conditions.value(value));
    conditions.equal('s.id', id);
    withinScope(conditions, 's.legal_entity_id', scope);
    const [row] = await this.database.rows<{ json: string; rowVersion: number }>(
      `SELECT (${jsonOf(serviceRecordShown('s'))})::text AS json, s.row_version AS "rowVersion" FROM ${from} ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }
}

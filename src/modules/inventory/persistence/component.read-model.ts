import { Injectable } from '@nestjs/common';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf } from '../../../platform/database/shown.js';
import { componentShown } from './component.shown.js';

export interface ComponentFilter extends PageRequest {
  kind?: string;
  providerId?: string;
  pinning?: string;
  deployment?: string;
  baseModelStatus?: string;
  baseModelId?: string;
  provenance?: string;
  maintenance?: string;
  privilege?: string;
  transparency?: string;
  substitutability?: string;
  ownerId?: string;
  status?: string;
  /** YYYY-MM-DD: retires earlier than on this day. */
  retiresBefore?: string;
  includeRetired?: boolean;
  q?: string;
}

export const COMPONENT_SORTS = ['name', 'createdAt', 'updatedAt', 'retiresOn'] as const;

/** Without a date it comes after every date. */
const RETIREMENT = `coalesce(c.retires_on, 'infinity'::date)`;

const ONE = jsonOf(componentShown('c'));

const PAGE: Omit<PageSpec, 'from'> = {
  alias: 'c',
  list: 'components',
  item: columnsOf(componentShown('c')),
  sorts: {
    name: { sql: 'c.name', type: 'text' },
    createdAt: { sql: 'c.created_at', type: 'timestamptz' },
    updatedAt: { sql: 'c.updated_at', type: 'timestamptz' },
    retiresOn: { sql: RETIREMENT, type: 'date', key: (day) => (typeof day === 'string' ? day : 'infinity') },
  },
  defaultSort: 'createdAt',
};

/** What the API shows of components. */
@Injectable()
export class ComponentReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text; by creation where no order is asked for, by retirement with `retiresBefore`. */
  page(filter: ComponentFilter, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const from = relation('component', 'c', asOf, (value) => conditions.value(value));
    conditions
      .code('c.kind', filter.kind)
      .equal('c.provider_id', filter.providerId)
      .equal('c.pinning', filter.pinning)
      .equal('c.deployment', filter.deployment)
      .equal('c.base_model_status', filter.baseModelStatus)
      .equal('c.base_model_id', filter.baseModelId)
      .equal('c.provenance', filter.provenance)
      .equal('c.maintenance', filter.maintenance)
      .equal('c.privilege', filter.privilege)
      .equal('c.transparency', filter.transparency)
      .equal('c.substitutability', filter.substitutability)
      .equal('c.owner_id', filter.ownerId)
      .search('c', filter.q);
    if (filter.retiresBefore !== undefined) {
      conditions.add(`${RETIREMENT} < ${conditions.value(filter.retiresBefore)}::date`);
    }
    if (filter.status === 'retired') conditions.add('c.retired_at IS NOT NULL');
    else conditions.code('c.status', filter.status);
    if (filter.status !== 'retired' && !filter.includeRetired) conditions.add('c.retired_at IS NULL');
    // Whoever asks what retires wants the next one first; that order also comes with the filter's own index.
    const defaultSort = filter.retiresBefore === undefined ? PAGE.defaultSort : 'retiresOn';
    return readPage(this.database, { ...PAGE, from, defaultSort }, conditions, filter, asOf);
  }

  /** One component; throws not-found. */
  async one(id: string, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const from = relation('component', 'c', asOf, (value) => conditions.value(value));
    conditions.equal('c.id', id);
    const sql = `SELECT (${ONE})::text AS json, c.row_version AS "rowVersion" FROM ${from} ${conditions.where}`;
    const [row] = await this.database.rows<{ json: string; rowVersion: number }>(
      sql,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }
}

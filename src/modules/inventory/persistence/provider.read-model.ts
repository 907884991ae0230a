import { Injectable } from '@nestjs/common';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf } from '../../../platform/database/shown.js';
import { providerShown } from './provider.shown.js';

export interface ProviderFilter extends PageRequest {
  kind?: string;
  identifiable?: string;
  substitutability?: string;
  viability?: string;
  modelRiskFramework?: string;
  ultimateParentStatus?: string;
  ultimateParentId?: string;
  jurisdiction?: string;
  ownerId?: string;
  status?: string;
  includeRetired?: boolean;
  q?: string;
}

export const PROVIDER_SORTS = ['name', 'createdAt', 'updatedAt'] as const;

const ONE = jsonOf(providerShown('p'));

const PAGE: Omit<PageSpec, 'from'> = {
  alias: 'p',
  list: 'providers',
  item: columnsOf(providerShown('p')),
  sorts: {
    name: { sql: 'p.name', type: 'text' },
    createdAt: { sql: 'p.created_at', type: 'timestamptz' },
    updatedAt: { sql: 'p.updated_at', type: 'timestamptz' },
  },
  defaultSort: 'createdAt',
};

/** What the API shows of providers. */
@Injectable()
export class ProviderReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text. */
  page(filter: ProviderFilter, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const from = relation('provider', 'p', asOf, (value) => conditions.value(value));
    conditions
      .equal('p.kind', filter.kind)
      .equal('p.identifiable', filter.identifiable)
      .equal('p.substitutability', filter.substitutability)
      .equal('p.viability', filter.viability)
      .equal('p.model_risk_framework', filter.modelRiskFramework)
      .equal('p.ultimate_parent_status', filter.ultimateParentStatus)
      .equal('p.ultimate_parent_id', filter.ultimateParentId)
      .equal('p.jurisdiction', filter.jurisdiction)
      .equal('p.owner_id', filter.ownerId)
      .search('p', filter.q);
    if (filter.status === 'retired') conditions.add('p.retired_at IS NOT NULL');
    else conditions.code('p.status', filter.status);
    if (filter.status !== 'retired' && !filter.includeRetired) conditions.add('p.retired_at IS NULL');
    return readPage(this.database, { ...PAGE, from }, conditions, filter, asOf);
  }

  /** One provider; throws not-found. */
  async one(id: string, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const from = relation('provider', 'p', asOf, (value) => conditions.value(value));
    const sql = `SELECT (${ONE})::text AS json, p.row_version AS "rowVersion" FROM ${from} WHERE p.id = ${conditions.value(id)}`;
    const [row] = await this.database.rows<{ json: string; rowVersion: number }>(
      sql,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }
}

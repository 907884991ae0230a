import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf } from '../../../platform/database/shown.js';
import { shownStops, type Stops } from '../domain/stops.js';
import { suspensionShown } from './suspension.shown.js';

export interface SuspensionFilter extends PageRequest {
  providerId?: string;
  componentId?: string;
  /** Not lifted yet, or lifted. */
  open?: boolean;
}

export const SUSPENSION_SORTS = ['suspendedAt', 'createdAt', 'updatedAt'] as const;

const PAGE: Omit<PageSpec, 'from'> = {
  alias: 's',
  list: 'suspensions',
  item: columnsOf(suspensionShown('s')),
  sorts: {
    suspendedAt: { sql: 's.suspended_at', type: 'timestamptz' },
    createdAt: { sql: 's.created_at', type: 'timestamptz' },
    updatedAt: { sql: 's.updated_at', type: 'timestamptz' },
  },
  defaultSort: '-suspendedAt',
};

/** What the API shows of suspensions: everybody's, as providers and components are; what they stopped, as far as somebody sees it. */
@Injectable()
export class SuspensionReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text, the latest first where no order is asked for, without what each stopped. */
  page(filter: SuspensionFilter, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const from = relation('suspension', 's', asOf, (value) => conditions.value(value));
    conditions.equal('s.provider_id', filter.providerId).equal('s.component_id', filter.componentId);
    if (filter.open !== undefined) {
      conditions.add(filter.open ? 's.reinstated_at IS NULL' : 's.reinstated_at IS NOT NULL');
    }
    return readPage(this.database, { ...PAGE, from }, conditions, filter, asOf);
  }

  /** One suspension with what it stopped; throws not-found. */
  async one(id: string, scope: EntityScope, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const from = relation('suspension', 's', asOf, (value) => conditions.value(value));
    conditions.equal('s.id', id);
    const [row] = await this.database.rows<{ json: string; stops: Stops; rowVersion: number }>(
      `SELECT (${jsonOf(suspensionShown('s'))})::text AS json, s.stops, s.row_version AS "rowVersion" FROM ${from} ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    const suspension = JSON.parse(row.json) as object;
    const json = JSON.stringify({ ...suspension, stops: shownStops(row.stops, scope) });
    return { json, rowVersion: row.rowVersion };
  }
}

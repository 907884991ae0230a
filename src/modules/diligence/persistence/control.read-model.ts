import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf } from '../../../platform/database/shown.js';
import { ownOrEverybodys } from './own-or-everybodys.js';
import { controlShown } from './control.shown.js';

export interface ControlFilter extends PageRequest {
  legalEntityId?: string;
  level?: string;
  domain?: string;
  control?: string;
  providerId?: string;
  componentId?: string;
  arrangementId?: string;
  useCaseId?: string;
  /** YYYY-MM-DD: counts no longer on this day. */
  expiresBefore?: string;
  includeRetired?: boolean;
}

export const CONTROL_SORTS = ['createdAt', 'updatedAt', 'validTo'] as const;

const PAGE: Omit<PageSpec, 'from'> = {
  alias: 'c',
  list: 'controls',
  item: columnsOf(controlShown('c')),
  sorts: {
    createdAt: { sql: 'c.created_at', type: 'timestamptz' },
    updatedAt: { sql: 'c.updated_at', type: 'timestamptz' },
    validTo: { sql: 'c.valid_to', type: 'date' },
  },
  defaultSort: 'createdAt',
};

/** What the API shows of controls: those of the installation, and of legal entities that somebody sees. */
@Injectable()
export class ControlReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text; by creation where no order is asked for, by expiry with `expiresBefore`. */
  page(filter: ControlFilter, scope: EntityScope, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const from = relation('control', 'c', asOf, (value) => conditions.value(value));
    ownOrEverybodys(conditions, 'c', scope);
    conditions
      .equal('c.legal_entity_id', filter.legalEntityId)
      .equal('c.level', filter.level)
      .equal('c.domain', filter.domain)
      .equal('c.control', filter.control)
      .equal('c.provider_id', filter.providerId)
      .equal('c.component_id', filter.componentId)
      .equal('c.arrangement_id', filter.arrangementId)
      .equal('c.use_case_id', filter.useCaseId);
    if (filter.expiresBefore !== undefined) {
      conditions.add(`c.valid_to < ${conditions.value(filter.expiresBefore)}::date`);
    }
    if (!filter.includeRetired) conditions.add('c.retired_at IS NULL');
    const defaultSort = filter.expiresBefore === undefined ? PAGE.defaultSort : 'validTo';
    return readPage(this.database, { ...PAGE, from, defaultSort }, conditions, filter, asOf);
  }

  /** One control; throws not-found. */
  async one(id: string, scope: EntityScope, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const from = relation('control', 'c', asOf, (value) => conditions.value(value));
    conditions.equal('c.id', id);
    ownOrEverybodys(conditions, 'c', scope);
    const [row] = await this.database.rows<{ json: string; rowVersion: number }>(
      `SELECT (${jsonOf(controlShown('c'))})::text AS json, c.row_version AS "rowVersion" FROM ${from} ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf } from '../../../platform/database/shown.js';
import { withinScope } from '../../../platform/database/within-scope.js';
import { correspondenceShown } from './correspondence.shown.js';

export interface CorrespondenceFilter extends PageRequest {
  kind?: string;
  legalEntityId?: string;
  useCaseId?: string;
  /** YYYY-MM-DD: notices that are owed for changes before this day. */
  changedBefore?: string;
  includeRetired?: boolean;
}

export const CORRESPONDENCE_SORTS = ['createdAt', 'updatedAt', 'changeTookPlaceOn'] as const;

/** What has no day of a change comes after everything that has. */
const CHANGED = `coalesce(c.change_took_place_on, 'infinity'::date)`;
const UNSENT = `c.kind = 'notification' AND c.sent_on IS NULL AND c.decision <> 'not_a_significant_change'`;

const PAGE: Omit<PageSpec, 'from'> = {
  alias: 'c',
  list: 'regulator-correspondence',
  item: columnsOf(correspondenceShown('c')),
  sorts: {
    createdAt: { sql: 'c.created_at', type: 'timestamptz' },
    updatedAt: { sql: 'c.updated_at', type: 'timestamptz' },
    changeTookPlaceOn: {
      sql: CHANGED,
      type: 'date',
      key: (day) => (typeof day === 'string' ? day : 'infinity'),
    },
  },
  defaultSort: 'createdAt',
};

/** Correspondence of legal entities that somebody sees, as it is stored. */
@Injectable()
export class CorrespondenceReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text; by the day of the change with `changedBefore`. */
  page(filter: CorrespondenceFilter, scope: EntityScope, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const from = relation('regulator_correspondence', 'c', asOf, (value) => conditions.value(value));
    withinScope(conditions, 'c.legal_entity_id', scope);
    conditions.equal('c.kind', filter.kind).equal('c.legal_entity_id', filter.legalEntityId);
    if (filter.useCaseId !== undefined) {
      conditions.add(`c.use_case_ids @> ARRAY[${conditions.value(filter.useCaseId)}::uuid]`);
    }
    if (filter.changedBefore !== undefined) {
      conditions.add(`${UNSENT} AND ${CHANGED} < ${conditions.value(filter.changedBefore)}::date`);
    }
    if (!filter.includeRetired) conditions.add('c.retired_at IS NULL');
    const defaultSort = filter.changedBefore === undefined ? PAGE.defaultSort : 'changeTookPlaceOn';
    return readPage(this.database, { ...PAGE, from, defaultSort }, conditions, filter, asOf);
  }

  /** One record; throws not-found. */
  async one(id: string, scope: EntityScope, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const from = relation('regulator_correspondence', 'c', asOf, (value) => conditions.value(value));
    conditions.equal('c.id', id);
    withinScope(conditions, 'c.legal_entity_id', scope);
    const [row] = await this.database.rows<{ json: string; rowVersion: number }>(
      `SELECT (${jsonOf(correspondenceShown('c'))})::text AS json, c.row_version AS "rowVersion" FROM ${from} ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }
}

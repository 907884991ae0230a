import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { Clock } from '../../../kernel/clock.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf, type Shown } from '../../../platform/database/shown.js';
import { withinScope } from '../../../platform/database/within-scope.js';
import { arrangementShown, termOn } from './arrangement.shown.js';

export interface ArrangementFilter extends PageRequest {
  legalEntityId?: string;
  providerId?: string;
  componentId?: string;
  ownerId?: string;
  kind?: string;
  /** YYYY-MM-DD: the recorded term ends earlier than on this day. */
  endsBefore?: string;
  includeRetired?: boolean;
  q?: string;
}

export const ARRANGEMENT_SORTS = ['reference', 'createdAt', 'updatedAt', 'endsOn'] as const;

/** Without an end it comes after every end. */
const END = `coalesce(a.ends_on, 'infinity'::date)`;
const NAMES = `a.reference || ' ' || coalesce(a.name, '') || ' ' || coalesce(a.name_zh_hant, '')`;

const PAGE: Omit<PageSpec, 'from' | 'item'> = {
  alias: 'a',
  list: 'arrangements',
  sorts: {
    reference: { sql: 'a.reference', type: 'text' },
    createdAt: { sql: 'a.created_at', type: 'timestamptz' },
    updatedAt: { sql: 'a.updated_at', type: 'timestamptz' },
    endsOn: { sql: END, type: 'date', key: (day) => (typeof day === 'string' ? day : 'infinity') },
  },
  defaultSort: 'createdAt',
};

/** What the API shows of arrangements: those of legal entities that somebody sees. */
@Injectable()
export class ArrangementReadModel {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** One page as JSON text; by creation where no order is asked for, by the end of the term with `endsBefore`. */
  page(filter: ArrangementFilter, scope: EntityScope, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const { from, shown } = this.#read(asOf, conditions);
    const item = columnsOf(shown);
    withinScope(conditions, 'a.legal_entity_id', scope);
    conditions
      .equal('a.legal_entity_id', filter.legalEntityId)
      .equal('a.provider_id', filter.providerId)
      .equal('a.owner_id', filter.ownerId)
      .equal('a.kind', filter.kind)
      .searchIn(NAMES, filter.q);
    if (filter.componentId !== undefined) {
      const covered = relation('arrangement_component', 'k', asOf, (value) => conditions.value(value));
      conditions.add(
        `a.id IN (SELECT k.arrangement_id FROM ${covered} WHERE k.component_id = ${conditions.value(filter.componentId)})`,
      );
    }
    if (filter.endsBefore !== undefined) {
      conditions.add(`${END} < ${conditions.value(filter.endsBefore)}::date`);
    }
    if (!filter.includeRetired) conditions.add('a.retired_at IS NULL');
    const defaultSort = filter.endsBefore === undefined ? PAGE.defaultSort : 'endsOn';
    return readPage(this.database, { ...PAGE, from, item, defaultSort }, conditions, filter, asOf);
  }

  /** One arrangement; throws not-found. */
  async one(id: string, scope: EntityScope, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const { from, shown } = this.#read(asOf, conditions);
    conditions.equal('a.id', id);
    withinScope(conditions, 'a.legal_entity_id', scope);
    const [row] = await this.database.rows<{ json: string; rowVersion: number }>(
      `SELECT (${jsonOf(shown)})::text AS json, a.row_version AS "rowVersion" FROM ${from} ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }

  /** What is read, with the term that runs on the day that is asked for. */
  #read(asOf: AsOf, conditions: Conditions): { from: string; shown: Shown } {
    const place = (value: unknown): string => conditions.value(value);
    const now = place(asOf ?? this.clock.now().toISOString());
    return {
      from: `${relation('arrangement', 'a', asOf, place)} ${termOn('a', now)}`,
      shown: arrangementShown('a', {
        components: relation('arrangement_component', 'c', asOf, place),
        subProcessors: relation('arrangement_sub_processor', 's', asOf, place),
        territories: relation('arrangement_territory', 't', asOf, place),
      }),
    };
  }
}

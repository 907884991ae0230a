import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { Clock } from '../../../kernel/clock.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf } from '../../../platform/database/shown.js';
import { competenceShown } from './competence.shown.js';
import { entityDayOf } from './entity-day.js';
import { ownOrEverybodys } from './own-or-everybodys.js';

export interface CompetenceFilter extends PageRequest {
  personId?: string;
  function?: string;
  field?: string;
  legalEntityId?: string;
  /** YYYY-MM-DD: counts no longer on this day. */
  expiresBefore?: string;
  includeRetired?: boolean;
}

export const COMPETENCE_SORTS = ['createdAt', 'updatedAt', 'validTo'] as const;

const PAGE: Omit<PageSpec, 'from' | 'item'> = {
  alias: 'k',
  list: 'competences',
  sorts: {
    createdAt: { sql: 'k.created_at', type: 'timestamptz' },
    updatedAt: { sql: 'k.updated_at', type: 'timestamptz' },
    validTo: { sql: 'k.valid_to', type: 'date' },
  },
  defaultSort: 'createdAt',
};

/** What the API shows of competences: those for all legal entities, and for those that somebody sees. */
@Injectable()
export class CompetenceReadModel {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** One page as JSON text; by expiry with `expiresBefore`. */
  page(filter: CompetenceFilter, scope: EntityScope, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const { from, people, at } = this.#relations(conditions, asOf);
    ownOrEverybodys(conditions, 'k', scope);
    conditions
      .equal('k.person_id', filter.personId)
      .equal('k.function', filter.function)
      .equal('k.field', filter.field)
      .equal('k.legal_entity_id', filter.legalEntityId);
    if (filter.expiresBefore !== undefined) {
      conditions.add(`k.valid_to < ${conditions.value(filter.expiresBefore)}::date`);
    }
    if (!filter.includeRetired) conditions.add('k.retired_at IS NULL');
    const defaultSort = filter.expiresBefore === undefined ? PAGE.defaultSort : 'validTo';
    const item = columnsOf(competenceShown('k', people, at));
    return readPage(this.database, { ...PAGE, from, item, defaultSort }, conditions, filter, asOf);
  }

  /** One competence; throws not-found. */
  async one(id: string, scope: EntityScope, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const { from, people, at } = this.#relations(conditions, asOf);
    conditions.equal('k.id', id);
    ownOrEverybodys(conditions, 'k', scope);
    const [row] = await this.database.rows<{ json: string; rowVersion: number }>(
      `SELECT (${jsonOf(competenceShown('k', people, at))})::text AS json, k.row_version AS "rowVersion"
         FROM ${from} ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }

  #relations(conditions: Conditions, asOf: AsOf): { from: string; people: string; at: string } {
    const place = (value: unknown): string => conditions.value(value);
    const now = place(asOf ?? this.clock.now().toISOString());
    return {
      from: `${relation('competence', 'k', asOf, place)} ${entityDayOf('k', now)}`,
      people: relation('person', 'n', asOf, place),
      at: asOf === null ? 'NULL' : `${now}::timestamptz`,
    };
  }
}

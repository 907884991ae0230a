import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf, type Shown } from '../../../platform/database/shown.js';
import { withinScope } from '../../../platform/database/within-scope.js';
import { indemnityShown, responsibilityShown } from './term.shown.js';

export interface TermFilter extends PageRequest {
  includeRetired?: boolean;
}

export const TERM_SORTS = ['createdAt', 'updatedAt'] as const;

const SORTS: PageSpec['sorts'] = {
  createdAt: { sql: 't.created_at', type: 'timestamptz' },
  updatedAt: { sql: 't.updated_at', type: 'timestamptz' },
};

/** What the API shows of terms of one arrangement, to those who see it. */
class TermReadModel {
  constructor(
    private readonly database: ReadDatabase,
    private readonly table: string,
    private readonly list: string,
    private readonly shown: (alias: string) => Shown,
  ) {}

  /** One page as JSON text; throws not-found for an arrangement that is not there. */
  async page(arrangementId: string, filter: TermFilter, scope: EntityScope, asOf: AsOf): Promise<string> {
    await this.#refuseUnknown(arrangementId, scope, asOf);
    const conditions = new Conditions();
    const from = relation(this.table, 't', asOf, (value) => conditions.value(value));
    conditions.equal('t.arrangement_id', arrangementId);
    if (!filter.includeRetired) conditions.add('t.retired_at IS NULL');
    const spec = {
      ...{ from, alias: 't', list: this.list, item: columnsOf(this.shown('t')) },
      ...{ sorts: SORTS, defaultSort: 'createdAt' },
    };
    return readPage(this.database, spec, conditions, filter, asOf);
  }

  /** One term of that arrangement; throws not-found. */
  async one(arrangementId: string, id: string, scope: EntityScope, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const place = (value: unknown): string => conditions.value(value);
    const from = `${relation(this.table, 't', asOf, place)}
      JOIN ${relation('arrangement', 'a', asOf, place)} ON a.id = t.arrangement_id`;
    conditions.equal('t.id', id).equal('a.id', arrangementId);
    withinScope(conditions, 'a.legal_entity_id', scope);
    const [row] = await this.database.rows<{ json: string; rowVersion: number }>(
      `SELECT (${jsonOf(this.shown('t'))})::text AS json, t.row_version AS "rowVersion" FROM ${from} ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }

  async #refuseUnknown(arrangementId: string, scope: EntityScope, asOf: AsOf): Promise<void> {
    const conditions = new Conditions();
    const from = relation('arrangement', 'a', asOf, (value) => conditions.value(value));
    conditions.equal('a.id', arrangementId);
    withinScope(conditions, 'a.legal_entity_id', scope);
    const found = await this.database.rows(
      `SELECT a.id FROM ${from} ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (found.length === 0) throw notFound();
  }
}

@Injectable()
export class IndemnityReadModel extends TermReadModel {
  constructor(database: ReadDatabase) {
    super(database, 'indemnity', 'indemnities', indemnityShown);
  }
}

@Injectable()
export class ResponsibilityReadModel extends TermReadModel {
  constructor(database: ReadDatabase) {
    super(database, 'responsibility', 'responsibilities', responsibilityShown);
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf, type Shown } from '../../../platform/database/shown.js';
import { personShown } from './person.shown.js';

export interface PersonFilter extends PageRequest {
  role?: string;
  function?: string;
  status?: string;
  legalEntityId?: string;
  locale?: string;
  includeRetired?: boolean;
  q?: string;
}

export const PERSON_SORTS = ['name', 'email', 'createdAt', 'updatedAt'] as const;

const PAGE: Omit<PageSpec, 'from' | 'item'> = {
  alias: 'p',
  list: 'users',
  sorts: {
    name: { sql: 'p.name', type: 'text' },
    email: { sql: 'lower(p.email)', type: 'text', key: (email) => String(email).toLowerCase() },
    createdAt: { sql: 'p.created_at', type: 'timestamptz' },
    updatedAt: { sql: 'p.updated_at', type: 'timestamptz' },
  },
  defaultSort: 'createdAt',
};

const NAMES = `p.name || ' ' || coalesce(p.name_zh_hant, '') || ' ' || p.email`;

/** People as the API shows them, to those who have a legal entity in common with them. */
@Injectable()
export class PersonReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text. */
  page(filter: PersonFilter, seenBy: Viewer, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const from = relation('person', 'p', asOf, (value) => conditions.value(value));
    const shown = onlyVisible(conditions, seenBy);
    conditions
      .contains('p.roles', filter.role)
      .contains('p.functions', filter.function)
      .equal('p.locale', filter.locale);
    if (filter.q !== undefined) {
      conditions.add(`strpos(name_key(${NAMES}), name_key(${conditions.value(filter.q)}::text)) > 0`);
    }
    if (filter.legalEntityId !== undefined) {
      conditions.add(
        `(p.entity_scope = 'all' OR ${conditions.value(filter.legalEntityId)}::uuid = ANY (p.legal_entity_ids))`,
      );
    }
    if (filter.status === 'retired') conditions.add('p.retired_at IS NOT NULL');
    else conditions.equal('p.status', filter.status);
    if (filter.status !== 'retired' && !filter.includeRetired) conditions.add('p.retired_at IS NULL');
    return readPage(this.database, { ...PAGE, item: columnsOf(shown), from }, conditions, filter, asOf);
  }

  /** One person; throws not-found. */
  async one(id: string, seenBy: Viewer, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const from = relation('person', 'p', asOf, (value) => conditions.value(value));
    const shown = onlyVisible(conditions, seenBy);
    conditions.equal('p.id', id);
    const sql = `SELECT (${jsonOf(shown)})::text AS json, p.row_version AS "rowVersion" FROM ${from} ${conditions.where}`;
    const [row] = await this.database.rows<{ json: string; rowVersion: number }>(
      sql,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }
}

export interface Viewer {
  scope: EntityScope;
  personId: string | null;
}

/** Whom somebody sees: themselves, and everybody who shares a legal entity with them; answers what they see of them. */
function onlyVisible(conditions: Conditions, { scope, personId }: Viewer): Shown {
  if (scope.all) return personShown('p', null);
  const entities = conditions.value(scope.ids);
  const self = conditions.value(personId);
  conditions.add(
    `(p.entity_scope = 'all' OR p.legal_entity_ids && ${entities}::uuid[] OR p.id = ${self}::uuid)`,
  );
  return personShown('p', entities);
}

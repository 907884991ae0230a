import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf } from '../../../platform/database/shown.js';
import { apiKeyShown, apiKeyState } from './api-key.shown.js';

export interface ApiKeyFilter extends PageRequest {
  kind?: string;
  state?: string;
  ownerId?: string;
  scope?: string;
  includeRetired?: boolean;
  q?: string;
}

export const API_KEY_SORTS = ['name', 'createdAt', 'expiresAt'] as const;

const ONE = jsonOf(apiKeyShown('k'));

const PAGE: Omit<PageSpec, 'from'> = {
  alias: 'k',
  list: 'api-keys',
  item: columnsOf(apiKeyShown('k')),
  sorts: {
    name: { sql: 'k.name', type: 'text' },
    createdAt: { sql: 'k.created_at', type: 'timestamptz' },
    expiresAt: { sql: 'k.expires_at', type: 'timestamptz' },
  },
  defaultSort: 'createdAt',
};

/** API keys as the API shows them, to their owners and to those who manage accounts of their legal entities. */
@Injectable()
export class ApiKeyReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text. */
  page(filter: ApiKeyFilter, seenBy: KeyViewer, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const from = relation('api_key', 'k', asOf, (value) => conditions.value(value));
    onlyVisible(conditions, seenBy);
    conditions
      .equal('k.owner_id', filter.ownerId)
      .equal(apiKeyState('k'), filter.state)
      .contains('k.scopes', filter.scope);
    if (filter.kind !== undefined) {
      conditions.add(filter.kind === 'service' ? 'k.owner_id IS NULL' : 'k.owner_id IS NOT NULL');
    }
    if (filter.q !== undefined) {
      conditions.add(`strpos(name_key(k.name), name_key(${conditions.value(filter.q)}::text)) > 0`);
    }
    if (filter.state !== 'revoked' && !filter.includeRetired) conditions.add('k.retired_at IS NULL');
    return readPage(this.database, { ...PAGE, from }, conditions, filter, asOf);
  }

  /** One key; throws not-found. */
  async one(id: string, seenBy: KeyViewer, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const from = relation('api_key', 'k', asOf, (value) => conditions.value(value));
    onlyVisible(conditions, seenBy);
    conditions.equal('k.id', id);
    const sql = `SELECT (${ONE})::text AS json, k.row_version AS "rowVersion" FROM ${from} ${conditions.where}`;
    const [row] = await this.database.rows<{ json: string; rowVersion: number }>(
      sql,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }
}

export interface KeyViewer {
  scope: EntityScope;
  personId: string | null;
  /** Whether keys of others are seen at all. */
  managesOthers: boolean;
}

/** The own keys, and, for those who manage accounts, the keys that see a legal entity in common (scopeOfKey). */
function onlyVisible(conditions: Conditions, { scope, personId, managesOthers }: KeyViewer): void {
  if (managesOthers && scope.all) return;
  const own = `k.owner_id = ${conditions.value(personId)}::uuid`;
  conditions.add(managesOthers && !scope.all ? `(${own} OR ${inCommon(conditions, scope.ids)})` : own);
}

function inCommon(conditions: Conditions, legalEntityIds: readonly string[]): string {
  const listed = conditions.value(legalEntityIds);
  const meets = (alias: string): string =>
    `(${alias}.entity_scope = 'all' OR ${alias}.legal_entity_ids && ${listed}::uuid[])`;
  return `CASE WHEN k.entity_scope = 'listed' OR k.owner_id IS NULL THEN ${meets('k')}
    ELSE EXISTS (SELECT FROM public.person p WHERE p.id = k.owner_id AND ${meets('p')}) END`;
}

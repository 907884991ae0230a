import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase } from '../../../platform/database/read-database.js';
import { columnsOf, jsonOf } from '../../../platform/database/shown.js';
import type { AuditEntry } from '../domain/audit-entry.js';
import { auditEntryShown } from './audit-entry.shown.js';

export interface AuditFilter extends PageRequest {
  actorId?: string;
  actorType?: string;
  action?: string;
  resourceType?: string;
  resourceId?: string;
  legalEntityId?: string;
  requestId?: string;
  from?: string;
  to?: string;
}

export const AUDIT_SORTS = ['at'] as const;

const ONE = jsonOf(auditEntryShown('e'));

const ENTRIES: PageSpec = {
  from: 'audit.entry e',
  alias: 'e',
  list: 'audit-entries',
  item: columnsOf(auditEntryShown('e')),
  sorts: { at: { sql: 'e.at', type: 'timestamptz' } },
  defaultSort: '-at',
};

export interface SealedRow {
  index: number;
  leafHash: Buffer;
  /** Null when the entry was removed behind the API. */
  entry: AuditEntry | null;
  /** The checkpoint that this entry completes. */
  note: string | null;
}

/** What inspectors read. */
@Injectable()
export class AuditReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page of entries as JSON text. */
  page(filter: AuditFilter, scope: EntityScope): Promise<string> {
    const conditions = new Conditions()
      .equal('e.actor_id', filter.actorId)
      .equal('e.actor_type', filter.actorType)
      .equal('e.action', filter.action)
      .equal('e.resource_type', filter.resourceType)
      .equal('e.resource_id', filter.resourceId)
      .equal('e.request_id', filter.requestId);
    if (filter.legalEntityId !== undefined) {
      conditions.add(`${conditions.value(filter.legalEntityId)}::uuid = ANY (e.legal_entity_ids)`);
    }
    if (filter.from !== undefined) conditions.add(`e.at >= ${conditions.value(filter.from)}::timestamptz`);
    if (filter.to !== undefined) conditions.add(`e.at < ${conditions.value(filter.to)}::timestamptz`);
    inScope(conditions, scope);
    return readPage(this.database, ENTRIES, conditions, filter, null);
  }

  async one(id: string, scope: EntityScope): Promise<string> {
    const conditions = new Conditions();
    conditions.equal('e.id', id);
    inScope(conditions, scope);
    const [row] = await this.database.rows<{ json: string }>(
      `SELECT (${ONE})::text AS json FROM audit.entry e ${conditions.where}`,
      conditions.values,
    );
    if (!row) throw notFound();
    return row.json;
  }

  /** Checkpoints, newest first, as JSON text of a page; keyset by tree size. */
  async checkpoints(limit: number, before: number | null): Promise<string> {
    const rows = await this.database.rows<{ tree_size: string; json: string }>(
      `SELECT tree_size, json_build_object('treeSize', tree_size, 'rootHash', encode(root, 'base64'), 'note', note,
                'sealedAt', utc(sealed_at))::text AS json
         FROM audit.checkpoint WHERE $2::bigint IS NULL OR tree_size < $2 ORDER BY tree_size DESC LIMIT $1::int + 1`,
      [limit, before],
    );
    const shown = rows.slice(0, limit);
    const next = rows.length > limit ? JSON.stringify(shown.at(-1)?.tree_size) : 'null';
    return `{"items":[${shown.map(({ json }) => json).join(',')}],"nextCursor":${next}}`;
  }

  /** Sealed entries from an index on, each with the checkpoint that it completes. */
  async sealed(from: number, limit: number): Promise<SealedRow[]> {
    const rows = await this.database.rows<{
      index: string;
      hash: Buffer;
      entry: AuditEntry | null;
      note: string | null;
    }>(
      `SELECT l.index, l.hash, CASE WHEN e.id IS NULL THEN NULL ELSE ${ONE} END AS entry, c.note
         FROM audit.leaf l
         LEFT JOIN audit.entry e ON e.id = l.entry_id
         LEFT JOIN audit.checkpoint c ON c.tree_size = l.index + 1
        WHERE l.index >= $1 ORDER BY l.index LIMIT $2`,
      [from, limit],
    );
    return rows.map(({ index, hash, entry, note }) => ({
      index: Number(index),
      leafHash: hash,
      entry,
      note,
    }));
  }

  /** How many entries are not in the tree yet. */
  async unsealedCount(): Promise<number> {
    const [row] = await this.database.rows<{ n: string }>(
      'SELECT (SELECT count(*) FROM audit.entry) - (SELECT count(*) FROM audit.leaf) AS n',
      [],
    );
    return Math.max(0, Number(row?.n ?? 0));
  }
}

/** Entries with a legal entity in common, and the installation's; those with null are for who sees all. */
function inScope(conditions: Conditions, scope: EntityScope): void {
  if (scope.all) return;
  const listed = conditions.value(scope.ids);
  conditions.add(`(e.legal_entity_ids = '{}' OR e.legal_entity_ids && ${listed}::uuid[])`);
}

import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { listedIds } from '../../../kernel/entity-scope.js';
import { Conditions, type PageRequest, type PageSpec, readItems } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf } from '../../../platform/database/shown.js';
import { type ReadChange, shownChange } from '../domain/shown-change.js';
import { affectedBy, type AffectedRelations } from './affected.js';
import type { Affected } from './change-event.repository.js';
import { changeRead } from './change-event.shown.js';

export interface ChangeEventFilter extends PageRequest {
  legalEntityId?: string;
  kind?: string;
  state?: string;
  ownerId?: string;
  providerId?: string;
  componentId?: string;
  arrangementId?: string;
  useCaseId?: string;
  includeRetired?: boolean;
  q?: string;
}

export const CHANGE_EVENT_SORTS = ['createdAt', 'updatedAt'] as const;

const PAGE: Omit<PageSpec, 'from' | 'item'> = {
  alias: 'v',
  list: 'change-events',
  sorts: {
    createdAt: { sql: 'v.created_at', type: 'timestamptz' },
    updatedAt: { sql: 'v.updated_at', type: 'timestamptz' },
  },
  defaultSort: 'createdAt',
};

/** What the API shows of change events: those of the installation, and of legal entities that somebody sees. */
@Injectable()
export class ChangeEventReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text. Whom each affects is told of one alone: it costs a climb through the graph. */
  async page(filter: ChangeEventFilter, scope: EntityScope, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const place = (value: unknown): string => conditions.value(value);
    const from = relation('change_event', 'v', asOf, place);
    const item = columnsOf(changeRead('v', relation('change_event_resolution', 'w', asOf, place)));
    seenBy(conditions, scope);
    conditions
      .equal('v.legal_entity_id', filter.legalEntityId)
      .equal('v.owner_id', filter.ownerId)
      .equal('v.provider_id', filter.providerId)
      .equal('v.component_id', filter.componentId)
      .equal('v.arrangement_id', filter.arrangementId)
      .equal('v.use_case_id', filter.useCaseId)
      .code('v.kind', filter.kind)
      .code('v.state', filter.state)
      .searchIn('v.summary', filter.q);
    if (!filter.includeRetired) conditions.add('v.retired_at IS NULL');
    const { items, nextCursor } = await readItems(
      this.database,
      { ...PAGE, from, item },
      conditions,
      filter,
      asOf,
    );
    return JSON.stringify({
      items: items.map((row) => shownChange(row as unknown as ReadChange)),
      nextCursor,
    });
  }

  /** One change event with whom it affects, as far as the reader sees them; throws not-found. */
  async one(id: string, scope: EntityScope, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const place = (value: unknown): string => conditions.value(value);
    const from = relation('change_event', 'v', asOf, place);
    const read = jsonOf(changeRead('v', relation('change_event_resolution', 'w', asOf, place)));
    const affected = affectedBy('v', graphOf(asOf, place), place(listedIds(scope)));
    conditions.equal('v.id', id);
    seenBy(conditions, scope);
    const [row] = await this.database.rows<{ read: ReadChange; affected: Affected; rowVersion: number }>(
      `SELECT ${read} AS read, ${affected} AS affected, v.row_version AS "rowVersion" FROM ${from} ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return { json: wholeChange(row.read, row.affected), rowVersion: row.rowVersion };
  }
}

/** A change event with whom it affects, as JSON text. */
export function wholeChange(read: ReadChange, { ids, count }: Affected): string {
  return JSON.stringify({ ...shownChange(read), affected: ids, affectedCount: count });
}

function graphOf(asOf: AsOf, place: (value: unknown) => string): AffectedRelations {
  return {
    components: relation('component', 'k', asOf, place),
    covered: relation('arrangement_component', 'c', asOf, place),
    requirements: relation('requirement', 'r', asOf, place),
    alternatives: relation('requirement_alternative', 'a', asOf, place),
    useCases: relation('use_case', 'u', asOf, place),
    entities: relation('use_case_legal_entity', 'l', asOf, place),
  };
}

function seenBy(conditions: Conditions, scope: EntityScope): void {
  const ids = listedIds(scope);
  if (ids === null) return;
  conditions.add(`(v.legal_entity_id IS NULL OR v.legal_entity_id = ANY (${conditions.value(ids)}::uuid[]))`);
}

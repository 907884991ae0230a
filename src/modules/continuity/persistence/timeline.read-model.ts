import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import { columnsOf, jsonOf } from '../../../platform/database/shown.js';
import { withinScope } from '../../../platform/database/within-scope.js';
import { entryShown } from './incident.shown.js';
import { IncidentReadModel } from './incident.read-model.js';

export const TIMELINE_SORTS = ['at', 'createdAt'] as const;

const PAGE: Omit<PageSpec, 'from'> = {
  alias: 't',
  list: 'incident-timeline',
  item: columnsOf(entryShown('t')),
  sorts: {
    at: { sql: 't.at', type: 'timestamptz' },
    createdAt: { sql: 't.created_at', type: 'timestamptz' },
  },
  defaultSort: 'at',
};

/** What the API shows of the timeline of one incident, to those who see it. */
@Injectable()
export class TimelineReadModel {
  constructor(
    private readonly database: ReadDatabase,
    private readonly incidents: IncidentReadModel,
  ) {}

  /** One page as JSON text, in the order in which it happened; throws not-found for an incident that is not there. */
  async page(incidentId: string, filter: PageRequest, scope: EntityScope, asOf: AsOf): Promise<string> {
    await this.incidents.one(incidentId, scope, asOf);
    const conditions = new Conditions();
    const from = relation('incident_timeline_entry', 't', asOf, (value) => conditions.value(value));
    conditions.equal('t.incident_id', incidentId);
    return readPage(this.database, { ...PAGE, from }, conditions, filter, asOf);
  }

  /** One entry of that incident, as JSON text; throws not-found. */
  async one(incidentId: string, id: string, scope: EntityScope, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const place = (value: unknown): string => conditions.value(value);
    const from = `${relation('incident_timeline_entry', 't', asOf, place)}
      JOIN ${relation('incident', 'i', asOf, place)} ON i.id = t.incident_id`;
    conditions.equal('t.id', id).equal('i.id', incidentId);
    withinScope(conditions, 'i.legal_entity_id', scope);
    const [row] = await this.database.rows<{ json: string }>(
      `SELECT (${jsonOf(entryShown('t'))})::text AS json FROM ${from} ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row.json;
  }
}

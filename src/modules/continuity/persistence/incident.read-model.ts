import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf } from '../../../platform/database/shown.js';
import { withinScope } from '../../../platform/database/within-scope.js';
import { incidentShown } from './incident.shown.js';

export interface IncidentFilter extends PageRequest {
  legalEntityId?: string;
  kind?: string;
  severity?: string;
  cocReportDecision?: string;
  ownerId?: string;
  providerId?: string;
  componentId?: string;
  arrangementId?: string;
  /** One that it hit. */
  useCaseId?: string;
  includeRetired?: boolean;
  q?: string;
}

export const INCIDENT_SORTS = ['startedAt', 'createdAt', 'updatedAt'] as const;

const PAGE: Omit<PageSpec, 'from'> = {
  alias: 'i',
  list: 'incidents',
  item: columnsOf(incidentShown('i')),
  sorts: {
    startedAt: { sql: 'i.started_at', type: 'timestamptz' },
    createdAt: { sql: 'i.created_at', type: 'timestamptz' },
    updatedAt: { sql: 'i.updated_at', type: 'timestamptz' },
  },
  defaultSort: '-startedAt',
};

/** What the API shows of incidents: those of legal entities that somebody sees. */
@Injectable()
export class IncidentReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text, the latest first where no order is asked for. */
  page(filter: IncidentFilter, scope: EntityScope, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const from = relation('incident', 'i', asOf, (value) => conditions.value(value));
    withinScope(conditions, 'i.legal_entity_id', scope);
    conditions
      .equal('i.legal_entity_id', filter.legalEntityId)
      .equal('i.owner_id', filter.ownerId)
      .equal('i.provider_id', filter.providerId)
      .equal('i.component_id', filter.componentId)
      .equal('i.arrangement_id', filter.arrangementId)
      .code('i.kind', filter.kind)
      .code('i.severity', filter.severity)
      .code('i.report_decision', filter.cocReportDecision)
      .searchIn('i.summary', filter.q);
    if (filter.useCaseId !== undefined) {
      conditions.add(`i.use_case_ids @> ARRAY[${conditions.value(filter.useCaseId)}::uuid]`);
    }
    if (!filter.includeRetired) conditions.add('i.retired_at IS NULL');
    return readPage(this.database, { ...PAGE, from }, conditions, filter, asOf);
  }

  /** One incident; throws not-found. */
  async one(id: string, scope: EntityScope, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const from = relation('incident', 'i', asOf, (value) => conditions.value(value));
    conditions.equal('i.id', id);
    withinScope(conditions, 'i.legal_entity_id', scope);
    const [row] = await this.database.rows<{ json: string; rowVersion: number }>(
      `SELECT (${jsonOf(incidentShown('i'))})::text AS json, i.row_version AS "rowVersion" FROM ${from} ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }
}

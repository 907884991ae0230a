import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, readPage, type SortColumn } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf } from '../../../platform/database/shown.js';
import { useCaseShown } from './use-case.shown.js';

export interface UseCaseFilter extends PageRequest {
  tier?: string;
  lowestTier?: string;
  provisional?: boolean;
  highRisk?: string;
  status?: string;
  purposes?: string;
  recipients?: string;
  dataClasses?: string;
  developmentFlags?: string;
  humanOversight?: string;
  afterSalesOnly?: string;
  clientsInteract?: string;
  affectsClients?: string;
  criticalOperation?: string;
  scopeDecision?: string;
  impactFirm?: string;
  impactClients?: string;
  legalEntityId?: string;
  accountableOwnerId?: string;
  businessOwnerId?: string;
  riskOwnerId?: string;
  complianceOwnerId?: string;
  technologyOwnerId?: string;
  includeRetired?: boolean;
  q?: string;
}

export const USE_CASE_SORTS = ['name', 'tier', 'createdAt', 'updatedAt'] as const;

const SORTS: Record<(typeof USE_CASE_SORTS)[number], SortColumn> = {
  name: { sql: 'u.name', type: 'text' },
  tier: { sql: 'u.tier', type: 'text' },
  createdAt: { sql: 'u.created_at', type: 'timestamptz' },
  updatedAt: { sql: 'u.updated_at', type: 'timestamptz' },
};

/** What the API shows of use cases, to those who see at least one of their legal entities. */
@Injectable()
export class UseCaseReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text. */
  page(filter: UseCaseFilter, scope: EntityScope, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const { from, links, visible } = seenBy(scope, asOf, conditions);
    addFilters(conditions, filter);
    if (filter.legalEntityId !== undefined) {
      const wanted = conditions.value(filter.legalEntityId);
      conditions.add(
        `EXISTS (SELECT FROM ${links} WHERE l.use_case_id = u.id AND l.legal_entity_id = ${wanted})`,
      );
    }
    const spec = {
      from,
      alias: 'u',
      list: 'use-cases',
      item: columnsOf(useCaseShown('u', { links, visible })),
      sorts: SORTS,
      defaultSort: 'createdAt',
    };
    return readPage(this.database, spec, conditions, filter, asOf);
  }

  /** One use case with the hash of what it runs on; throws not-found. */
  async one(id: string, scope: EntityScope, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const { from, links, visible } = seenBy(scope, asOf, conditions);
    const configurationAt = asOf === null ? 'NULL' : `${conditions.value(asOf)}::timestamptz`;
    conditions.equal('u.id', id);
    const json = jsonOf(useCaseShown('u', { links, visible, configurationAt }));
    const sql = `SELECT (${json})::text AS json, u.row_version AS "rowVersion" FROM ${from} ${conditions.where}`;
    const [row] = await this.database.rows<{ json: string; rowVersion: number }>(
      sql,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }
}

/** The relations to read, narrowed to what somebody may see. */
function seenBy(
  scope: EntityScope,
  asOf: AsOf,
  conditions: Conditions,
): { from: string; links: string; visible: string | null } {
  const place = (value: unknown): string => conditions.value(value);
  const from = relation('use_case', 'u', asOf, place);
  const links = relation('use_case_legal_entity', 'l', asOf, place);
  if (scope.all) return { from, links, visible: null };
  const visible = `${place(scope.ids)}::uuid[]`;
  conditions.add(
    `EXISTS (SELECT FROM ${links} WHERE l.use_case_id = u.id AND l.legal_entity_id = ANY(${visible}))`,
  );
  return { from, links, visible };
}

function addFilters(conditions: Conditions, filter: UseCaseFilter): void {
  conditions
    .equal('u.tier', filter.tier)
    .equal('u.lowest_tier', filter.lowestTier)
    .equal('u.high_risk', filter.highRisk)
    .contains('u.purposes', filter.purposes)
    .contains('u.recipients', filter.recipients)
    .contains('u.data_classes', filter.dataClasses)
    .contains('u.development_flags', filter.developmentFlags)
    .equal('u.human_oversight', filter.humanOversight)
    .equal('u.after_sales_only', filter.afterSalesOnly)
    .equal('u.clients_interact', filter.clientsInteract)
    .equal('u.affects_clients', filter.affectsClients)
    .equal('u.critical_operation', filter.criticalOperation)
    .equal('u.scope_decision', filter.scopeDecision)
    .equal('u.impact_firm', filter.impactFirm)
    .equal('u.impact_clients', filter.impactClients)
    .equal('u.accountable_owner_id', filter.accountableOwnerId)
    .equal('u.business_owner_id', filter.businessOwnerId)
    .equal('u.risk_owner_id', filter.riskOwnerId)
    .equal('u.compliance_owner_id', filter.complianceOwnerId)
    .equal('u.technology_owner_id', filter.technologyOwnerId)
    .search('u', filter.q);
  if (filter.provisional !== undefined) {
    conditions.add(`u.tier_provisional = ${conditions.value(filter.provisional)}`);
  }
  if (filter.status === 'retired') conditions.add('u.retired_at IS NOT NULL');
  else conditions.equal('u.status', filter.status);
  if (filter.status !== 'retired' && !filter.includeRetired) conditions.add('u.retired_at IS NULL');
}

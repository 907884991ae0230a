import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, readPage, type SortColumn } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf } from '../../../platform/database/shown.js';
import { requirementShown } from './requirement.shown.js';

export interface RequirementFilter extends PageRequest {
  dependentType?: string;
  dependentId?: string;
  /** Requirements that have this component as an alternative. */
  componentId?: string;
  effect?: string;
  upstreamDisclosed?: string;
  /** Requirements that have an alternative with this evidence. */
  fallbackEvidence?: string;
  includeRetired?: boolean;
}

export const REQUIREMENT_SORTS = ['createdAt', 'updatedAt'] as const;

const SORTS: Record<(typeof REQUIREMENT_SORTS)[number], SortColumn> = {
  createdAt: { sql: 'r.created_at', type: 'timestamptz' },
  updatedAt: { sql: 'r.updated_at', type: 'timestamptz' },
};

/** What the API shows of requirements: those of components to everybody, those of use cases to those who see these. */
@Injectable()
export class RequirementReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text. */
  page(filter: RequirementFilter, scope: EntityScope, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const { from, alternatives } = seenBy(scope, asOf, conditions);
    addFilters(conditions, filter, alternatives);
    const spec = {
      from,
      alias: 'r',
      list: 'requirements',
      item: columnsOf(requirementShown('r', alternatives)),
      sorts: SORTS,
      defaultSort: 'createdAt',
    };
    return readPage(this.database, spec, conditions, filter, asOf);
  }

  /** One requirement; throws not-found. */
  async one(id: string, scope: EntityScope, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const { from, alternatives } = seenBy(scope, asOf, conditions);
    conditions.equal('r.id', id);
    const sql = `SELECT (${jsonOf(requirementShown('r', alternatives))})::text AS json, r.row_version AS "rowVersion"
                   FROM ${from} ${conditions.where}`;
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
): { from: string; alternatives: string } {
  const place = (value: unknown): string => conditions.value(value);
  const from = relation('requirement', 'r', asOf, place);
  const alternatives = relation('requirement_alternative', 'a', asOf, place);
  if (!scope.all) {
    const links = relation('use_case_legal_entity', 'l', asOf, place);
    conditions.add(
      `(r.use_case_id IS NULL OR EXISTS (
          SELECT FROM ${links}
           WHERE l.use_case_id = r.use_case_id AND l.legal_entity_id = ANY (${place([...scope.ids])}::uuid[])))`,
    );
  }
  return { from, alternatives };
}

function addFilters(conditions: Conditions, filter: RequirementFilter, alternatives: string): void {
  conditions.equal('r.effect', filter.effect).equal('r.upstream_disclosed', filter.upstreamDisclosed);
  if (filter.dependentType === 'use_case') conditions.add('r.use_case_id IS NOT NULL');
  if (filter.dependentType === 'component') conditions.add('r.component_id IS NOT NULL');
  if (filter.dependentId !== undefined) {
    const id = `${conditions.value(filter.dependentId)}::uuid`;
    conditions.add(`(r.use_case_id = ${id} OR r.component_id = ${id})`);
  }
  const has = (condition: string): string =>
    `EXISTS (SELECT FROM ${alternatives} WHERE a.requirement_id = r.id AND ${condition})`;
  if (filter.componentId !== undefined) {
    conditions.add(has(`a.component_id = ${conditions.value(filter.componentId)}`));
  }
  if (filter.fallbackEvidence !== undefined) {
    conditions.add(has(`a.fallback_evidence = ${conditions.value(filter.fallbackEvidence)}`));
  }
  if (!filter.includeRetired) conditions.add('r.retired_at IS NULL');
}

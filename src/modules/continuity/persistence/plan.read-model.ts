import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { Clock } from '../../../kernel/clock.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readItems } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf } from '../../../platform/database/shown.js';
import { withinScope } from '../../../platform/database/within-scope.js';
import { type ReadPlan, shownPlan } from '../domain/shown-plan.js';
import { planRead, type PlanRelations } from './plan.shown.js';

export interface PlanFilter extends PageRequest {
  legalEntityId?: string;
  useCaseId?: string;
  providerId?: string;
  componentId?: string;
  ownerId?: string;
  state?: string;
  /** YYYY-MM-DD: to be reviewed before this day. */
  reviewBefore?: string;
  includeRetired?: boolean;
  q?: string;
}

export const PLAN_SORTS = ['name', 'createdAt', 'updatedAt', 'validTo'] as const;

const PAGE: Omit<PageSpec, 'from' | 'item'> = {
  alias: 'p',
  list: 'contingency-plans',
  sorts: {
    name: { sql: 'p.name', type: 'text' },
    createdAt: { sql: 'p.created_at', type: 'timestamptz' },
    updatedAt: { sql: 'p.updated_at', type: 'timestamptz' },
    validTo: { sql: 'p.valid_to', type: 'date' },
  },
  defaultSort: 'createdAt',
};

/** What the API shows of contingency plans: those of legal entities that somebody sees. */
@Injectable()
export class PlanReadModel {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** One page as JSON text; by creation where no order is asked for, by review with `reviewBefore`. */
  async page(filter: PlanFilter, scope: EntityScope, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const place = (value: unknown): string => conditions.value(value);
    const from = relation('contingency_plan', 'p', asOf, place);
    const item = columnsOf(planRead('p', relationsOf(asOf, place)));
    withinScope(conditions, 'p.legal_entity_id', scope);
    conditions
      .equal('p.legal_entity_id', filter.legalEntityId)
      .equal('p.use_case_id', filter.useCaseId)
      .equal('p.provider_id', filter.providerId)
      .equal('p.owner_id', filter.ownerId)
      .code('p.state', filter.state)
      .search('p', filter.q);
    if (filter.componentId !== undefined) {
      const id = place(filter.componentId);
      conditions.add(`(p.component_id = ${id} OR p.fallback_component_id = ${id})`);
    }
    if (filter.reviewBefore !== undefined) {
      conditions.add(`p.valid_to < ${place(filter.reviewBefore)}::date`);
    }
    if (!filter.includeRetired) conditions.add('p.retired_at IS NULL');
    const defaultSort = filter.reviewBefore === undefined ? PAGE.defaultSort : 'validTo';
    const now = this.#at(asOf);
    const spec = { ...PAGE, from, item, defaultSort };
    const { items, nextCursor } = await readItems(this.database, spec, conditions, filter, asOf);
    return JSON.stringify({
      items: items.map((row) => shownPlan(row as unknown as ReadPlan, now)),
      nextCursor,
    });
  }

  /** One plan; throws not-found. */
  async one(id: string, scope: EntityScope, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const place = (value: unknown): string => conditions.value(value);
    const from = relation('contingency_plan', 'p', asOf, place);
    const plan = jsonOf(planRead('p', relationsOf(asOf, place)));
    conditions.equal('p.id', id);
    withinScope(conditions, 'p.legal_entity_id', scope);
    const [row] = await this.database.rows<{ plan: ReadPlan; rowVersion: number }>(
      `SELECT ${plan} AS plan, p.row_version AS "rowVersion" FROM ${from} ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return { json: JSON.stringify(shownPlan(row.plan, this.#at(asOf))), rowVersion: row.rowVersion };
  }

  /** What a plan is worth is told of the day that is asked about. */
  #at(asOf: AsOf): Date {
    return asOf === null ? this.clock.now() : new Date(asOf);
  }
}

function relationsOf(asOf: AsOf, place: (value: unknown) => string): PlanRelations {
  return {
    exercises: relation('contingency_exercise', 'x', asOf, place),
    useCases: relation('use_case', 'u', asOf, place),
    legalEntities: relation('legal_entity', 'e', asOf, place),
  };
}

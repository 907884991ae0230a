import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf } from '../../../platform/database/shown.js';
import { withinScope } from '../../../platform/database/within-scope.js';
import { exerciseShown } from './plan.shown.js';

export interface ExerciseFilter extends PageRequest {
  outcome?: string;
  includeRetired?: boolean;
}

export const EXERCISE_SORTS = ['exercisedOn', 'createdAt', 'updatedAt'] as const;

const PAGE: Omit<PageSpec, 'from'> = {
  alias: 'x',
  list: 'contingency-exercises',
  item: columnsOf(exerciseShown('x')),
  sorts: {
    exercisedOn: { sql: 'x.exercised_on', type: 'date' },
    createdAt: { sql: 'x.created_at', type: 'timestamptz' },
    updatedAt: { sql: 'x.updated_at', type: 'timestamptz' },
  },
  defaultSort: '-exercisedOn',
};

/** What the API shows of the exercises of one plan, to those who see it. */
@Injectable()
export class ExerciseReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text, the last exercise first; throws not-found for a plan that is not there. */
  async page(planId: string, filter: ExerciseFilter, scope: EntityScope, asOf: AsOf): Promise<string> {
    await this.#refuseUnknown(planId, scope, asOf);
    const conditions = new Conditions();
    const from = relation('contingency_exercise', 'x', asOf, (value) => conditions.value(value));
    conditions.equal('x.plan_id', planId).code('x.outcome', filter.outcome);
    if (!filter.includeRetired) conditions.add('x.retired_at IS NULL');
    return readPage(this.database, { ...PAGE, from }, conditions, filter, asOf);
  }

  /** One exercise of that plan; throws not-found. */
  async one(planId: string, id: string, scope: EntityScope, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const place = (value: unknown): string => conditions.value(value);
    const from = `${relation('contingency_exercise', 'x', asOf, place)}
      JOIN ${relation('contingency_plan', 'p', asOf, place)} ON p.id = x.plan_id`;
    conditions.equal('x.id', id).equal('p.id', planId);
    withinScope(conditions, 'p.legal_entity_id', scope);
    const [row] = await this.database.rows<{ json: string; rowVersion: number }>(
      `SELECT (${jsonOf(exerciseShown('x'))})::text AS json, x.row_version AS "rowVersion" FROM ${from} ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }

  async #refuseUnknown(planId: string, scope: EntityScope, asOf: AsOf): Promise<void> {
    const conditions = new Conditions();
    const from = relation('contingency_plan', 'p', asOf, (value) => conditions.value(value));
    conditions.equal('p.id', planId);
    withinScope(conditions, 'p.legal_entity_id', scope);
    const found = await this.database.rows(
      `SELECT p.id FROM ${from} ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (found.length === 0) throw notFound();
  }
}

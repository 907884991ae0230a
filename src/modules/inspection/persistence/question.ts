import type { AsOf } from '../../../kernel/as-of.js';
import { HOME_TIME_ZONE } from '../../../kernel/time-zone.js';
import { relation } from '../../../platform/database/read-database.js';

/** For whom, and of which day, facts are read. */
export interface Asked {
  /** Null: of all legal entities. */
  readonly legalEntityIds: readonly string[] | null;
  readonly asOf: AsOf;
  /** YYYY-MM-DD */
  readonly today: string;
}

/** One statement in the making: its parameters are placed where its text names them. */
export class Question {
  readonly values: unknown[] = [];

  constructor(readonly asked: Asked) {}

  place(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  today(): string {
    return `${this.place(this.asked.today)}::date`;
  }

  /** The day of an instant, at home: YYYY-MM-DD. */
  day(instant: string): string {
    return `(${instant} AT TIME ZONE ${this.place(HOME_TIME_ZONE)})::date::text`;
  }

  /** A table as it is, or as it was. */
  table(name: string, alias: string): string {
    return relation(name, alias, this.asked.asOf, (value) => this.place(value));
  }

  /** Of one of the legal entities. */
  ofEntities(column: string): string {
    return this.among(column, this.asked.legalEntityIds);
  }

  /** Of one of them, or of all. */
  ofEntitiesOrAll(column: string): string {
    return this.asked.legalEntityIds === null ? 'true' : `(${column} IS NULL OR ${this.ofEntities(column)})`;
  }

  /** Of one of the legal entities, or on a use case that one of them has, whoever of those that have it recorded it. */
  ofEntitiesOrUses(table: string, alias: string): string {
    if (this.asked.legalEntityIds === null) return 'true';
    return `${alias}.id IN (
      SELECT k.id FROM ${this.table(table, 'k')} WHERE ${this.ofEntities('k.legal_entity_id')}
      UNION ALL
      SELECT k.id FROM ${this.table('use_case_legal_entity', 'l')} JOIN ${this.table(table, 'k')} ON k.use_case_id = l.use_case_id
       WHERE ${this.ofEntities('l.legal_entity_id')})`;
  }

  among(column: string, ids: readonly string[] | null): string {
    return ids === null ? 'true' : `${column} = ANY (${this.place(ids)}::uuid[])`;
  }
}

/** The text of a statement; what it asks with is placed in the question. */
export type Statement = (q: Question) => string;

import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { Clock } from '../../../kernel/clock.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf } from '../../../platform/database/shown.js';
import { withinScope } from '../../../platform/database/within-scope.js';
import { entityDayOf } from './entity-day.js';
import { exceptionShown } from './exception.shown.js';

export interface ExceptionFilter extends PageRequest {
  legalEntityId?: string;
  rule?: string;
  kind?: string;
  state?: string;
  useCaseId?: string;
  providerId?: string;
  componentId?: string;
  /** YYYY-MM-DD: no longer holding on this day. */
  expiresBefore?: string;
  includeRetired?: boolean;
}

export const EXCEPTION_SORTS = ['createdAt', 'updatedAt', 'expiresOn'] as const;

const PAGE: Omit<PageSpec, 'from'> = {
  alias: 'x',
  list: 'exceptions',
  item: columnsOf(exceptionShown('x')),
  sorts: {
    createdAt: { sql: 'x.created_at', type: 'timestamptz' },
    updatedAt: { sql: 'x.updated_at', type: 'timestamptz' },
    expiresOn: { sql: 'x.expires_on', type: 'date' },
  },
  defaultSort: 'createdAt',
};

/** What the API shows of exceptions: those of legal entities that somebody sees. */
@Injectable()
export class ExceptionReadModel {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** One page as JSON text; by expiry with `expiresBefore`. */
  page(filter: ExceptionFilter, scope: EntityScope, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const from = this.#from(conditions, asOf);
    withinScope(conditions, 'x.legal_entity_id', scope);
    conditions
      .equal('x.legal_entity_id', filter.legalEntityId)
      .equal('x.rule', filter.rule)
      .equal('x.kind', filter.kind)
      .equal('x.use_case_id', filter.useCaseId)
      .equal('x.provider_id', filter.providerId)
      .equal('x.component_id', filter.componentId);
    if (filter.state !== undefined) standsSo(conditions, filter.state);
    if (filter.expiresBefore !== undefined) {
      conditions.add(`x.expires_on < ${conditions.value(filter.expiresBefore)}::date`);
    }
    if (!filter.includeRetired) conditions.add('x.retired_at IS NULL');
    const defaultSort = filter.expiresBefore === undefined ? PAGE.defaultSort : 'expiresOn';
    return readPage(this.database, { ...PAGE, from, defaultSort }, conditions, filter, asOf);
  }

  /** One exception; throws not-found. */
  async one(id: string, scope: EntityScope, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const from = this.#from(conditions, asOf);
    conditions.equal('x.id', id);
    withinScope(conditions, 'x.legal_entity_id', scope);
    const [row] = await this.database.rows<{ json: string; rowVersion: number }>(
      `SELECT (${jsonOf(exceptionShown('x'))})::text AS json, x.row_version AS "rowVersion" FROM ${from} ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }

  #from(conditions: Conditions, asOf: AsOf): string {
    const place = (value: unknown): string => conditions.value(value);
    const now = place(asOf ?? this.clock.now().toISOString());
    return `${relation('rule_exception', 'x', asOf, place)} ${entityDayOf('x', now)}`;
  }
}

/** Those that stand so on the day: an approval holds until its last day, and has expired from the next. */
function standsSo(conditions: Conditions, state: string): void {
  const isExpired = `x.expires_on < day.today`;
  if (state === 'expired') conditions.equal('x.state', 'approved').add(isExpired);
  else if (state === 'approved') conditions.equal('x.state', state).add(`NOT ${isExpired}`);
  else conditions.equal('x.state', state);
}

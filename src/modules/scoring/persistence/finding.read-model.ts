import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import { columnsOf } from '../../../platform/database/shown.js';
import { findingShown } from './finding.shown.js';
import { type FindingRecord, recordOf } from './finding-record.js';
import { withinScope } from '../../../platform/database/within-scope.js';

export interface FindingFilter extends PageRequest {
  limitId?: string;
  legalEntityId?: string;
  measure?: string;
  state?: string;
}

export const FINDING_SORTS = ['foundAt', 'createdAt'] as const;

const PAGE: Omit<PageSpec, 'from' | 'item'> = {
  alias: 'f',
  list: 'concentration-findings',
  sorts: {
    foundAt: { sql: 'f.found_at', type: 'timestamptz' },
    createdAt: { sql: 'f.created_at', type: 'timestamptz' },
  },
  defaultSort: '-foundAt',
};

/** What the API shows of excesses over limits: those of legal entities that somebody sees. */
@Injectable()
export class FindingReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text. */
  page(filter: FindingFilter, scope: EntityScope, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const place = (value: unknown): string => conditions.value(value);
    const from = relation('concentration_finding', 'f', asOf, place);
    const limits = relation('concentration_limit', 'l', asOf, place);
    withinScope(conditions, 'f.legal_entity_id', scope);
    conditions
      .equal('f.limit_id', filter.limitId)
      .equal('f.legal_entity_id', filter.legalEntityId)
      .equal('f.measure', filter.measure)
      .code('f.state', filter.state);
    const spec = { ...PAGE, from, item: columnsOf(findingShown('f', limits)) };
    return readPage(this.database, spec, conditions, filter, asOf);
  }

  /** One finding with what an explanation needs; throws not-found. */
  async one(id: string, scope: EntityScope, asOf: AsOf): Promise<FindingRecord> {
    const conditions = new Conditions();
    const place = (value: unknown): string => conditions.value(value);
    const relations = {
      findings: relation('concentration_finding', 'f', asOf, place),
      limits: relation('concentration_limit', 'l', asOf, place),
      useCases: relation('use_case', 'u', asOf, place),
    };
    const seen = scope.all
      ? null
      : { links: relation('use_case_legal_entity', 'k', asOf, place), ids: place([...scope.ids]) };
    const sql = recordOf(relations, seen);
    conditions.equal('f.id', id);
    withinScope(conditions, 'f.legal_entity_id', scope);
    const [row] = await this.database.rows<FindingRecord & Record<string, unknown>>(
      `${sql} ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }
}

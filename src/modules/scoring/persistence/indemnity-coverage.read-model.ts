import { Injectable } from '@nestjs/common';
import type { EntityScope, Locale } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { Conditions, type PageRequest, type PageSpec, readItems } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import { columnsOf } from '../../../platform/database/shown.js';
import { withinScope } from '../../../platform/database/within-scope.js';
import { coverageInWords, type ExplainedCoverage } from '../domain/coverage-texts.js';
import { coverageShown } from './indemnity-coverage.shown.js';

/** Which rows. */
export interface CoverageFilter extends PageRequest {
  legalEntityId?: string;
  useCaseId?: string;
  arrangementId?: string;
  providerId?: string;
  risk?: string;
  payer?: string;
  tier?: string;
}

/** How many rows of one kind of claim and one tier have one payer. */
export interface CoverageCount {
  risk: string;
  tier: string;
  payer: string;
  rows: number;
}

/** A use case that nobody would pay for, in some part and for some kind of claim. */
export interface UnpaidUseCase {
  useCaseId: string;
  useCaseName: string;
  useCaseNameZhHant: string | null;
  tier: string;
  risks: string[];
  rows: number;
}

export const COVERAGE_SORTS = ['useCaseId'] as const;

const PAGE: Omit<PageSpec, 'from' | 'item'> = {
  alias: 'c',
  list: 'indemnity-coverage',
  sorts: { useCaseId: { sql: 'c.use_case_id', type: 'uuid' } },
  defaultSort: 'useCaseId',
};

/** What the API shows of the coverage of indemnities: rows of legal entities that somebody sees. */
@Injectable()
export class IndemnityCoverageReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text. */
  async page(filter: CoverageFilter, scope: EntityScope, asOf: AsOf, locale: Locale): Promise<string> {
    const conditions = new Conditions();
    const place = (value: unknown): string => conditions.value(value);
    const from = relation('indemnity_coverage', 'c', asOf, place);
    const shown = coverageShown({
      useCases: relation('use_case', 'u', asOf, place),
      providers: relation('provider', 'p', asOf, place),
      arrangements: relation('arrangement', 'a', asOf, place),
    });
    conditions.add('c.retired_at IS NULL');
    withinScope(conditions, 'c.legal_entity_id', scope);
    conditions
      .equal('c.legal_entity_id', filter.legalEntityId)
      .equal('c.use_case_id', filter.useCaseId)
      .equal('c.arrangement_id', filter.arrangementId)
      .equal('c.provider_id', filter.providerId)
      .equal('c.tier', filter.tier)
      .code('c.risk', filter.risk)
      .code('c.payer', filter.payer);
    const spec = { ...PAGE, from, item: columnsOf(shown) };
    const { items, nextCursor } = await readItems(this.database, spec, conditions, filter, asOf);
    return JSON.stringify({ items: items.map((item) => inWords(item, locale)), nextCursor });
  }

  /** How many rows there are of each kind of claim, tier and payer. */
  async counts(legalEntityId: string | undefined, scope: EntityScope, asOf: AsOf): Promise<CoverageCount[]> {
    const { conditions, from } = rowsOf(legalEntityId, scope, asOf);
    return this.database.rows<CoverageCount & Record<string, unknown>>(
      `SELECT c.risk, c.tier, c.payer, count(*)::int AS rows FROM ${from} ${conditions.where}
        GROUP BY c.risk, c.tier, c.payer`,
      conditions.values,
      asOf,
    );
  }

  /**
   * Use cases of some tiers with a row for which nobody pays, the highest tier first.
   * @returns the first of them, and how many there are
   */
  async unpaid(
    legalEntityId: string | undefined,
    tiers: readonly string[],
    limit: number,
    scope: EntityScope,
    asOf: AsOf,
  ): Promise<{ total: number; items: UnpaidUseCase[] }> {
    const { conditions, from } = rowsOf(legalEntityId, scope, asOf);
    const place = (value: unknown): string => conditions.value(value);
    const useCases = relation('use_case', 'u', asOf, place);
    conditions.code('c.payer', 'nobody').add(`c.tier = ANY (${place([...tiers])}::text[])`);
    const found = await this.database.rows<UnpaidUseCase & { total: number } & Record<string, unknown>>(
      `SELECT f.use_case_id AS "useCaseId", u.name AS "useCaseName", u.name_zh_hant AS "useCaseNameZhHant",
              f.tier, f.risks, f.rows, f.total
         FROM (SELECT c.use_case_id, c.tier, array_agg(DISTINCT c.risk ORDER BY c.risk) AS risks, count(*)::int AS rows,
                      (count(*) OVER ())::int AS total
                 FROM ${from} ${conditions.where}
                GROUP BY c.use_case_id, c.tier
                ORDER BY c.tier, c.use_case_id LIMIT ${place(limit)}::int) AS f
         JOIN ${useCases} ON u.id = f.use_case_id
        ORDER BY f.tier, f.use_case_id`,
      conditions.values,
      asOf,
    );
    return { total: found[0]?.total ?? 0, items: found.map(({ total: _total, ...item }) => item) };
  }
}

function rowsOf(
  legalEntityId: string | undefined,
  scope: EntityScope,
  asOf: AsOf,
): { conditions: Conditions; from: string } {
  const conditions = new Conditions();
  const from = relation('indemnity_coverage', 'c', asOf, (value) => conditions.value(value));
  conditions.add('c.retired_at IS NULL');
  withinScope(conditions, 'c.legal_entity_id', scope);
  conditions.equal('c.legal_entity_id', legalEntityId);
  return { conditions, from };
}

/** A row with why it is so, in the language of the reader. */
function inWords(row: Readonly<Record<string, unknown>>, locale: Locale): Record<string, unknown> {
  const { updatedAt, ...about } = row;
  return { ...about, because: coverageInWords(row as unknown as ExplainedCoverage, locale), updatedAt };
}

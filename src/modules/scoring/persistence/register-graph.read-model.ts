import { Inject, Injectable } from '@nestjs/common';
import type { Pool, PoolClient, QueryResultRow } from 'pg';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { ReadDatabase, type Reads, relation } from '../../../platform/database/read-database.js';
import { inOneSnapshot } from '../../../platform/database/one-snapshot.js';
import { POOL } from '../../../platform/tokens.js';
import type {
  ComponentFact,
  ProviderFact,
  RegisterFacts,
  RequirementFact,
  UseCaseFact,
} from '../domain/register-facts.js';
import { shareTexts } from '../domain/shared-texts.js';
import { WEIGHING } from '../domain/weighing-statuses.js';
import {
  hasChangedSince,
  type RegisterSnapshot,
  SNAPSHOT,
} from '../../../platform/database/register-snapshot.js';

export interface LoadedFacts extends RegisterFacts, RegisterSnapshot {}

/** Everything that the graph is made of, in one snapshot. */
@Injectable()
export class RegisterGraphReadModel {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    private readonly database: ReadDatabase,
  ) {}

  /**
   * @param asOf null: the present
   * @param includeUseCase a use case to load although its status does not weigh yet
   */
  async load(asOf: AsOf, includeUseCase: string | null): Promise<LoadedFacts> {
    if (asOf !== null) await this.database.settle(asOf);
    return inOneSnapshot(this.pool, (client) => loaded(readsOf(client), asOf, includeUseCase));
  }

  /** The present, as a running transaction sees it. */
  loadWithin(reads: Reads): Promise<LoadedFacts> {
    return loaded(reads, null, null);
  }

  /** Whether there is, or was then, a legal entity of this id. */
  async hasLegalEntity(id: string, asOf: AsOf): Promise<boolean> {
    const values: unknown[] = [id];
    const from = relation('legal_entity', 'e', asOf, (value) => `$${values.push(value)}`);
    const found = await this.database.rows(`SELECT 1 FROM ${from} WHERE e.id = $1`, values, asOf);
    return found.length > 0;
  }

  /** Whether there is, or was then, such a use case, of a legal entity that somebody sees. */
  async seesUseCase(id: string, scope: EntityScope, asOf: AsOf): Promise<boolean> {
    const values: unknown[] = [id, scope.all ? null : [...scope.ids]];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const found = await this.database.rows(
      `SELECT 1 FROM ${relation('use_case', 'u', asOf, place)}
         JOIN ${relation('use_case_legal_entity', 'l', asOf, place)} ON l.use_case_id = u.id
        WHERE u.id = $1 AND u.retired_at IS NULL AND ($2::uuid[] IS NULL OR l.legal_entity_id = ANY ($2::uuid[])) LIMIT 1`,
      values,
      asOf,
    );
    return found.length > 0;
  }

  /**
   * Whether the register has changed since it was loaded.
   * @param except jobs whose changes do not matter
   */
  hasChangedSince(seen: RegisterSnapshot, except: readonly string[] = []): Promise<boolean> {
    return hasChangedSince(this.pool, seen, except);
  }
}

function readsOf(client: PoolClient): Reads {
  return { rows: async (text, values) => (await client.query(text, [...values])).rows as never };
}

async function loaded(reads: Reads, asOf: AsOf, includeUseCase: string | null): Promise<LoadedFacts> {
  const [snapshot, components, providers, requirements, useCases] = await Promise.all([
    reads.rows<RegisterSnapshot & QueryResultRow>(SNAPSHOT, []),
    reads.rows<ComponentFact & QueryResultRow>(componentsSql(asOf), at(asOf)),
    reads.rows<ProviderFact & QueryResultRow>(providersSql(asOf), at(asOf)),
    reads.rows<RequirementFact & QueryResultRow>(requirementsSql(asOf), at(asOf)),
    reads.rows<UseCaseFact & QueryResultRow>(useCasesSql(asOf), [[...WEIGHING], includeUseCase, ...at(asOf)]),
  ]);
  const facts = { components, providers, requirements, useCases };
  shareTexts(facts);
  return { snapshot: snapshot[0]?.snapshot ?? '', brought: snapshot[0]?.brought ?? '0', ...facts };
}

function at(asOf: AsOf): string[] {
  return asOf === null ? [] : [asOf];
}

function table(name: string, asOf: AsOf, parameter = 1): string {
  return asOf === null ? name : `history.${name}_at($${parameter}::timestamptz)`;
}

/*
 * Records come in the order of their ids, and requirements by whose they are: drawing looks each name up, and in a large
 * register one that lies far from the last is a wait for memory. The other way round, building took twice as long.
 */

/** Retired components stay in the graph as long as something points at them: they have failed. */
function componentsSql(asOf: AsOf): string {
  return `SELECT id, name, name_zh_hant AS "nameZhHant", kind, provider_id AS "providerId", deployment, base_model_status AS "baseModelStatus",
                 base_model_id AS "baseModelId", substitutability, status, retires_on::text AS "retiresOn",
                 retired_at IS NOT NULL AS retired
            FROM ${table('component', asOf)} AS c
           ORDER BY c.id`;
}

function providersSql(asOf: AsOf): string {
  return `SELECT id, name, name_zh_hant AS "nameZhHant", kind, substitutability, status,
                 ultimate_parent_status AS "ultimateParentStatus",
                 ultimate_parent_id AS "ultimateParentId"
            FROM ${table('provider', asOf)} AS p
           ORDER BY p.id`;
}

function requirementsSql(asOf: AsOf): string {
  return `SELECT r.id, coalesce(r.use_case_id, r.component_id) AS "of", r.required,
                 r.upstream_disclosed AS "upstreamDisclosed",
                 coalesce(json_agg(json_build_object('componentId', a.component_id, 'fallbackEvidence',
                   a.fallback_evidence, 'testedOn', a.tested_on) ORDER BY a.rank)
                   FILTER (WHERE a.rank IS NOT NULL), '[]') AS alternatives
            FROM ${table('requirement', asOf)} AS r
            LEFT JOIN ${table('requirement_alternative', asOf)} AS a ON a.requirement_id = r.id
           WHERE r.retired_at IS NULL AND r.effect = 'stops'
           GROUP BY r.id, r.use_case_id, r.component_id, r.required, r.upstream_disclosed
           ORDER BY "of", r.id`;
}

function useCasesSql(asOf: AsOf): string {
  return `SELECT u.id, u.name, u.name_zh_hant AS "nameZhHant", u.tier, u.tier_provisional AS provisional,
                 u.tolerance_hours::float8 AS "toleranceHours",
                 array_agg(l.legal_entity_id::text ORDER BY l.legal_entity_id) AS "legalEntityIds"
            FROM ${table('use_case', asOf, 3)} AS u
            JOIN ${table('use_case_legal_entity', asOf, 3)} AS l ON l.use_case_id = u.id
           WHERE u.retired_at IS NULL AND (u.status = ANY ($1) OR u.id = $2::uuid)
           GROUP BY u.id, u.name, u.name_zh_hant, u.tier, u.tier_provisional, u.tolerance_hours
           ORDER BY u.id`;
}

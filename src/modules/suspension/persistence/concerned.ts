import type { AsOf } from '../../../kernel/as-of.js';
import { type Reads, relation } from '../../../platform/database/read-database.js';
import { isOperatedByProvider } from '../../inventory/component-facts.public.js';
import type { ConcernedArrangement, ConcernedComponent, SuspensionSubject } from '../domain/stops.js';

/** What the record of a use case says, besides the graph. */
export interface UseRecord {
  id: string;
  status: string;
  legalEntityIds: string[];
}

type ComponentRow = Omit<ConcernedComponent, 'stops'> & { deployment: string };

/** What is concerned by a suspension, as it is or was. */
export class Concerned {
  constructor(private readonly reads: Reads) {}

  /** Where a provider or component stands; null: there is none. */
  async statusOf({ type, id }: SuspensionSubject, asOf: AsOf): Promise<string | null> {
    const values: unknown[] = [id];
    const from = relation(type, 's', asOf, (value) => `$${values.push(value)}`);
    const rows = await this.reads.rows<{ status: string }>(
      `SELECT s.status FROM ${from} WHERE s.id = $1`,
      values,
      asOf,
    );
    return rows[0]?.status ?? null;
  }

  /** The component, or those of the provider, each with whether it stops too. */
  async components({ type, id }: SuspensionSubject, asOf: AsOf): Promise<ConcernedComponent[]> {
    const values: unknown[] = [id];
    const from = relation('component', 'c', asOf, (value) => `$${values.push(value)}`);
    const isIt = type === 'component' ? 'c.id = $1' : 'c.provider_id = $1 AND c.retired_at IS NULL';
    const rows = await this.reads.rows<ComponentRow & Record<string, unknown>>(
      `SELECT c.id, c.name, c.name_zh_hant AS "nameZhHant", c.kind, c.status, c.deployment
         FROM ${from} WHERE ${isIt} ORDER BY c.id`,
      values,
      asOf,
    );
    return rows.map(({ deployment, ...component }) => ({
      ...component,
      stops: type === 'component' || isOperatedByProvider(deployment),
    }));
  }

  /** Arrangements in use with the provider, or that cover the component or one of the provider's. */
  async arrangements({ type, id }: SuspensionSubject, asOf: AsOf): Promise<ConcernedArrangement[]> {
    const values: unknown[] = [id];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const covers =
      type === 'component'
        ? 'l.component_id = $1'
        : `l.component_id IN (SELECT c.id FROM ${relation('component', 'c', asOf, place)} WHERE c.provider_id = $1)`;
    const withIt = type === 'provider' ? 'a.provider_id = $1 OR ' : '';
    return this.reads.rows<ConcernedArrangement & Record<string, unknown>>(
      `SELECT a.id, a.reference, a.legal_entity_id AS "legalEntityId"
         FROM ${relation('arrangement', 'a', asOf, place)}
        WHERE a.retired_at IS NULL AND (${withIt}a.id IN (
                SELECT l.arrangement_id FROM ${relation('arrangement_component', 'l', asOf, place)} WHERE ${covers}))
        ORDER BY a.id`,
      values,
      asOf,
    );
  }

  async useCases(ids: readonly string[], asOf: AsOf): Promise<ReadonlyMap<string, UseRecord>> {
    if (ids.length === 0) return new Map();
    const values: unknown[] = [ids];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const rows = await this.reads.rows<UseRecord & Record<string, unknown>>(
      `SELECT u.id, u.status, array_agg(l.legal_entity_id::text ORDER BY l.legal_entity_id) AS "legalEntityIds"
         FROM ${relation('use_case', 'u', asOf, place)}
         JOIN ${relation('use_case_legal_entity', 'l', asOf, place)} ON l.use_case_id = u.id
        WHERE u.id = ANY ($1::uuid[]) GROUP BY u.id, u.status`,
      values,
      asOf,
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Whose contingency plans are. */
  async ownersOfPlans(ids: readonly string[], asOf: AsOf): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map();
    const values: unknown[] = [ids];
    const from = relation('contingency_plan', 'p', asOf, (value) => `$${values.push(value)}`);
    const rows = await this.reads.rows<{ id: string; legalEntityId: string }>(
      `SELECT p.id, p.legal_entity_id AS "legalEntityId" FROM ${from} WHERE p.id = ANY ($1::uuid[])`,
      values,
      asOf,
    );
    return new Map(rows.map(({ id, legalEntityId }) => [id, legalEntityId]));
  }
}

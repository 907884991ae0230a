import type { Transaction } from '../../../platform/database/unit-of-work.js';
import type { ComponentAsScored } from '../domain/score-facts.js';
import { hashOfValue } from '../graph-hash.js';
import { hashOfComponent } from '../score-hash.js';

const KEEP = `
  WITH given AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb)
      AS g(component_id uuid, version integer, updated_at timestamptz, facts jsonb, facts_hash text, found jsonb)
  ), kept AS (
    INSERT INTO scored_component (component_id, version, updated_at, facts, facts_hash, found)
    SELECT component_id, version, updated_at, facts, facts_hash, found FROM given
    ON CONFLICT ON CONSTRAINT scored_component_facts_key DO NOTHING
    RETURNING id, component_id
  )
  SELECT id::text, component_id AS "componentId" FROM kept
   UNION ALL
  SELECT s.id::text, s.component_id FROM given g
    JOIN scored_component s USING (component_id, version, facts_hash)`;

/**
 * Components as scores have read them, each stored once. Ids are remembered for as long as the object that they belong to
 * is; only one keeper writes at a time.
 */
export class ScoredComponents {
  readonly #ids = new WeakMap<ComponentAsScored, string>();

  /** Stores those that are new. What it returns turns a component into its id. */
  async keep(
    tx: Transaction,
    components: Iterable<ComponentAsScored>,
  ): Promise<(component: ComponentAsScored) => string> {
    const fresh = new Map<string, ComponentAsScored>();
    for (const component of components) {
      if (!this.#ids.has(component)) fresh.set(component.facts.id, component);
    }
    const found = new Map<ComponentAsScored, string>();
    if (fresh.size > 0) {
      const given = [...fresh.values()].map(givenOf);
      const { rows } = await tx.query<{ id: string; componentId: string }>(
        KEEP,
        [JSON.stringify(given)],
        'keep-scored-components',
      );
      for (const { id, componentId } of rows) found.set(fresh.get(componentId)!, id);
    }
    return (component) => (found.get(component) ?? this.#ids.get(component))!;
  }

  /** After the commit: these ids hold. */
  remember(idOf: (component: ComponentAsScored) => string, components: Iterable<ComponentAsScored>): void {
    for (const component of components) this.#ids.set(component, idOf(component));
  }
}

function givenOf({ facts, source }: ComponentAsScored) {
  return {
    component_id: facts.id,
    version: source.version,
    updated_at: source.updatedAt,
    facts,
    facts_hash: hashOf(facts, source.found),
    found: source.found,
  };
}

/** Of what was read, and of where its findings stand. */
function hashOf(facts: ComponentAsScored['facts'], found: ComponentAsScored['source']['found']): string {
  return found.length === 0 ? hashOfComponent(facts) : hashOfValue({ facts, found });
}

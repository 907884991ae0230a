import { Injectable } from '@nestjs/common';
import type { PoolClient, QueryResultRow } from 'pg';
import { type RegisterSnapshot, snapshotOf } from '../../../platform/database/register-snapshot.js';
import { touchedBy, touchedSince, WITHIN } from '../../../platform/database/touched-since.js';
import { Architecture } from '../domain/architecture.js';
import type { ArchitectureFacts, ComponentFact, ProviderFact, RequirementFact } from '../domain/facts.js';
import {
  boms,
  components,
  providers,
  type RequirementRow,
  requirements,
  scans,
} from './architecture.facts.js';
import { type Asked, Question, type Statement } from './question.js';

type Kind = 'requirement' | 'component' | 'provider';

/** Ids of what is to be read; null: all. */
type Wanted = Readonly<Record<Kind, readonly string[] | null>>;

/** Table, what it is a part of, and the column that says of which. */
const PARTS: readonly (readonly [table: string, kind: Kind, column: string])[] = [
  ['requirement', 'requirement', 'id'],
  ['requirement_alternative', 'requirement', 'requirement_id'],
  ['component', 'component', 'id'],
  ['component_scan', 'component', 'component_id'],
  ['component_bom', 'component', 'component_id'],
  ['provider', 'provider', 'id'],
];

const TOUCHED = touchedBy(
  PARTS.map(
    ([table, kind, column]) =>
      `SELECT '${kind}' AS kind, ${column}::text AS id FROM history.${table} WHERE ${WITHIN}`,
  ),
);

/**
 * What use cases are built of, of all legal entities. That of now is kept, and brought up to date with what has changed: most of what
 * rules are judged on is there, and most changes are of other records.
 */
@Injectable()
export class ArchitectureReadModel {
  #kept: { readonly architecture: Architecture; readonly seen: RegisterSnapshot } | null = null;

  /** @param client within a transaction that sees one state */
  async read(client: PoolClient, asked: Pick<Asked, 'asOf' | 'today'>): Promise<Architecture> {
    const reading = new Reading(client, { ...asked, legalEntityIds: null });
    if (asked.asOf !== null) return new Architecture(await reading.facts(ALL));
    const seen = await snapshotOf(client);
    const architecture =
      (this.#kept && (await this.#follow(client, reading, this.#kept))) ??
      new Architecture(await reading.facts(ALL));
    this.#kept = { architecture, seen };
    return architecture;
  }

  /** Null: so much has changed that all may as well be read. */
  async #follow(
    client: PoolClient,
    reading: Reading,
    { architecture, seen }: { architecture: Architecture; seen: RegisterSnapshot },
  ): Promise<Architecture | null> {
    const touched = await touchedSince<Kind>(client, seen, TOUCHED);
    if (touched === null) return null;
    if (touched.length === 0) return architecture;
    const of = (kind: Kind): string[] => touched.flatMap((one) => (one.kind === kind ? one.id : []));
    const wanted = { requirement: of('requirement'), component: of('component'), provider: of('provider') };
    const found = await reading.facts(wanted);
    return architecture.with({
      requirements: byId(wanted.requirement, found.requirements),
      components: byId(wanted.component, found.components),
      providers: byId(wanted.provider, found.providers),
    });
  }
}

const ALL: Wanted = { requirement: null, component: null, provider: null };

class Reading {
  /** Equal ids and codes are one text: what comes from the database is a copy each time. */
  readonly #texts = new Map<string, string>();

  constructor(
    private readonly client: PoolClient,
    private readonly asked: Asked,
  ) {}

  async facts({ requirement, component, provider }: Wanted): Promise<ArchitectureFacts> {
    const found = await this.#components(component);
    const rows = await this.#rows<RequirementRow>(requirements(requirement));
    return {
      components: found,
      requirements: rows.map((row) => this.#requirement(row)),
      providers: await this.#rows<ProviderFact>(providers(provider)),
    };
  }

  async #components(ids: readonly string[] | null): Promise<ComponentFact[]> {
    type Scan = { componentId: string; scannedOn: string };
    type Bom = { componentId: string } & NonNullable<ComponentFact['bom']>;
    const [found, scanned, listed] = await Promise.all([
      this.#rows<Omit<ComponentFact, 'scannedOn' | 'bom'>>(components(ids)),
      this.#rows<Scan>(scans(ids)),
      this.#rows<Bom>(boms(ids)),
    ]);
    const scannedOn = new Map(scanned.map((scan) => [scan.componentId, scan.scannedOn]));
    const bomOf = new Map(listed.map(({ componentId, ...bom }) => [componentId, bom]));
    return found.map((component) => ({
      ...component,
      id: this.#once(component.id),
      kind: this.#once(component.kind),
      providerId: component.providerId && this.#once(component.providerId),
      scannedOn: scannedOn.get(component.id) ?? null,
      bom: bomOf.get(component.id) ?? null,
    }));
  }

  #requirement({ alternatives, manualProcedures, ...row }: RequirementRow): RequirementFact {
    const written = alternatives === null ? [] : alternatives.split(',');
    return {
      ...row,
      componentId: row.componentId && this.#once(row.componentId),
      effect: this.#once(row.effect),
      upstreamDisclosed: this.#once(row.upstreamDisclosed),
      alternatives: written.map((text) => {
        const [rank = '', componentId = ''] = text.split(':');
        const manualProcedure = manualProcedures?.[rank] ?? null;
        return {
          rank: Number(rank),
          componentId: componentId ? this.#once(componentId) : null,
          manualProcedure,
        };
      }),
    };
  }

  #once(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, text);
    return text;
  }

  async #rows<Row extends QueryResultRow>(statement: Statement): Promise<Row[]> {
    const question = new Question(this.asked);
    const text = statement(question);
    return (await this.client.query<Row>(text, question.values)).rows;
  }
}

/** What was asked for, and what of it was found. */
function byId<Fact extends { id: string }>(
  ids: readonly string[],
  found: readonly Fact[],
): Map<string, Fact | null> {
  const changed = new Map<string, Fact | null>(ids.map((id) => [id, null]));
  for (const fact of found) changed.set(fact.id, fact);
  return changed;
}

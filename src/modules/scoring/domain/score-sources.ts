import type { Locale } from '../../../kernel/actor.js';
import type { ScoredComponent } from './frozen-inputs.js';
import type { FoundSource, Source } from './score-facts.js';
import { ACTIVITY_NAMES } from '../../diligence/assurance.public.js';
import { CLAIM_ON } from './claim-texts.js';
import { CLAIMABLE } from './not-applicable.js';
import { controlTexts, DILIGENCE_ON, EXERCISE_OF } from './score-texts.js';
import { camelCase } from './written-controls.js';
import { nodeKey, recordOfNode, sourceKey, type SourceKind } from './source-keys.js';

/** A record that something was read from, and of which day it was. */
export interface ShownSource {
  type: SourceKind | FoundSource['type'];
  id: string;
  name: string | null;
  nameZhHant: string | null;
  /** The version that was read. */
  version: number;
  updatedAt: string;
  /** The component that it speaks of; null for what is no finding. */
  componentId: string | null;
  /** YYYY-MM-DD: the day that a finding or an exercise tells of. */
  observedOn: string | null;
}

/** Names of records by id, and what they speak of where that is a code. */
export type Names = ReadonlyMap<string, { name: string; nameZhHant: string | null; code: string | null }>;

/** The records that a stored score was made of. */
export class ScoreSources {
  readonly #stored: Readonly<Record<string, Source>>;
  readonly #parts: ReadonlyMap<string, ScoredComponent>;

  /**
   * @param stored by `sourceKey` and `nodeKey`
   * @param parts the subject's components as they were scored
   */
  constructor(
    stored: Readonly<Record<string, Source>>,
    parts: readonly ScoredComponent[],
    private readonly names: Names,
  ) {
    this.#stored = stored;
    this.#parts = new Map(parts.map((part) => [part.facts.id, part]));
  }

  get useCase(): ShownSource[] {
    return this.#ofKind('use_case');
  }

  get provider(): ShownSource[] {
    return this.#ofKind('provider');
  }

  /** Those that somebody may see: a limit of another legal entity has no name here, and is left out. */
  get limits(): ShownSource[] {
    return this.#ofKind('concentration_limit').filter(({ id }) => this.names.has(id));
  }

  /** The arrangement, for those who see it. */
  get arrangement(): ShownSource[] {
    return this.#ofKind('arrangement').filter(({ id }) => this.names.has(id));
  }

  /** Its indemnities for some kinds of claims, for those who see it. */
  indemnities(...risks: readonly string[]): ShownSource[] {
    return this.#ofKind('indemnity').filter(({ id }) => risks.includes(this.names.get(id)?.code ?? ''));
  }

  get responsibilities(): ShownSource[] {
    return this.#ofKind('responsibility').filter(({ id }) => this.names.has(id));
  }

  /** What is recorded of a control, for those who see it. */
  control(domain: string, code: string): ShownSource[] {
    const texts = controlTexts(domain, code);
    return this.#ofKind('control')
      .filter(({ id }) => this.names.get(id)?.code === `${domain}.${code}`)
      .map((source) => ({ ...source, name: texts.en, nameZhHant: texts['zh-Hant'] }));
  }

  /** Assessments of those behind it, for those who see them: each is called by whom it is on. */
  get assessments(): ShownSource[] {
    return this.#calledAfter('assessment', DILIGENCE_ON);
  }

  /** Notifications of the regulator, for those who see them. */
  get notices(): ShownSource[] {
    return this.#ofKind('regulator_correspondence').filter(({ id }) => this.names.has(id));
  }

  /** Contingency plans, for those who see them. */
  get plans(): ShownSource[] {
    return this.#ofKind('contingency_plan').filter(({ id }) => this.names.has(id));
  }

  /** The exercises that decide of them: each is called by its plan. */
  get exercises(): ShownSource[] {
    return this.#calledAfter('contingency_exercise', EXERCISE_OF);
  }

  /**
   * What was done to be sure of it, by kinds, for those who see it; `provider.monitoring_run` is of a provider as a whole.
   */
  activities(...kinds: readonly string[]): ShownSource[] {
    return this.#ofKind('assurance_activity').flatMap((source) => {
      const code = this.names.get(source.id)?.code ?? '';
      if (!kinds.includes(code)) return [];
      const texts = ACTIVITY_NAMES[code.replace('provider.', '') as keyof typeof ACTIVITY_NAMES];
      return [{ ...source, name: texts.en, nameZhHant: texts['zh-Hant'] }];
    });
  }

  /**
   * Claims that an item does not apply, for those who see them.
   * @param item as the API writes it
   */
  claims(item: string): ShownSource[] {
    const rules = CLAIMABLE.filter((one) => one.item === camelCase(item)).map(({ rule }) => rule);
    return this.#ofKind('exception').flatMap((source) => {
      const rule = this.names.get(source.id)?.code ?? '';
      if (!rules.includes(rule)) return [];
      const [name, nameZhHant] = [CLAIM_ON.en, CLAIM_ON['zh-Hant']].map((text) =>
        text.replace('{rule}', rule),
      );
      return [{ ...source, name: name!, nameZhHant: nameZhHant! }];
    });
  }

  /** Changes by which a provider keeps something back, for those who see them. */
  get withdrawals(): ShownSource[] {
    return this.#ofKind('change_event').filter(({ id }) => this.names.has(id));
  }

  get parts(): ShownSource[] {
    return [...this.#parts.keys()].flatMap((id) => this.part(id));
  }

  part(id: string): ShownSource[] {
    const part = this.#parts.get(id);
    return part ? [this.#shown('component', id, part.source)] : [];
  }

  /** What was found out about a part, as far as it is the kind of thing that is asked for. */
  found(id: string, isMeant: (found: FoundSource) => boolean): ShownSource[] {
    return (this.#parts.get(id)?.source.found ?? []).filter(isMeant).map((found) => ({
      ...{ type: found.type, id: found.id, name: found.name, nameZhHant: null, version: found.version },
      ...{ updatedAt: found.updatedAt, componentId: id, observedOn: found.observedOn },
    }));
  }

  /** The record that a node of the graph is, or stands beside. */
  node(node: string): ShownSource[] {
    const id = recordOfNode(node);
    return (['component', 'provider'] as const).flatMap((kind) => {
      const source = this.#stored[nodeKey(kind, id)];
      return source ? [this.#shown(kind, id, source)] : [];
    });
  }

  /** Records that have no name of their own, by that of another; those that somebody sees. */
  #calledAfter(kind: SourceKind, texts: Readonly<Record<Locale, string>>): ShownSource[] {
    return this.#ofKind(kind).flatMap((source) => {
      const other = this.names.get(source.id);
      if (other === undefined) return [];
      const of = (text: string, name: string): string => text.replace('{name}', () => name);
      const nameZhHant = of(texts['zh-Hant'], other.nameZhHant ?? other.name);
      return [{ ...source, name: of(texts.en, other.name), nameZhHant }];
    });
  }

  #ofKind(kind: SourceKind): ShownSource[] {
    const prefix = sourceKey(kind, '');
    return Object.entries(this.#stored).flatMap(([key, source]) =>
      key.startsWith(prefix) ? [this.#shown(kind, key.slice(prefix.length), source)] : [],
    );
  }

  #shown(type: SourceKind, id: string, { version, updatedAt, observedOn }: Source): ShownSource {
    const { name = null, nameZhHant = null } = this.names.get(id) ?? {};
    return {
      type,
      id,
      name,
      nameZhHant,
      version,
      updatedAt,
      componentId: null,
      observedOn: observedOn ?? null,
    };
  }
}

/** Each record once. */
export function distinctSources(sources: readonly ShownSource[]): ShownSource[] {
  return [...new Map(sources.map((source) => [source.id, source])).values()];
}

import { adverseFindings } from '../engine/adverse-findings.js';
import { type AppliedChanges, type Change, FactIndex } from './fact-index.js';
import type { ComponentAsScored, ScoreComponentFact, ScoreRequirementFact } from './score-facts.js';
import {
  type Architecture,
  architectureOf,
  type Covering,
  type ScoreSubject,
  type SubjectSources,
  subjectsOf,
} from './score-subjects.js';
import { scoredFacts } from './subject-facts.js';
import { componentsIn, differ, haveCommon, haveSame, leading, partOf } from './what-differs.js';

/** A component with what scores read of it. */
export interface KnownComponent extends ComponentAsScored {
  record: ScoreComponentFact;
}

const NOT_COVERED: Covering = { by: [], forAll: false };

/** A use case, what the firm puts together for it, and its subjects. */
interface KnownUseCase {
  architecture: Architecture;
  subjects: readonly ScoreSubject[];
}

/** The components of the facts, what the firm puts together for each use case, and the subjects in it. */
export class KnownSubjects {
  readonly #facts: FactIndex;
  readonly #components = new Map<string, KnownComponent>();
  readonly #useCases = new Map<string, KnownUseCase>();
  /** Ids of components in which something malicious or exploited was found. */
  readonly #withFinding = new Set<string>();
  /** What has such a finding, or stands on what has. */
  #leading: ReadonlySet<string>;
  readonly #sources: SubjectSources;

  constructor(facts: FactIndex) {
    this.#facts = facts;
    this.#sources = {
      component: (id) => this.#facts.components.get(id),
      provider: (id) => this.#facts.providers.get(id),
      requirementsOf: (id) => this.#facts.requirementsOf(id),
      hasFinding: (id) => this.#withFinding.has(id),
      leadsToFinding: (id) => this.#leading.has(id),
      covering: (id, useCaseId) => this.#covering(id, useCaseId),
    };
    for (const record of facts.components.all) this.#readComponent(record);
    this.#leading = facts.standingOn(this.#withFinding);
    for (const { id } of facts.useCases.all) this.#readUseCase(id);
  }

  component(id: string): KnownComponent {
    return this.#components.get(id)!;
  }

  /** Of a use case that is in the register. */
  architectureOf(useCaseId: string): Architecture {
    return this.#useCases.get(useCaseId)!.architecture;
  }

  /** None of a use case that is not in the register. */
  subjectsOf(useCaseId: string): readonly ScoreSubject[] {
    return this.#useCases.get(useCaseId)?.subjects ?? [];
  }

  /** After the facts took the changes. Returns the use cases whose subjects were found anew. */
  follow(applied: AppliedChanges): readonly string[] {
    const { components, requirements, arrangements } = applied;
    for (const { after } of components) if (after) this.#readComponent(after);
    return [
      ...this.#readArchitectures(applied, componentsIn(arrangements)),
      ...this.#followFindings(components, requirements),
    ];
  }

  /** Those of the legal entities of the use case alone: what another company has agreed does not bind its provider here. */
  #covering(componentId: string, useCaseId: string): Covering {
    const covering = this.#facts.covering(componentId);
    if (covering.length === 0) return NOT_COVERED;
    const { legalEntityIds } = this.#facts.useCases.get(useCaseId)!;
    const by = covering.filter(({ legalEntityId }) => legalEntityIds.includes(legalEntityId));
    const has = (entity: string): boolean => by.some(({ legalEntityId }) => legalEntityId === entity);
    return { by, forAll: legalEntityIds.every(has) };
  }

  /** One object as long as the record is the same: what is made of it is remembered with it. */
  #readComponent(record: ScoreComponentFact): void {
    this.#components.set(record.id, { record, facts: scoredFacts(record), source: record.source });
    if (adverseFindings(record).length > 0) this.#withFinding.add(record.id);
    else this.#withFinding.delete(record.id);
  }

  #readUseCase(id: string): void {
    const architecture = architectureOf(id, this.#sources);
    this.#useCases.set(id, { architecture, subjects: subjectsOf(id, architecture, this.#sources) });
  }

  /**
   * A finding belongs to every use case that reaches it by any way: where one came or went, or a way did, all that lead to
   * one before or after are read again. Returns those that have other parts.
   */
  #followFindings(
    components: readonly Change<ScoreComponentFact>[],
    requirements: readonly Change<ScoreRequirementFact>[],
  ): readonly string[] {
    const moved =
      requirements.length > 0 || components.some(({ before, after }) => differ(before, after, leading));
    if (!moved) return [];
    const before = this.#leading;
    this.#leading = this.#facts.standingOn(this.#withFinding);
    return [...this.#useCases].flatMap(([id, { architecture }]) => {
      if (!before.has(id) && !this.#leading.has(id)) return [];
      const now = architectureOf(id, this.#sources);
      if (haveSame(architecture.parts, now.parts)) return [];
      this.#useCases.set(id, { architecture: now, subjects: subjectsOf(id, now, this.#sources) });
      return [id];
    });
  }

  /** Subjects are found anew where the architecture, or whose a part of it is, may have changed; returns where. */
  #readArchitectures(
    { useCases, providers, components, requirements }: AppliedChanges,
    covered: readonly string[],
  ): readonly string[] {
    for (const { before, after } of useCases) if (before && !after) this.#useCases.delete(before.id);
    const fresh = useCases.flatMap(({ before, after }) =>
      after && differ(before, after, ({ legalEntityIds }) => legalEntityIds) ? after.id : [],
    );
    const changed = new Set([
      ...covered,
      ...requirements.flatMap(({ before, after }) => [before?.of ?? [], after?.of ?? []].flat()),
      ...components.flatMap(({ before, after }) => (differ(before, after, partOf) ? (after?.id ?? []) : [])),
    ]);
    const everywhere = providers.some(({ before, after }) => differ(before, after, ({ kind }) => [kind]));
    const known = [...this.#useCases].filter(
      ([id, { architecture }]) => everywhere || changed.has(id) || haveCommon(changed, architecture.parts),
    );
    const stale = [...new Set([...known.map(([id]) => id), ...fresh])];
    stale.forEach((id) => this.#readUseCase(id));
    return stale;
  }
}

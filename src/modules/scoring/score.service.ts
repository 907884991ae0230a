import { Injectable } from '@nestjs/common';
import type { EntityScope, Locale } from '../../kernel/actor.js';
import type { AsOf } from '../../kernel/as-of.js';
import { componentOf, type ScoredComponent, thawed } from './domain/frozen-inputs.js';
import { differing, movedBetween } from './domain/moved.js';
import { shownComponent, shownScore, shownUnknowns, snakeCase } from './domain/shown-score.js';
import { sourceOf } from './domain/factor-sources.js';
import type { Source } from './domain/score-facts.js';
import { NO_PROVIDER } from './domain/score-subjects.js';
import { gateRecords } from './domain/gate-records.js';
import { nodeLabel } from './domain/node-label.js';
import { componentScore } from './engine/domains/supply-chain.js';
import { BANDS } from './engine/method.js';
import { score, worthFindingOut } from './engine/score.js';
import { MethodRepository } from './persistence/method.repository.js';
import {
  type NamedRecord,
  type ScoreChoice,
  ScoreReadModel,
  type StoredScore,
} from './persistence/score.read-model.js';
import { hashOfResult } from './score-hash.js';

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/**
 * Explains stored scores. Only inputs and figures are stored: the explanation is made again from the frozen inputs, by the
 * method and on the day that they were scored by, and says whether it comes to the same bytes.
 */
@Injectable()
export class ScoreService {
  constructor(
    private readonly scores: ScoreReadModel,
    private readonly methods: MethodRepository,
  ) {}

  /** @returns JSON text */
  async explain(
    useCaseId: string,
    subjectId: string,
    scope: EntityScope,
    asOf: AsOf,
    locale: Locale,
  ): Promise<string> {
    const stored = await this.scores.one(useCaseId, subjectId, scope, asOf);
    const components = await this.scores.components(stored.components);
    const parts = stored.components.map((id) => componentOf(id, components));
    const about = addressOf(stored, parts);
    if (stored.inputs === null) return JSON.stringify({ ...about, error: stored.error });
    const method = await this.methods.byVersion(stored.methodVersion);
    if (method === null) throw new Error(`no method has the version ${stored.methodVersion}`);
    const { bestGraph } = stored.inputs;
    const facts = thawed(stored.inputs, stored.components, components);
    const result = score(facts, bestGraph, method, stored.scoredOn);
    const named = await this.scores.named(idsIn([result, stored.providerId]), asOf);
    const nameIn = (id: string) => calledIn(locale, named.get(id));
    const shown = shownScore(result, locale, (id) => nodeLabel(id, nameIn, locale));
    const sources = { ...stored.sources, ...sourcesOf(parts) };
    return JSON.stringify({
      ...about,
      error: stored.error,
      ...shown,
      tier: facts.tier,
      gates: shown.gates.map((gate) => ({
        ...gate,
        records: gateRecords(gate, { ...stored, sources }, named),
      })),
      domains: shown.domains.map((domain) => ({
        ...domain,
        factors: domain.factors.map((factor) => ({ ...factor, ...sourceOf(factor.code, sources) })),
      })),
      components: shown.components.map((component) => ({
        ...component,
        name: named.get(component.id)?.name ?? null,
      })),
      worthFindingOut: shownUnknowns(worthFindingOut(facts, bestGraph, method, stored.scoredOn), locale),
      graphHash: stored.graphHash,
      inputsHash: stored.inputsHash,
      reproducible: hashOfResult(result) === stored.resultHash,
      computedAt: stored.computedAt,
    });
  }

  /**
   * Several scores together: the worst of them, never a mean (methodology 4.4, roll-up). Of a component also its own score,
   * by the method in use.
   * @returns JSON text
   */
  async rollUp(choice: ScoreChoice, scope: EntityScope, asOf: AsOf, locale: Locale): Promise<string> {
    const { scoredComponent, byBand, ...rolledUp } = await this.scores.rollUp(choice, scope, asOf);
    const read = scoredComponent === null ? undefined : await this.scores.components([scoredComponent]);
    const component = read && componentOf(scoredComponent!, read);
    const method = await this.methods.inUse(asOf);
    return JSON.stringify({
      ...rolledUp,
      byBand: BANDS.map((band) => ({ band, scores: byBand[band] ?? 0 })),
      component: component ? shownComponent(componentScore(component.facts, method), locale) : null,
    });
  }

  /** @returns JSON text of one page of versions, the newest first, each with what moved it */
  async history(
    useCaseId: string,
    subjectId: string,
    scope: EntityScope,
    page: { limit: number; before: string | null },
  ): Promise<string> {
    await this.scores.one(useCaseId, subjectId, scope, null);
    const versions = await this.scores.versions(useCaseId, subjectId, page.limit + 1, page.before);
    const pairs = versions.slice(0, page.limit).map((version, i) => ({ version, earlier: versions[i + 1] }));
    const ids = pairs.flatMap(({ version, earlier }) => (earlier ? differing(earlier, version) : []));
    const components = await this.scores.components(new Set(ids));
    const items = pairs.map(({ version, earlier }) => {
      return {
        useCaseId: version.useCaseId,
        arrangementId: version.subjectId,
        providerId: version.providerId,
        residual: version.residual,
        reported: version.reported,
        best: version.best,
        band: version.band,
        confidence: version.confidence,
        gates: version.gates,
        methodVersion: version.methodVersion,
        error: version.error,
        computedAt: version.computedAt,
        movedBy: earlier
          ? movedBetween(earlier, version, components).map((moved) => ({
              ...moved,
              code: snakeCase(moved.code),
            }))
          : [],
        methodChanged: earlier !== undefined && earlier.methodVersion !== version.methodVersion,
      };
    });
    const last = versions.length > page.limit ? versions[page.limit - 1] : undefined;
    return JSON.stringify({ items, nextCursor: last?.change ?? null });
  }
}

function addressOf(stored: StoredScore, parts: readonly ScoredComponent[]) {
  return {
    useCaseId: stored.useCaseId,
    useCaseName: stored.useCaseName,
    arrangementId: stored.subjectId,
    covered: false,
    providerId: stored.providerId,
    componentIds: parts.map(({ facts }) => facts.id),
    providerRecorded: stored.subjectId !== NO_PROVIDER,
  };
}

function sourcesOf(parts: readonly ScoredComponent[]): Record<string, Source> {
  return Object.fromEntries(parts.map(({ facts, source }) => [`component:${facts.id}`, source]));
}

/** Ids of components and providers that an explanation names. */
function idsIn(value: unknown): string[] {
  return [...new Set(JSON.stringify(value).match(ID) ?? [])];
}

function calledIn(locale: Locale, record: NamedRecord | undefined): string | undefined {
  return (locale === 'zh-Hant' ? record?.nameZhHant : null) ?? record?.name;
}

import { Injectable } from '@nestjs/common';
import type { EntityScope, Locale } from '../../kernel/actor.js';
import type { AsOf } from '../../kernel/as-of.js';
import { componentOf, type ScoredComponent, thawed } from './domain/frozen-inputs.js';
import { differing, movedBetween } from './domain/moved.js';
import { shownComponent, shownScore, shownUnknowns, snakeCase } from './domain/shown-score.js';
import { controlSources } from './domain/control-sources.js';
import { componentFactorSources, factorSources } from './domain/factor-sources.js';
import { inputInWords, valueInWords } from './domain/input-in-words.js';
import { NO_PROVIDER } from './domain/score-subjects.js';
import { ScoreSources } from './domain/score-sources.js';
import { gateRecords } from './domain/gate-records.js';
import { nodeLabel } from './domain/node-label.js';
import { componentScore, worstComponent } from './engine/domains/supply-chain.js';
import { BANDS, type Method } from './engine/method.js';
import { score, worthFindingOut } from './engine/score.js';
import { MethodRepository } from './persistence/method.repository.js';
import {
  type NamedRecord,
  type ScoreChoice,
  ScoreReadModel,
  type ScoreVersion,
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
    const named = await this.scores.named(idsIn([result, stored.sources, about.componentIds]), asOf, scope);
    const nameIn = (id: string) => calledIn(locale, named.get(id));
    const shown = shownScore(result, locale, (id) => nodeLabel(id, nameIn, locale));
    const sources = new ScoreSources(stored.sources, parts, named);
    const behind = {
      worstComponent: worstComponent(result.components)?.id ?? null,
      graph: facts.graph,
    };
    return JSON.stringify({
      ...about,
      error: stored.error,
      ...shown,
      tier: facts.tier,
      failedDuties: shown.failedDuties.map((duty) => ({
        ...duty,
        records: gateRecords(duty.because, sources),
      })),
      gates: shown.gates.map((gate) => ({
        ...gate,
        records: gateRecords(gate.because, sources),
      })),
      domains: shown.domains.map((domain) => ({
        ...domain,
        factors: domain.factors.map((factor) => ({
          ...factor,
          sources: factorSources(factor, sources, behind),
        })),
        controls: domain.controls.map((control) => ({
          ...control,
          sources: controlSources(domain.code, control.code, sources),
        })),
      })),
      leftOut: shown.notApplicable.map((item) => ({ item, records: sources.claims(item) })),
      refusedClaims: shown.refusedClaims.map((claim) => ({ ...claim, records: sources.claims(claim.item) })),
      components: shown.components.map((component) => withSources(component, sources, named)),
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
    return JSON.stringify({
      ...rolledUp,
      byBand: BANDS.map((band) => ({ band, scores: byBand[band] ?? 0 })),
      component: component ? await this.#component(component, scope, asOf, locale) : null,
    });
  }

  /** A component's own score, as the scores explain it. */
  async #component(component: ScoredComponent, scope: EntityScope, asOf: AsOf, locale: Locale) {
    const { facts } = component;
    const [method, named] = await Promise.all([
      this.methods.inUse(asOf),
      this.scores.named([facts.id], asOf, scope),
    ]);
    const shown = shownComponent(componentScore(facts, method), locale);
    return withSources(shown, new ScoreSources({}, [component], named), named);
  }

  /** @returns JSON text of one page of versions, the newest first, each with what moved it */
  async history(
    useCaseId: string,
    subjectId: string,
    scope: EntityScope,
    page: { limit: number; before: string | null },
    locale: Locale,
  ): Promise<string> {
    await this.scores.assertSeen(useCaseId, subjectId, scope);
    const versions = await this.scores.versions(useCaseId, subjectId, page.limit + 1, page.before);
    const pairs: Pair[] = versions
      .slice(0, page.limit)
      .map((version, i) => ({ version, earlier: versions[i + 1] }));
    const ids = pairs.flatMap(({ version, earlier }) => (earlier ? differing(earlier, version) : []));
    const components = await this.scores.components(new Set(ids));
    const methods = await this.#methods(pairs);
    const moves = pairs.map(({ version, earlier }) =>
      earlier ? movedBetween(earlier, version, components, methods) : [],
    );
    const named = await this.scores.named(idsIn(moves), null, scope);
    const nameOf = (id: string) => nodeLabel(id, (known) => calledIn(locale, named.get(known)), locale);
    const items = pairs.map(({ version, earlier }, i) => {
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
        endedAt: version.endedAt,
        movedBy: (moves[i] ?? []).map(({ path, from, to }) => ({
          code: snakeCase(path.join('.')),
          name: inputInWords(path, locale, nameOf),
          ...{ from, to },
          fromText: valueInWords(path, from, locale, nameOf),
          toText: valueInWords(path, to, locale, nameOf),
        })),
        methodChanged: earlier !== undefined && earlier.methodVersion !== version.methodVersion,
      };
    });
    const last = versions.length > page.limit ? versions[page.limit - 1] : undefined;
    return JSON.stringify({ items, nextCursor: last?.change ?? null });
  }

  /** The methods by which two versions differ. */
  async #methods(pairs: readonly Pair[]): Promise<Map<string, Method>> {
    const versions = pairs.flatMap(({ version, earlier }) =>
      earlier && earlier.methodVersion !== version.methodVersion
        ? [earlier.methodVersion, version.methodVersion]
        : [],
    );
    const found = await Promise.all([...new Set(versions)].map((one) => this.methods.byVersion(one)));
    return new Map(found.flatMap((method) => (method === null ? [] : [[method.version, method]])));
  }
}

interface Pair {
  version: ScoreVersion;
  /** The version before; undefined of the first. */
  earlier: ScoreVersion | undefined;
}

function addressOf(stored: StoredScore, parts: readonly ScoredComponent[]) {
  return {
    useCaseId: stored.useCaseId,
    useCaseName: stored.useCaseName,
    useCaseNameZhHant: stored.useCaseNameZhHant,
    arrangementId: stored.subjectId,
    covered: stored.coveredBy !== null,
    providerId: stored.providerId,
    componentIds: parts.map(({ facts }) => facts.id),
    providerRecorded: stored.subjectId !== NO_PROVIDER,
  };
}

/** A component with its names, and the records that its factors were read from. */
function withSources(
  component: ReturnType<typeof shownComponent>,
  sources: ScoreSources,
  named: ReadonlyMap<string, NamedRecord>,
) {
  const { name = null, nameZhHant = null } = named.get(component.id) ?? {};
  const factors = component.factors.map((factor) => ({
    ...factor,
    sources: componentFactorSources(factor, sources, component.id),
  }));
  return { ...component, name, nameZhHant, factors };
}

/** Ids of records that an explanation names. */
function idsIn(value: unknown): string[] {
  return [...new Set(JSON.stringify(value).match(ID) ?? [])];
}

function calledIn(locale: Locale, record: NamedRecord | undefined): string | undefined {
  return (locale === 'zh-Hant' ? record?.nameZhHant : null) ?? record?.name;
}

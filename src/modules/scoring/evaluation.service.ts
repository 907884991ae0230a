import { Injectable } from '@nestjs/common';
import { Clock, localDate } from '../../kernel/clock.js';
import { HOME_TIME_ZONE } from '../../kernel/time-zone.js';
import { type FieldError, invalid } from '../../kernel/domain-error.js';
import type { Locale } from '../../kernel/actor.js';
import { deriveTier, type TierInputs, type TierResult } from '../inventory/tier.public.js';
import { EngineThreads } from './engine-threads.js';
import { DOMAIN_TEXTS, DUTIES, GATE_TEXTS } from './domain/score-texts.js';
import { shownScore, shownUnknowns } from './domain/shown-score.js';
import { writtenControls } from './domain/written-controls.js';
import type { Tier } from './engine/graph/graph-method.js';
import type { WrittenGraph } from './engine/graph/written-graph.js';
import { DOMAINS, type Method } from './engine/method.js';
import type { Score, WorthFindingOut } from './engine/score.js';
import { scoreShortForm } from './engine/short-form.js';
import { MethodRepository } from './persistence/method.repository.js';
import { readAsUnknown, type WrittenFacts, type WrittenSubject } from './engine/written-subject.js';

export interface EvaluationRequest {
  tier?: Tier;
  provisional?: boolean;
  facts?: object;
  controls?: object;
  exposures?: Record<string, number | null>;
  controlEffects?: Record<string, number | null>;
  gates?: Record<string, boolean>;
  notApplicable?: unknown[];
  scoredOn?: string;
  methodVersion?: string;
}

/** What a thread answers of one subject. */
export interface EvaluatedSubject {
  score: Score;
  worthFindingOut: WorthFindingOut[];
  graphHash: string | null;
  inputsHash: string;
}

/** The method on facts that are given in the request; nothing is stored. */
@Injectable()
export class EvaluationService {
  constructor(
    private readonly threads: EngineThreads,
    private readonly clock: Clock,
    private readonly methods: MethodRepository,
  ) {}

  /** @returns JSON text */
  async evaluate(request: EvaluationRequest, locale: Locale): Promise<string> {
    if ((request.facts === undefined) === (request.exposures === undefined)) {
      throw invalid({ pointer: '', code: 'facts-or-exposures' });
    }
    const strangers = fieldsOfTheOtherForm(request);
    if (strangers.length > 0) throw invalid(...strangers);
    const method = await this.#methodOf(request.methodVersion);
    const answer = request.exposures
      ? this.#short(request, method, locale)
      : await this.#long(request, method, locale);
    return JSON.stringify({ ...answer, computedAt: this.clock.now().toISOString() });
  }

  /** The method that is asked for; without one, the one in use. */
  async #methodOf(version: string | undefined): Promise<Method> {
    if (version === undefined) return this.methods.inUse();
    const method = await this.methods.byVersion(version);
    if (method === null) throw invalid({ pointer: '/methodVersion', code: 'unknown-reference' });
    return method;
  }

  #short(
    { tier, exposures, controlEffects, notApplicable, gates }: EvaluationRequest,
    method: Method,
    locale: Locale,
  ) {
    if (tier === undefined) throw invalid({ pointer: '/tier', code: 'required' });
    const problems = shortFormProblems({ exposures, controlEffects, notApplicable }, method);
    if (problems.length > 0) throw invalid(...problems);
    const score = scoreShortForm(
      {
        tier,
        exposures: exposures ?? {},
        controlEffects: controlEffects ?? {},
        notApplicable: (notApplicable ?? []).filter((item) => typeof item === 'string'),
        gates: gates ?? {},
      },
      method,
    );
    const fired = score.gates.map((gate) => ({ ...gate, name: GATE_TEXTS[gate.code][locale], because: [] }));
    return {
      failedDuties: DUTIES.filter(({ gate }) => fired.some(({ code }) => code === gate)).map(
        ({ rule, gate, text }) => ({ rule, gate, text: text[locale], because: [] }),
      ),
      ...score,
      projected: null,
      confidence: null,
      interval: { best: null, reported: score.reported },
      gates: fired,
      domains: score.domains.map((domain) => ({ ...domain, name: DOMAIN_TEXTS[domain.code][locale] })),
      tier,
      methodVersion: method.version,
      graphHash: null,
      inputsHash: null,
    };
  }

  async #long(request: EvaluationRequest, method: Method, locale: Locale) {
    const facts = request.facts as WrittenFacts & Partial<TierInputs> & { designatedHighRisk?: string };
    const derived = tierOf(facts);
    const tier = request.tier ?? derived.tier;
    const provisional = request.provisional ?? (request.tier === undefined && derived.provisional);
    const subject: WrittenSubject = {
      tier,
      provisional,
      lowestTier: provisional && derived.lowestTier > tier ? derived.lowestTier : tier,
      facts: { ...facts, ...(facts.graph ? { graph: withDefaults(facts.graph) } : {}) },
      controls: writtenControls(request.controls),
      notApplicable: (request.notApplicable ?? []).map((claim) =>
        typeof claim === 'string' ? { item: claim } : (claim as { item: string }),
      ),
    };
    const today = request.scoredOn ?? localDate(this.clock.now(), HOME_TIME_ZONE);
    const text = await this.threads.ask('evaluateSubject', () => ({ subject, method, today }));
    const { score, worthFindingOut, graphHash, inputsHash } = JSON.parse(text) as EvaluatedSubject;
    return {
      ...shownScore(score, locale),
      tier,
      readAsUnknown: readAsUnknown(subject, score.refusedClaims),
      worthFindingOut: shownUnknowns(worthFindingOut, locale),
      graphHash,
      inputsHash,
    };
  }
}

/** What only the other of the two forms reads would be passed over without a word. */
function fieldsOfTheOtherForm(request: EvaluationRequest): FieldError[] {
  const [other, fields] = request.facts
    ? ['exposures', ['controlEffects', 'gates'] as const]
    : ['facts', ['controls', 'provisional'] as const];
  return fields
    .filter((field) => request[field] !== undefined)
    .map((field) => ({ pointer: `/${field}`, code: 'only-with', params: { other } }));
}

/** Figures that the method cannot come to: of a domain that does not apply, or of controls that do more than they may. */
function shortFormProblems(
  {
    exposures = {},
    controlEffects = {},
    notApplicable = [],
  }: Pick<EvaluationRequest, 'exposures' | 'controlEffects' | 'notApplicable'>,
  method: Method,
): FieldError[] {
  const isGiven = (figure: number | null | undefined): boolean => figure !== null && figure !== undefined;
  return DOMAINS.flatMap((domain): FieldError[] => {
    const pointer = `/controlEffects/${domain}`;
    const isSkipped = notApplicable.includes(domain);
    const effect = controlEffects[domain];
    const max = method.caps[domain];
    const contradiction = { code: 'contradiction', params: { other: 'notApplicable' } };
    return [
      ...(isSkipped && isGiven(exposures[domain])
        ? [{ pointer: `/exposures/${domain}`, ...contradiction }]
        : []),
      ...(isSkipped && isGiven(effect) ? [{ pointer, ...contradiction }] : []),
      ...(!isSkipped && (effect ?? 0) > max ? [{ pointer, code: 'range', params: { min: 0, max } }] : []),
    ];
  });
}

/** What the contract calls optional in a graph, filled in. */
function withDefaults(graph: WrittenGraph): WrittenGraph {
  return {
    ...graph,
    useCases: graph.useCases.map((useCase) => ({ ...useCase, tier: optional(useCase.tier) ?? 'unknown' })),
    requirements: graph.requirements.map((row) => ({ ...row, k: optional(row.k) ?? 1 })),
  };
}

function optional<T>(value: T): T | undefined {
  return value;
}

function tierOf(facts: Partial<TierInputs> & { designatedHighRisk?: string }): TierResult {
  const derived = derivedOf(facts);
  // It may be designated: then it is T1, whatever it is for.
  if (facts.designatedHighRisk !== 'unknown') return derived;
  return { ...derived, tier: 'T1', provisional: derived.lowestTier !== 'T1' };
}

function derivedOf(facts: Partial<TierInputs> & { designatedHighRisk?: string }): TierResult {
  return deriveTier({
    purposes: facts.purposes ?? ['unknown'],
    recipients: facts.recipients ?? ['unknown'],
    afterSalesOnly: facts.afterSalesOnly ?? 'unknown',
    clientsInteract: facts.clientsInteract ?? 'unknown',
    affectsClients: facts.affectsClients ?? 'unknown',
    criticalOperation: facts.criticalOperation ?? 'unknown',
    dataClasses: facts.dataClasses ?? ['unknown'],
    designated: facts.designatedHighRisk === 'yes',
  });
}

import { Injectable } from '@nestjs/common';
import type { Actor, Locale } from '../../kernel/actor.js';
import { Clock, localDate } from '../../kernel/clock.js';
import { invalid } from '../../kernel/domain-error.js';
import { HOME_TIME_ZONE } from '../../kernel/time-zone.js';
import type { Axis } from './domain/axes.js';
import type { Comparison } from './domain/compare-scenario.js';
import { type Scenario, scenarioProblems } from './domain/scenario.js';
import { seenSubjects } from './domain/visibility.js';
import { EngineThreads } from './engine-threads.js';
import { MethodRepository } from './persistence/method.repository.js';
import { ScoreFactsReadModel } from './persistence/score-facts.read-model.js';

export interface ScenarioRequest extends Scenario {
  axis?: Axis;
  maxOrder?: number;
}

/** The register beside what it would be. Nothing is stored. */
@Injectable()
export class ScenarioService {
  constructor(
    private readonly facts: ScoreFactsReadModel,
    private readonly methods: MethodRepository,
    private readonly threads: EngineThreads,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns JSON text; use cases outside the actor's scope weigh and are not named
   * @throws DomainError validation-failed with pointers, or portfolio-too-complex
   */
  compare(actor: Actor, request: ScenarioRequest, locale: Locale): Promise<string> {
    return this.threads.ask('compareScenarios', () => this.#question(actor, request, locale));
  }

  async #question(actor: Actor, request: ScenarioRequest, locale: Locale): Promise<Comparison> {
    const today = localDate(this.clock.now(), HOME_TIME_ZONE);
    const [facts, method] = await Promise.all([this.facts.load(today), this.methods.inUse()]);
    const seen = seenSubjects(facts, actor);
    const problems = scenarioProblems(facts, request, seen.useCases, today);
    if (problems.length > 0) throw invalid(...problems.slice(0, 100));
    const { axis = 'provider', maxOrder = 1, ...scenario } = request;
    return { facts, scenario: plain(scenario), method, today, seen, axis, maxOrder, locale };
  }
}

/** Plain data, as a thread takes it. */
function plain(scenario: Scenario): Scenario {
  return JSON.parse(JSON.stringify(scenario)) as Scenario;
}

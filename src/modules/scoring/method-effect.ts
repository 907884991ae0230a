import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Clock, localDate } from '../../kernel/clock.js';
import { notFound } from '../../kernel/domain-error.js';
import { HOME_TIME_ZONE } from '../../kernel/time-zone.js';
import { seenSubjects } from './domain/visibility.js';
import { EngineThreads } from './engine-threads.js';
import { MethodRepository } from './persistence/method.repository.js';
import { ScoreFactsReadModel } from './persistence/score-facts.read-model.js';

/** What a method would make of every score, beside the one in use; nothing is stored. */
@Injectable()
export class MethodEffect {
  constructor(
    private readonly methods: MethodRepository,
    private readonly facts: ScoreFactsReadModel,
    private readonly threads: EngineThreads,
    private readonly clock: Clock,
  ) {}

  /**
   * @param actor the scores of use cases and arrangements outside whose scope are counted and not named
   * @param limit how many scores to list, those that move most first
   * @returns JSON text
   * @throws DomainError not-found, portfolio-too-complex, or unavailable
   */
  async of(actor: Actor, id: string, limit: number): Promise<string> {
    const row = await this.methods.row(id);
    if (!row) throw notFound();
    const proposed = { ...row.method, version: row.version };
    return this.threads.ask('effectOfMethod', async () => {
      const today = localDate(this.clock.now(), HOME_TIME_ZONE);
      const [present, facts] = await Promise.all([this.methods.inUse(), this.facts.load(today)]);
      return { facts, present, proposed, today, limit, seen: seenSubjects(facts, actor) };
    });
  }
}

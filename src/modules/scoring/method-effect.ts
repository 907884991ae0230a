import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock, localDate } from '../../kernel/clock.js';
import { HOME_TIME_ZONE } from '../../kernel/time-zone.js';
import { notFound } from '../../kernel/domain-error.js';
import { ScoreWorld } from './domain/score-all.js';
import { BANDS, type Band, type Method } from './engine/method.js';
import { score } from './engine/score.js';
import { MethodRepository } from './persistence/method.repository.js';
import { ScoreFactsReadModel } from './persistence/score-facts.read-model.js';

const TURN_MS = 10;

interface Figures {
  residual: number;
  reported: number;
  band: Band;
}

/** What a method would make of every score, beside the one in use; nothing is stored. */
@Injectable()
export class MethodEffect {
  constructor(
    private readonly methods: MethodRepository,
    private readonly facts: ScoreFactsReadModel,
    private readonly clock: Clock,
  ) {}

  /**
   * @param limit how many scores to list, those that move most first
   * @returns JSON text
   */
  async of(id: string, limit: number): Promise<string> {
    const row = await this.methods.row(id);
    if (!row) throw notFound();
    const present = await this.methods.inUse();
    const today = localDate(this.clock.now(), HOME_TIME_ZONE);
    const loaded = await this.facts.load(today);
    const names = new Map(
      [...loaded.useCases, ...loaded.providers].map((record) => [record.id, record.name]),
    );
    const before = new ScoreWorld(loaded, present, today);
    const after = new ScoreWorld(loaded, { ...row.method, version: row.version }, today);
    const items = [];
    let turn = performance.now();
    for (const subject of before.subjects) {
      items.push({
        useCaseId: subject.useCaseId,
        useCaseName: names.get(subject.useCaseId) ?? '',
        providerId: subject.providerId,
        providerName: subject.providerId === null ? null : (names.get(subject.providerId) ?? null),
        before: figuresOf(before, subject, present, today),
        after: figuresOf(after, subject, row.method, today),
      });
      if (performance.now() - turn > TURN_MS) {
        await setImmediate();
        turn = performance.now();
      }
    }
    const moves = items.filter(
      ({ before: was, after: is }) => was.reported !== is.reported || was.residual !== is.residual,
    );
    const rise = ({ before: was, after: is }: { before: Figures; after: Figures }): number =>
      BANDS.indexOf(is.band) - BANDS.indexOf(was.band);
    return JSON.stringify({
      methodVersion: row.version,
      comparedWith: present.version,
      subjects: items.length,
      moved: moves.length,
      bandsUp: items.filter((item) => rise(item) > 0).length,
      bandsDown: items.filter((item) => rise(item) < 0).length,
      items: moves
        .sort((a, b) => distance(b) - distance(a) || (a.useCaseId < b.useCaseId ? -1 : 1))
        .slice(0, limit),
    });
  }
}

function distance({ before, after }: { before: Figures; after: Figures }): number {
  return Math.abs(after.reported - before.reported);
}

function figuresOf(
  world: ScoreWorld,
  subject: ScoreWorld['subjects'][number],
  method: Method,
  today: string,
): Figures {
  const { facts, bestGraph } = world.inputs(subject);
  const { residual, reported, band } = score(facts, bestGraph, method, today);
  return { residual, reported, band };
}

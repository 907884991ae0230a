import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Health, type HealthCheck, HealthIndicator } from '../health/health.js';
import { hasStopped, type Heartbeat, Heartbeats, isStuck, keepsFailing } from './heartbeats.js';

/** Says in the health of every process, those without jobs included, when jobs have stopped, or fail at every run. */
@Injectable()
export class JobsHealth extends HealthIndicator implements OnModuleInit {
  constructor(
    private readonly health: Health,
    private readonly heartbeats: Heartbeats,
  ) {
    super();
  }

  onModuleInit(): void {
    this.health.register(this);
  }

  async check(): Promise<HealthCheck[]> {
    const beats = await this.heartbeats.all();
    if (beats.length === 0) return [degraded('No job has run yet: is a worker started?')];
    const reasons = reasonsOf(beats);
    if (reasons.length > 0) return [degraded(reasons.join(' '))];
    return [{ name: 'jobs', state: 'ok', reason: '' }];
  }
}

function reasonsOf(beats: readonly Heartbeat[]): string[] {
  const stopped = beats.filter(hasStopped);
  const alive = beats.filter((beat) => !hasStopped(beat));
  const failing = alive.filter(keepsFailing).map(({ name, error }) => `${name} (${error})`);
  const stuck = alive.filter(isStuck);
  return [
    ...(stopped.length > 0 ? [`No sign of life of: ${namesOf(stopped)}. Is a worker running?`] : []),
    ...(failing.length > 0 ? [`Failing at every run: ${failing.join(', ')}. See the worker's log.`] : []),
    ...(stuck.length > 0 ? [`No run has ended for long of: ${namesOf(stuck)}.`] : []),
  ];
}

function namesOf(beats: readonly Heartbeat[]): string {
  return beats.map(({ name }) => name).join(', ');
}

function degraded(reason: string): HealthCheck {
  return { name: 'jobs', state: 'degraded', reason };
}

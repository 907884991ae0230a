import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Health, type HealthCheck, HealthIndicator } from '../health/health.js';
import { hasStopped, Heartbeats } from './heartbeats.js';

/** Says in the health of every process, those without jobs included, when jobs have stopped. */
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
    const stopped = beats.filter(hasStopped).map(({ name }) => name);
    if (beats.length === 0) return [degraded('No job has run yet: is a worker started?')];
    if (stopped.length > 0)
      return [degraded(`No sign of life of: ${stopped.join(', ')}. Is a worker running?`)];
    return [{ name: 'jobs', state: 'ok', reason: '' }];
  }
}

function degraded(reason: string): HealthCheck {
  return { name: 'jobs', state: 'degraded', reason };
}

import { setTimeout as pause } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Health } from '../platform/health/health.js';
import type { StopSignal } from './run.js';

/**
 * Readiness turns red; after a while in which load balancers read that, the port is closed, requests under way are
 * answered, and the application closes. Nobody reads it when a person stops the program or it has failed. What else
 * this process does goes on until the port closes, and is stopped before its connections are.
 */
export async function stopHttp(
  app: NestFastifyApplication,
  graceSeconds: number,
  signal: StopSignal,
  stopWork: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  app.get(Health).drain();
  if (signal === 'SIGTERM') await pause(graceSeconds * 1_000);
  await stopWork();
  await app.close();
}

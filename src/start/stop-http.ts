import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Health } from '../platform/health/health.js';

/** Readiness turns red, requests under way are answered, then the application closes. */
export async function stopHttp(app: NestFastifyApplication): Promise<void> {
  app.get(Health).drain();
  await app.close();
}

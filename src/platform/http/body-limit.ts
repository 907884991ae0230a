import { Flags } from './route-flags.js';
import type { FastifyInstance } from 'fastify';

export interface BodyLimit {
  /** Bytes. */
  bodyLimit?: number;
}

/** A route whose body may be larger, or must be smaller, than those of all others. */
export function TakesUpTo(bytes: number): MethodDecorator {
  return Flags({ bodyLimit: bytes } satisfies BodyLimit);
}

/** Holds routes to the limits that they declare; the framework itself hands on no more than what they are called. */
export function holdBodyLimits(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    const { bodyLimit } = (route.config ?? {}) as BodyLimit;
    if (bodyLimit !== undefined) route.bodyLimit = bodyLimit;
  });
}

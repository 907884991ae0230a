import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { DomainError } from '../../kernel/domain-error.js';
import type { Authenticator, Credentials } from '../auth/authenticator.js';
import type { RouteFlags } from '../auth/permit.js';
import type { RateLimit } from '../auth/rate-limit.js';
import { idempotencyOf } from './idempotency-request.js';
import { localeOf } from './locale.js';
import type { ApiRequest } from './request.js';
import type { KnownRoutes } from './routes.js';
import type { SecurityHeaders } from './security-headers.js';

const REQUEST_ID = /^[\w.-]{8,64}$/;
/** The browsable contract. */
const DOCS = /^\/api\/docs(\/|$|\?)/;
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A request id that the caller may choose, if it is harmless in logs. */
export function requestIdOf(headers: Record<string, string | string[] | undefined>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

export interface HookParts {
  authenticator: Authenticator;
  rateLimit: RateLimit;
  routes: KnownRoutes;
  publicOrigin: string | null;
  headers: SecurityHeaders;
}

/**
 * What happens to every request, in the order of the contract: who is it (before a byte of the body is read), how
 * often, then body limits and syntax, then rights, validation, existence, state.
 */
export function installHooks(fastify: FastifyInstance, parts: HookParts): void {
  let closing = false;
  fastify.addHook('preClose', (done) => {
    closing = true;
    done();
  });

  fastify.addHook('onRequest', async (incoming, reply) => {
    const request = incoming as ApiRequest;
    request.locale = localeOf(request.headers['accept-language']);
    const documentation = DOCS.test(request.url);
    void reply.headers(documentation ? parts.headers.documentation : parts.headers.data);
    void reply.header('x-request-id', request.id);
    if (!documentation) void reply.header('content-language', request.locale);
    if (request.is404) throw unknownAddress(parts.routes, request);
    const flags = request.routeOptions.config as RouteFlags;
    if (flags.probe) return;
    if (closing) throw new DomainError('unavailable');
    const credentials = hasCredentials(request)
      ? await parts.authenticator.authenticate(request.headers)
      : null;
    await parts.rateLimit.spend(credentials, request.ip);
    if (credentials) {
      refuseForgery(request, credentials, parts.publicOrigin);
      request.context = {
        actor: credentials.actor,
        requestId: request.id,
        locale: request.locale,
        idempotency: null,
      };
    } else if (flags.public !== true && !documentation) {
      throw new DomainError('unauthenticated');
    }
  });

  fastify.addHook('preHandler', (incoming, _reply, done) => {
    const request = incoming as ApiRequest;
    const idempotency = request.context && idempotencyOf(request, request.context.actor);
    if (request.context && idempotency) request.context = { ...request.context, idempotency };
    done();
  });
}

/** Unknown addresses: 405 with the allowed methods where only the method is wrong, else 404. */
function unknownAddress(routes: KnownRoutes, request: ApiRequest): DomainError {
  const methods = routes.methodsFor(request.url.split('?')[0] ?? '/');
  return methods.length > 0
    ? new DomainError('method-not-allowed', { allowed: methods.join(', ') })
    : new DomainError('not-found');
}

function hasCredentials(request: ApiRequest): boolean {
  return request.headers.authorization !== undefined || request.headers.cookie !== undefined;
}

/** A session rides on a cookie, which a foreign page can make a browser send: changes need what it cannot send. */
function refuseForgery(request: ApiRequest, credentials: Credentials, publicOrigin: string | null): void {
  if (credentials.by !== 'session' || SAFE_METHODS.has(request.method)) return;
  const { origin, host } = request.headers;
  const expected = publicOrigin ?? `http://${host ?? ''}`;
  if (request.headers['x-underpin-request'] !== '1' || (origin !== undefined && origin !== expected)) {
    throw new DomainError('csrf-refused');
  }
}

import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DomainError } from '../../kernel/domain-error.js';
import { toDomainError } from '../database/sql-errors.js';
import { logger } from '../logging.js';
import { problemOf } from './problem.js';
import type { ApiRequest } from './request.js';

/** Turns every failure into a problem document. What is not a known refusal is our fault: recorded, and said so. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<ApiRequest>(), http.getResponse<FastifyReply>());
  }
}

/** Answers with the problem document of an error; used by the filter and by Fastify's own error handler. */
export function sendProblem(error: unknown, request: ApiRequest, reply: FastifyReply): void {
  if (reply.sent) return;
  const refusal = refusalOf(error);
  if (refusal.code === 'internal-error') {
    logger.error({ err: error, requestId: request.id, route: request.routeOptions?.url }, 'request failed');
  }
  const body = problemOf(refusal, { locale: request.locale ?? 'en', requestId: request.id });
  if (body.status === 401) void reply.header('www-authenticate', 'Bearer');
  if (refusal.code === 'method-not-allowed') void reply.header('allow', String(refusal.params['allowed']));
  if (refusal.code === 'too-many-requests')
    void reply.header('retry-after', String(refusal.params['seconds']));
  if (refusal.code === 'unavailable') void reply.header('retry-after', '1');
  void reply
    .status(body.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('content-language', request.locale ?? 'en')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(body));
}

function refusalOf(error: unknown): DomainError {
  const known = toDomainError(error);
  if (known instanceof DomainError) return known;
  const status = statusOf(known);
  if (status === 413) return new DomainError('body-too-large');
  if (status === 415) return new DomainError('unsupported-media-type');
  if (status === 404) return new DomainError('not-found');
  if (status >= 400 && status < 500) return new DomainError('malformed-request', { reason: 'HTTP' });
  return new DomainError('internal-error');
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number')
    return error.statusCode;
  return 500;
}

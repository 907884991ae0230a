import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Locale, RequestContext } from '../../kernel/actor.js';
import { DomainError } from '../../kernel/domain-error.js';

/** A request as the platform's hooks leave it. */
export interface ApiRequest extends FastifyRequest {
  locale: Locale;
  /** Set once somebody is authenticated. */
  context?: RequestContext;
}

/** Injects who asks, and what else goes with a write. */
export const Context = createParamDecorator((_data: unknown, execution: ExecutionContext): RequestContext => {
  const { context } = execution.switchToHttp().getRequest<ApiRequest>();
  if (!context) throw new DomainError('unauthenticated');
  return context;
});

/** Injects the record version that If-Match names. Missing: 428. Not one strong version of ours: 412. */
export const IfMatch = createParamDecorator((_data: unknown, execution: ExecutionContext): number => {
  const header = execution.switchToHttp().getRequest<ApiRequest>().headers['if-match'];
  if (header === undefined || header === '') throw new DomainError('precondition-required');
  const version = /^"(\d{1,9})"$/.exec(header)?.[1];
  if (version === undefined) throw new DomainError('precondition-failed');
  return Number(version);
});

export function etagOf(rowVersion: number): string {
  return `"${rowVersion}"`;
}

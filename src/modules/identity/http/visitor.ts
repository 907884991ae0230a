import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { ApiRequest } from '../../../platform/http/request.js';
import type { Caller } from '../sign-in/caller.js';

/** Injects who knocks, whether or not we know who it is. */
export const Visitor = createParamDecorator((_data: unknown, execution: ExecutionContext): Caller => {
  const request = execution.switchToHttp().getRequest<ApiRequest>();
  return {
    requestId: request.id,
    locale: request.locale,
    address: request.ip,
    cookies: request.headers.cookie ?? '',
  };
});

export function setCookies(reply: FastifyReply, cookies: readonly string[]): void {
  if (cookies.length > 0) void reply.header('set-cookie', [...cookies]);
}

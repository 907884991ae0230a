import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { Answer } from './answer.js';
import type { ApiRequest } from './request.js';

/** Sends an Answer as it is: its status, its headers, its JSON text; 304 when the reader already has this version. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = execution.switchToHttp();
    return next
      .handle()
      .pipe(
        map((value: unknown) =>
          value instanceof Answer
            ? send(value, http.getRequest<ApiRequest>(), http.getResponse<FastifyReply>())
            : value,
        ),
      );
  }
}

function send(answer: Answer, request: ApiRequest, reply: FastifyReply): string | undefined {
  const { etag, location } = answer.headers;
  if (etag !== undefined) void reply.header('etag', etag);
  if (location !== undefined) void reply.header('location', location);
  if (etag !== undefined && answer.status === 200 && request.method === 'GET' && knows(request, etag)) {
    void reply.status(304);
    return undefined;
  }
  void reply.status(answer.status);
  if (answer.body === null) return undefined;
  void reply.header('content-type', 'application/json; charset=utf-8');
  return answer.body;
}

function knows(request: ApiRequest, etag: string): boolean {
  const header = request.headers['if-none-match'];
  return header !== undefined && header.split(',').some((known) => known.trim().replace(/^W\//, '') === etag);
}

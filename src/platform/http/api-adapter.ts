import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { Answer } from './answer.js';

/**
 * Nest on Fastify, and it sends an Answer as it is: its status, its headers, its JSON text; 304 when the reader already
 * has this version. An interceptor would do the same at the price of an observable a request.
 */
export class ApiAdapter extends FastifyAdapter {
  override reply(response: Response, body: unknown, statusCode?: number): FastifyReply {
    return body instanceof Answer
      ? send(body, response as FastifyReply)
      : super.reply(response, body, statusCode);
  }
}

type Response = Parameters<FastifyAdapter['reply']>[0];

function send(answer: Answer, reply: FastifyReply): FastifyReply {
  const { etag, location } = answer.headers;
  if (etag !== undefined) void reply.header('etag', etag);
  if (location !== undefined) void reply.header('location', location);
  if (etag !== undefined && answer.status === 200 && knows(reply, etag)) return reply.status(304).send();
  void reply.status(answer.status);
  if (answer.body === null) return reply.send();
  return reply.header('content-type', 'application/json; charset=utf-8').send(answer.body);
}

function knows({ request }: FastifyReply, etag: string): boolean {
  const header = request.headers['if-none-match'];
  if (header === undefined || request.method !== 'GET') return false;
  return header.split(',').some((known) => known.trim().replace(/^W\//, '') === etag);
}

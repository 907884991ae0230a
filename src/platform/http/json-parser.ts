import type { FastifyInstance } from 'fastify';
import { parse } from 'secure-json-parse';
import { DomainError } from '../../kernel/domain-error.js';
import type { RouteFlags } from '../auth/permit.js';
import type { BodyLimit } from './body-limit.js';

/** Deeper than any request of ours; far below where recursive code runs out of stack. */
const MAX_DEPTH = 32;

/** Bytes. */
const PUBLIC_BODY_LIMIT = 16 * 1024;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The only body this API reads: JSON, UTF-8, uncompressed, of bounded depth, without keys that reach prototypes. */
export function acceptOnlyJson(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    /^application\/json(\s*;.*)?$/i,
    { parseAs: 'buffer' },
    (request, body, done) => {
      try {
        refuseLargeOfStrangers(request.routeOptions.config as RouteFlags & BodyLimit, body as Buffer);
        refuseEncodings(request.headers['content-type'], request.headers['content-encoding']);
        done(null, parseJson(body as Buffer));
      } catch (error) {
        done(error as Error);
      }
    },
  );
}

/** Who may ask without signing in gets little to have parsed and checked: addresses, passwords, tokens; more only where a route says so. */
function refuseLargeOfStrangers({ public: isPublic, bodyLimit }: RouteFlags & BodyLimit, body: Buffer): void {
  const limit = bodyLimit ?? PUBLIC_BODY_LIMIT;
  if (isPublic === true && body.length > limit) throw new DomainError('body-too-large');
}

function refuseEncodings(contentType = '', contentEncoding?: string): void {
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1];
  if (charset !== undefined && charset.toLowerCase() !== 'utf-8')
    throw new DomainError('unsupported-media-type');
  if (contentEncoding !== undefined && contentEncoding.toLowerCase() !== 'identity') {
    throw new DomainError('unsupported-media-type');
  }
}

/** Parses a body; throws `malformed-request` with the reason. */
export function parseJson(body: Buffer): unknown {
  let text: string;
  try {
    text = decoder.decode(body);
  } catch {
    throw malformed('UTF-8');
  }
  if (depthOf(text) > MAX_DEPTH) throw malformed(`depth > ${MAX_DEPTH}`);
  try {
    return parse(text, { protoAction: 'error', constructorAction: 'error' });
  } catch {
    throw malformed('JSON');
  }
}

function malformed(reason: string): DomainError {
  return new DomainError('malformed-request', { reason });
}

/** The deepest nesting of a JSON text, without building it. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (quoted) {
      if (code === 0x5c) i++;
      else if (code === 0x22) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x7d || code === 0x5d) depth--;
  }
  return deepest;
}

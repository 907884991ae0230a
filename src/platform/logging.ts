import type { LoggerService } from '@nestjs/common';
import { pino } from 'pino';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/**
 * One JSON object a line, in UTC. Values that could be secrets or personal data are never logged: no headers, no
 * bodies, no queries; the redaction is the second fence.
 */
export const logger = pino({
  // Needed before there is a configuration; a value that is none stops the start there.
  level: LOG_LEVELS.find((level) => level === process.env['LOG_LEVEL']) ?? 'info',
  timestamp: pino.stdTimeFunctions.isoTime,
  base: { service: 'underpin', pid: process.pid },
  redact: {
    paths: [
      '*.password',
      '*.secret',
      '*.token',
      '*.apiKey',
      '*.authorization',
      '*["questionnaire-token"]',
      '*.cookie',
      'err.parameters',
      'err.query',
    ],
    censor: '[hidden]',
  },
  serializers: { err: serializeError },
});

/** Name, code and stack; never the parameters of a statement. */
function serializeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = 'code' in error ? String(error.code) : undefined;
  return {
    name: error.name,
    message: error.message,
    ...(code === undefined ? {} : { code }),
    stack: error.stack,
  };
}

/** Nest's own messages in the same log. */
export class NestLog implements LoggerService {
  log(message: unknown, context?: string): void {
    logger.debug({ context }, String(message));
  }
  error(message: unknown, stack?: string, context?: string): void {
    if (context === 'ExceptionHandler') return; // of a start: it is thrown on, and told there in one sentence
    logger.error({ context, stack }, String(message));
  }
  warn(message: unknown, context?: string): void {
    logger.warn({ context }, String(message));
  }
  debug(message: unknown, context?: string): void {
    logger.debug({ context }, String(message));
  }
  verbose(message: unknown, context?: string): void {
    logger.trace({ context }, String(message));
  }
}

import { QueryFailedError } from 'typeorm';
import { DomainError, invalid } from '../../kernel/domain-error.js';

/** The part of a PostgreSQL error that decisions are made on. */
export interface SqlError {
  code: string;
  table?: string;
  constraint?: string;
  column?: string;
}

export function sqlErrorOf(error: unknown): SqlError | null {
  const cause = error instanceof QueryFailedError ? (error.driverError as unknown) : error;
  return cause instanceof Error &&
    'code' in cause &&
    typeof cause.code === 'string' &&
    cause.code.length === 5
    ? (cause as Error & SqlError)
    : null;
}

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';
const LOCK_NOT_AVAILABLE = '55P03';
const QUERY_CANCELED = '57014';
const IN_FAILED_TRANSACTION = '25P02';

/** A statement that failed only because one before it had failed: it tells nothing of the cause. */
export function isAftermath(error: unknown): boolean {
  return sqlErrorOf(error)?.code === IN_FAILED_TRANSACTION;
}

/** The whole transaction may be tried again. */
export function isRetryable(error: unknown): boolean {
  const code = sqlErrorOf(error)?.code;
  return code === SERIALIZATION_FAILURE || code === DEADLOCK;
}

/**
 * What a database refusal means to a caller. Constraints are named <table>_<columns>_<kind>, so that the field can be
 * read off the name; the rest goes by SQLSTATE class. Anything else stays the error it was: a fault of ours.
 */
export function toDomainError(error: unknown, pointerPrefix = ''): unknown {
  const sql = sqlErrorOf(error);
  if (!sql) return isConnectionLoss(error) ? new DomainError('unavailable') : error;
  if (sql.code === '23505') return uniqueViolation(sql, pointerPrefix);
  if (sql.code === '23P01') {
    const pointer = pointerPrefix + pointerOf(sql, 'excl');
    return new DomainError('conflict', {}, [{ pointer, code: 'overlapping' }]);
  }
  if (sql.code === '23503') {
    return invalid({ pointer: pointerPrefix + pointerOf(sql, 'fkey'), code: 'unknown-reference' });
  }
  if (sql.code === '23514' || sql.code === '23502') {
    return invalid({ pointer: pointerPrefix + pointerOf(sql, 'check'), code: 'not-stored' });
  }
  if (sql.code.startsWith('22')) return invalid({ pointer: pointerPrefix, code: 'not-stored' });
  if (sql.code === LOCK_NOT_AVAILABLE) return new DomainError('request-in-progress');
  if (isRetryable(error) || sql.code === QUERY_CANCELED || /^(08|53|57P)/.test(sql.code)) {
    return new DomainError('unavailable');
  }
  return error;
}

function uniqueViolation(sql: SqlError, prefix: string): DomainError {
  const pointer = prefix + pointerOf(sql, 'key');
  const isName = sql.constraint?.endsWith('_name_key') ?? false;
  return new DomainError(isName ? 'duplicate-name' : 'conflict', {}, [{ pointer, code: 'unique' }]);
}

function pointerOf(sql: SqlError, kind: string): string {
  if (sql.column) return `/${camelCase(sql.column)}`;
  const { table = '', constraint = '' } = sql;
  const column = constraint.slice(table.length + 1, -(kind.length + 1));
  return constraint.startsWith(`${table}_`) && column ? `/${camelCase(column)}` : '';
}

function camelCase(snake: string): string {
  return snake.replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());
}

const LOST = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);

function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    LOST.has(code) || /Connection terminated|timeout exceeded when trying to connect/.test(error.message)
  );
}

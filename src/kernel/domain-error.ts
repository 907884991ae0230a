import type { ProblemCode } from './problem-codes.js';

/** One thing that is wrong with the input: where (RFC 6901 pointer into the body or the query) and what. */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/**
 * A refusal by a rule of the register. The HTTP layer turns it into a problem document in the reader's language;
 * nothing here is text for people.
 */
export class DomainError extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly params: Readonly<Record<string, string | number>> = {},
    readonly errors: readonly FieldError[] = [],
  ) {
    super(code);
    this.name = 'DomainError';
  }
}

export function notFound(): DomainError {
  return new DomainError('not-found');
}

/** Refuses the input with one or more field errors. */
export function invalid(...errors: FieldError[]): DomainError {
  return new DomainError('validation-failed', {}, errors);
}

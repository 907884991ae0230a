import type { Locale } from '../../kernel/actor.js';
import type { DomainError, FieldError } from '../../kernel/domain-error.js';
import { PROBLEM_STATUS, type ProblemCode } from '../../kernel/problem-codes.js';
import { FIELD_TEXTS } from './field-texts.js';
import { PROBLEM_TEXTS } from './problem-texts.js';

type Params = Readonly<Record<string, string | number>>;

/** A problem document (RFC 9457). */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  errors?: { pointer: string; code: string; detail: string }[];
}

export interface ProblemRequest {
  locale: Locale;
  requestId: string;
}

export function problemOf(error: DomainError, request: ProblemRequest): Problem {
  return problem(error.code, request, error.params, error.errors);
}

export function problem(
  code: ProblemCode,
  { locale, requestId }: ProblemRequest,
  params: Params = {},
  errors: readonly FieldError[] = [],
): Problem {
  const text = PROBLEM_TEXTS[code][locale];
  return {
    type: `/problems/${code}`,
    title: text.title,
    status: PROBLEM_STATUS[code],
    detail: fill(text.detail, params),
    instance: `urn:request:${requestId}`,
    ...(errors.length === 0 ? {} : { errors: errors.map((error) => fieldProblem(error, locale)) }),
  };
}

function fieldProblem(error: FieldError, locale: Locale): { pointer: string; code: string; detail: string } {
  const text = FIELD_TEXTS[error.code]?.[locale] ?? error.code;
  return { pointer: error.pointer, code: error.code, detail: fill(text, error.params ?? {}) };
}

function fill(text: string, params: Params): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(params[name] ?? placeholder));
}

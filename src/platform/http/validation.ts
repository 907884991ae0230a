import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { DomainError, type FieldError, invalid } from '../../kernel/domain-error.js';
import { KnownQueries } from './known-queries.js';
import { MOST_ERRORS, refuseOversize } from './oversize.js';
import { judgeInSlices } from './sliced-lists.js';
import { pointerToken } from '../../kernel/json-pointer.js';

/** Validates bodies and queries against their DTO; wrong places are reported with a pointer. */
export function createValidationPipe(): ValidationPipe {
  return new InputPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    validationError: { target: false, value: true },
    exceptionFactory: (errors) =>
      new DomainError(
        'validation-failed',
        {},
        errors.flatMap((error) => fieldErrors(error, '')).slice(0, MOST_ERRORS),
      ),
  });
}

class InputPipe extends ValidationPipe {
  readonly #queries = new KnownQueries();

  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'query' && metadata.metatype) {
      return this.#queries.get(metadata.metatype, value, () => this.#validate(value, metadata));
    }
    // A body is an object: none at all, null or a list is refused like any other wrong value.
    if (metadata.type === 'body') {
      const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
      if (!isObject) throw invalid({ pointer: '', code: 'object' });
      if (metadata.metatype) refuseOversize(metadata.metatype, value);
      return judgeInSlices(
        value as Record<string, unknown>,
        (part) => this.#validate(part, metadata) as Promise<object>,
      );
    }
    return this.#validate(value, metadata);
  }

  #validate(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    return super.transform(value, metadata) as Promise<unknown>;
  }
}

function fieldErrors(error: ValidationError, parent: string): FieldError[] {
  const pointer = `${parent}/${pointerToken(error.property)}`;
  const own = firstFailure(error, pointer);
  const nested = (error.children ?? []).flatMap((child) => fieldErrors(child, pointer));
  if (own?.code === 'object' && Array.isArray(error.value)) {
    const wrong = entriesThatAreNone(error.value, pointer);
    const others = nested.filter((field) => !wrong.some((entry) => entry.pointer === field.pointer));
    // A list stands where an object belongs.
    return wrong.length + others.length === 0 ? [own] : [...wrong, ...others];
  }
  return own ? [own, ...nested] : nested;
}

/** A list of objects is wrong where its entries are. */
function entriesThatAreNone(list: readonly unknown[], pointer: string): FieldError[] {
  return list.flatMap((entry, i) =>
    typeof entry === 'object' && entry !== null && !Array.isArray(entry)
      ? []
      : [{ pointer: `${pointer}/${i}`, code: 'object' }],
  );
}

/** Rules are checked in the order of their declaration; the most basic failure says it all. */
function firstFailure(error: ValidationError, pointer: string): FieldError | null {
  const failed = Object.keys(error.constraints ?? {});
  if (failed.length === 0) return null;
  if (failed.includes('whitelistValidation')) return { pointer, code: 'unknown-field' };
  if (error.value === undefined) return { pointer, code: 'required' };
  const contexts = (error.contexts ?? {}) as Record<string, { code: string; params: FieldError['params'] }>;
  const order = [
    'string',
    'list',
    'object',
    'integer',
    'number',
    'boolean',
    'code',
    'id',
    'date',
    'date-time',
  ];
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  const [first] = failed.filter((name) => contexts[name]).sort((a, b) => rank(a) - rank(b));
  if (first === undefined) return { pointer, code: 'object' };
  const { code, params } = contexts[first] ?? { code: first, params: {} };
  return { pointer, code, ...(params ? { params } : {}) };
}

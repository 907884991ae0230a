import type { FieldError } from '../../../kernel/domain-error.js';

/**
 * A parent or base model is known (then its id is recorded), stated to be none, or unknown: the status and the id must
 * say the same.
 */
export function parentProblems(
  status: string | undefined,
  id: string | null | undefined,
  field: 'ultimateParent' | 'baseModel',
): FieldError[] {
  const known = status === 'known';
  if (known && !id)
    return [{ pointer: `/${field}Id`, code: 'needed-with', params: { other: `${field}Status` } }];
  if (!known && id)
    return [{ pointer: `/${field}Status`, code: 'contradiction', params: { other: `${field}Id` } }];
  return [];
}

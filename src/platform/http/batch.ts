import { DomainError } from '../../kernel/domain-error.js';
import type { Stored } from '../database/rows.js';
import { isAftermath, isRetryable, toDomainError } from '../database/sql-errors.js';
import { Answer } from './answer.js';

/**
 * Creates every item or none. The statements of all items are under way together; the first item that is refused is
 * reported with its index in front of each pointer.
 */
export async function createEach<Input>(
  inputs: readonly Input[],
  create: (input: Input) => Promise<Stored>,
): Promise<Answer> {
  const outcomes = await Promise.allSettled(inputs.map((input) => create(input)));
  const failed = firstCause(outcomes);
  if (failed >= 0) throw atIndex((outcomes[failed] as PromiseRejectedResult).reason, failed);
  const items = outcomes.map((outcome) => (outcome as PromiseFulfilledResult<Stored>).value.json);
  return new Answer(201, `{"items":[${items.join(',')}]}`);
}

/** After the first failure every later statement fails too, because of it: those are not causes. */
function firstCause(outcomes: readonly PromiseSettledResult<Stored>[]): number {
  const isCause = (outcome: PromiseSettledResult<Stored>): boolean =>
    outcome.status === 'rejected' && !isAftermath(outcome.reason);
  const cause = outcomes.findIndex(isCause);
  return cause >= 0 ? cause : outcomes.findIndex(({ status }) => status === 'rejected');
}

function atIndex(reason: unknown, index: number): unknown {
  if (isRetryable(reason)) return reason; // the whole batch is tried again
  const prefix = `/items/${index}`;
  const error = toDomainError(reason);
  if (!(error instanceof DomainError)) return reason;
  const errors = error.errors.map((field) => ({ ...field, pointer: prefix + field.pointer }));
  return new DomainError(
    error.code,
    error.params,
    errors.length > 0 ? errors : [{ pointer: prefix, code: error.code }],
  );
}

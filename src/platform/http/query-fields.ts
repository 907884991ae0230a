import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { CodeField, FlagField, InstantField, IntegerField, TextField } from './fields.js';

const toNumber = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
const toFlag = ({ value }: { value: unknown }): unknown =>
  value === 'true' ? true : value === 'false' ? false : value;

/** An integer in a query, where everything is text. */
export function QueryIntegerField(options: Parameters<typeof IntegerField>[0]): PropertyDecorator {
  return applyDecorators(IntegerField(options), Transform(toNumber));
}

/** A flag in a query: true or false, spelt so. */
export function QueryFlagField(options: Parameters<typeof FlagField>[0]): PropertyDecorator {
  return applyDecorators(FlagField(options), Transform(toFlag));
}

export const MAX_PAGE = 200;
export const DEFAULT_PAGE = 50;

/** Parameters of every list. Subclasses add the filters of their resource. */
export class PageQuery {
  @QueryIntegerField({
    description: 'How many items a page holds.',
    optional: true,
    min: 1,
    max: MAX_PAGE,
    default: DEFAULT_PAGE,
    example: 50,
  })
  limit?: number;

  @TextField({ description: 'The nextCursor of the page before; opaque.', optional: true, max: 1000 })
  cursor?: string;

  @InstantField({
    description: 'Reads the register as it was at this instant (RFC 3339). The future is refused.',
    optional: true,
    example: '2026-11-01T00:00:00Z',
  })
  asOf?: string;

  @QueryFlagField({
    description: 'Lists retired records too.',
    optional: true,
    default: false,
    example: false,
  })
  includeRetired?: boolean;

  @TextField({
    description: 'Part of the name, in either language.',
    optional: true,
    max: 100,
    example: '模型',
  })
  q?: string;
}

/** Parameters of reading one record. */
export class ReadQuery {
  @InstantField({
    description: 'Reads the record as it was at this instant (RFC 3339). The future is refused.',
    optional: true,
    example: '2026-11-01T00:00:00Z',
  })
  asOf?: string;
}

/** The `sort` parameter of a list: a field name, descending with a leading minus. */
export function SortField(fields: readonly string[]): PropertyDecorator {
  const codes = fields.flatMap((field) => [field, `-${field}`]);
  return CodeField(codes, { description: 'The order of the list; a minus sorts downwards.', optional: true });
}

/** A filter on one member of an enumeration. */
export function FilterField(codes: readonly string[], what: string): PropertyDecorator {
  return CodeField(codes, { description: `Only records whose ${what} is this.`, optional: true });
}

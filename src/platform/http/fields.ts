import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ValidateBy, ValidateIf, ValidateNested } from 'class-validator';
import { isCalendarDate, isInstant, toMicroseconds } from '../../kernel/as-of.js';
import { isId } from '../../kernel/ids.js';
import { isPlainText, isStacked } from './plain-text.js';

/**
 * One decorator a field: what is accepted and what the contract says of it come from the same words. Absent is
 * allowed only with `optional`, null only with `nullable`; nothing is converted silently but text, which is trimmed
 * and brought to Unicode NFC.
 */
export interface FieldOptions {
  description: string;
  optional?: boolean;
  nullable?: boolean;
  example?: unknown;
  default?: unknown;
  readOnly?: boolean;
}

type Params = Readonly<Record<string, string | number>>;

/** A rule of one field: `code` names the refusal (platform/http/field-texts.ts), `params` go into its text. */
export function Check(
  code: string,
  accepts: (value: unknown) => boolean,
  params: Params = {},
): PropertyDecorator {
  return ValidateBy(
    { name: code, validator: { validate: accepts, defaultMessage: () => code } },
    { context: { code, params } },
  );
}

/** The field may be left out; null is not the same. */
export function Omissible(): PropertyDecorator {
  return ValidateIf((_object, value) => value !== undefined);
}

function field(
  options: FieldOptions,
  schema: ApiPropertyOptions,
  ...rules: PropertyDecorator[]
): PropertyDecorator {
  const { description, optional = false, nullable = false } = options;
  const documented = {
    description,
    required: !optional,
    ...(options.example === undefined ? {} : { example: options.example }),
    ...(options.default === undefined ? {} : { default: options.default }),
    ...(options.readOnly ? { readOnly: true } : {}),
    ...schema,
    ...(nullable ? { nullable: true } : {}),
  } as ApiPropertyOptions;
  return applyDecorators(
    ApiProperty(documented),
    ValidateIf((_object, value) => (value !== undefined || !optional) && (value !== null || !nullable)),
    ...rules,
  );
}

/** What is stacked is refused as it is: to normalise it takes time by the square of its length. */
const tidy = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && !isStacked(value) ? value.normalize('NFC').trim() : value;

const isText = (value: unknown): value is string => typeof value === 'string';
const lengthOf = (value: unknown): number => (isText(value) ? [...value].length : 0);

export interface TextOptions extends FieldOptions {
  max: number;
  min?: number;
  /** Line breaks and tabs are allowed. */
  multiline?: boolean;
  /**
   * A further rule with its own refusal code, e.g. the check digits of an identifier. The pattern is for the contract: what
   * does not match it is refused, what does may still be.
   */
  format?: { code: string; accepts: (value: string) => boolean; pattern?: string };
}

export function TextField(options: TextOptions): PropertyDecorator {
  const { max, min = 1, multiline = false, format } = options;
  return field(
    options,
    {
      type: 'string',
      minLength: min,
      maxLength: max,
      ...(format?.pattern ? { pattern: format.pattern } : {}),
    },
    Transform(tidy),
    Check('string', isText),
    Check('too-short', (value) => !isText(value) || lengthOf(value) >= min, { min }),
    Check('too-long', (value) => lengthOf(value) <= max, { max }),
    Check('plain-text', (value) => !isText(value) || isPlainText(value, multiline)),
    ...(format ? [Check(format.code, (value) => !isText(value) || format.accepts(value))] : []),
  );
}

export function CodeField(codes: readonly string[], options: FieldOptions): PropertyDecorator {
  return field(
    options,
    { type: 'string', enum: [...codes] },
    Check('code', (value) => isText(value) && codes.includes(value), { codes: codes.join(', ') }),
  );
}

export interface CodesOptions extends FieldOptions {
  min?: number;
}

/** A set of codes: no code twice, and `unknown` stands alone. */
export function CodesField(codes: readonly string[], options: CodesOptions): PropertyDecorator {
  const { min = 0 } = options;
  const isList = (value: unknown): value is unknown[] => Array.isArray(value);
  return field(
    options,
    {
      type: 'array',
      items: { type: 'string', enum: [...codes] },
      minItems: min,
      maxItems: codes.length,
      uniqueItems: true,
    },
    Check('list', isList),
    Check('code', (value) => !isList(value) || value.every((code) => isText(code) && codes.includes(code)), {
      codes: codes.join(', '),
    }),
    Check('unique', (value) => !isList(value) || new Set(value).size === value.length),
    Check('too-few', (value) => !isList(value) || value.length >= min, { min }),
    Check('unknown-alone', (value) => !isList(value) || value.length < 2 || !value.includes('unknown')),
  );
}

/** Ids are compared as text in places: one spelling for each. */
const lowerCase = ({ value }: { value: unknown }): unknown => (isText(value) ? value.toLowerCase() : value);

export function IdField(options: FieldOptions): PropertyDecorator {
  return field(
    options,
    { type: 'string', format: 'uuid', minLength: 36, maxLength: 36 },
    Transform(lowerCase),
    Check('id', isId),
  );
}

export interface ListOptions extends FieldOptions {
  min?: number;
  max: number;
}

export function IdsField(options: ListOptions): PropertyDecorator {
  const { min = 0, max } = options;
  const isList = (value: unknown): value is unknown[] => Array.isArray(value);
  return field(
    options,
    {
      type: 'array',
      items: { type: 'string', format: 'uuid', minLength: 36, maxLength: 36 },
      minItems: min,
      maxItems: max,
      uniqueItems: true,
    },
    Transform(({ value }: { value: unknown }) =>
      isList(value) ? value.map((entry) => lowerCase({ value: entry })) : value,
    ),
    Check('list', isList),
    Check('id', (value) => !isList(value) || value.every(isId)),
    Check('unique', (value) => !isList(value) || new Set(value).size === value.length),
    Check('too-few', (value) => !isList(value) || value.length >= min, { min }),
    Check('too-many', (value) => !isList(value) || value.length <= max, { max }),
  );
}

export interface TextsOptions extends ListOptions {
  maxLength: number;
}

export function TextsField(options: TextsOptions): PropertyDecorator {
  const { min = 0, max, maxLength } = options;
  const isList = (value: unknown): value is unknown[] => Array.isArray(value);
  return field(
    options,
    {
      type: 'array',
      items: { type: 'string', minLength: 1, maxLength },
      minItems: min,
      maxItems: max,
      uniqueItems: true,
    },
    Transform(({ value }: { value: unknown }) =>
      isList(value) ? value.map((entry) => tidy({ value: entry })) : value,
    ),
    Check('list', isList),
    Check('string', (value) => !isList(value) || value.every((entry) => isText(entry) && entry.length > 0)),
    Check('too-long', (value) => !isList(value) || value.every((entry) => lengthOf(entry) <= maxLength), {
      max: maxLength,
    }),
    Check(
      'plain-text',
      (value) => !isList(value) || value.every((entry) => !isText(entry) || isPlainText(entry, false)),
    ),
    Check('unique', (value) => !isList(value) || new Set(value).size === value.length),
    Check('too-few', (value) => !isList(value) || value.length >= min, { min }),
    Check('too-many', (value) => !isList(value) || value.length <= max, { max }),
  );
}

/** A calendar day, YYYY-MM-DD. */
export function DateField(options: FieldOptions): PropertyDecorator {
  return field(
    options,
    { type: 'string', format: 'date', minLength: 10, maxLength: 10 },
    Check('date', (value) => isText(value) && isCalendarDate(value)),
  );
}

/** An instant, RFC 3339. */
export function InstantField(options: FieldOptions): PropertyDecorator {
  return field(
    options,
    { type: 'string', format: 'date-time', maxLength: 40 },
    Transform(({ value }: { value: unknown }) => (isText(value) ? toMicroseconds(value) : value)),
    Check('date-time', (value) => isText(value) && isInstant(value)),
  );
}

export interface NumberOptions extends FieldOptions {
  min: number;
  max: number;
}

export function IntegerField(options: NumberOptions): PropertyDecorator {
  const { min, max } = options;
  return field(
    options,
    { type: 'integer', minimum: min, maximum: max },
    Check('integer', Number.isInteger),
    Check('range', (value) => typeof value !== 'number' || (value >= min && value <= max), { min, max }),
  );
}

export function NumberField(options: NumberOptions): PropertyDecorator {
  const { min, max } = options;
  return field(
    options,
    { type: 'number', minimum: min, maximum: max },
    Check('number', (value) => typeof value === 'number' && Number.isFinite(value)),
    Check('range', (value) => typeof value !== 'number' || (value >= min && value <= max), { min, max }),
  );
}

export function FlagField(options: FieldOptions): PropertyDecorator {
  return field(
    options,
    { type: 'boolean' },
    Check('boolean', (value) => typeof value === 'boolean'),
  );
}

/** The generator knows a lazy type by its name: the property must be written out, not handed through. */
const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function ObjectField(type: () => new () => object, options: FieldOptions): PropertyDecorator {
  return applyDecorators(
    field(options, { type: () => type() }, Check('object', isObject), ValidateNested()),
    Type(type),
  );
}

export function ObjectsField(type: () => new () => object, options: ListOptions): PropertyDecorator {
  const { min = 0, max } = options;
  const isList = (value: unknown): value is unknown[] => Array.isArray(value);
  return applyDecorators(
    field(
      options,
      { type: () => type(), isArray: true, minItems: min, maxItems: max },
      Check('list', isList),
      Check('object', (value) => !isList(value) || value.every(isObject)),
      Check('too-few', (value) => !isList(value) || value.length >= min, { min }),
      Check('too-many', (value) => !isList(value) || value.length <= max, { max }),
      ValidateNested({ each: true }),
    ),
    Type(type),
  );
}

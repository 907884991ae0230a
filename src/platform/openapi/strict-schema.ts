import type { Json } from './types.js';

/**
 * A schema as OpenAPI 3.1 writes it and as this API keeps it: null is a type, and an object has the properties that it
 * declares and no others.
 */
export function strictSchema(schema: Json): Json {
  const { nullable, ...rest } = schema;
  const strict: Json = { ...rest };
  if (isObject(strict['properties'])) {
    strict['properties'] = mapValues(strict['properties'], strictSchema);
    strict['additionalProperties'] ??= false;
  }
  if (isObject(strict['items'])) strict['items'] = strictSchema(strict['items']);
  for (const key of ['allOf', 'anyOf', 'oneOf']) {
    const parts = strict[key];
    if (Array.isArray(parts)) strict[key] = parts.map((part: Json) => strictSchema(part));
  }
  return nullable === true ? orNull(unwrapped(strict)) : unwrapped(strict);
}

/** The generator wraps a reference that has a description into allOf; 3.1 lets them stand side by side. */
function unwrapped(schema: Json): Json {
  const { allOf, ...rest } = schema;
  if (!Array.isArray(allOf) || allOf.length !== 1) return schema;
  const { type: _type, ...described } = rest;
  return { ...described, ...(allOf[0] as Json) };
}

function orNull(schema: Json): Json {
  if ('$ref' in schema) {
    const { $ref, ...described } = schema;
    return { ...described, anyOf: [{ $ref }, { type: 'null' }] };
  }
  const type = schema['type'];
  const withNull = typeof type === 'string' ? { ...schema, type: [type, 'null'] } : schema;
  const codes = withNull['enum'];
  return Array.isArray(codes) ? { ...withNull, enum: [...(codes as unknown[]), null] } : withNull;
}

function mapValues(object: Json, change: (value: Json) => Json): Json {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, isObject(value) ? change(value) : value]),
  );
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

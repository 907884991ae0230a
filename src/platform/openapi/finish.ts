import type { OpenAPIObject } from '@nestjs/swagger';
import { PROBLEM_STATUS } from '../../kernel/problem-codes.js';
import { PROBLEM_TEXTS } from '../http/problem-texts.js';
import { strictSchema } from './strict-schema.js';
import type { Json, Operation, PathItem } from './types.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'] as const;

/** Adds what every operation has in common and the decorators do not repeat: refusals, ids, security, strict schemas. */
export function finishDocument(raw: OpenAPIObject): OpenAPIObject {
  const document = structuredClone(raw) as unknown as Json & {
    paths: Record<string, PathItem>;
    components: { schemas: Record<string, Json> };
    tags?: Json[];
  };
  const tags = new Set<string>();
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (!operation) continue;
      operation.tags?.forEach((tag) => tags.add(tag));
      finishOperation(path, method, operation);
    }
  }
  document.components.schemas = { ...document.components.schemas, Problem: PROBLEM_SCHEMA };
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    document.components.schemas[name] = strictSchema(schema);
  }
  document.tags = [...tags]
    .sort()
    .map((name) => ({ name, description: `About ${name.replaceAll('-', ' ')}.` }));
  document.paths = Object.fromEntries(Object.entries(document.paths).sort(([a], [b]) => (a < b ? -1 : 1)));
  return document as unknown as OpenAPIObject;
}

function finishOperation(path: string, method: string, operation: Operation): void {
  const isPublic = operation['x-public'] === true;
  delete operation['x-public'];
  if (isPublic) operation.security = [];
  for (const parameter of operation.parameters ?? []) {
    if (parameter.in === 'path' && /id$/i.test(String(parameter.name))) {
      parameter.schema = {
        type: 'string',
        format: 'uuid',
        minLength: 36,
        maxLength: 36,
        ...parameter.schema,
      };
      parameter.description ??= 'Id of the record.';
    }
    parameter.schema = strictSchema(parameter.schema ?? {});
  }
  wrapItems(operation, 'x-page-of', '200', (items) => ({
    type: 'object',
    additionalProperties: false,
    required: ['items', 'nextCursor'],
    properties: {
      items: { type: 'array', maxItems: 200, items },
      nextCursor: {
        type: ['string', 'null'],
        maxLength: 1000,
        description: 'Pass it as cursor for the next page; null at the end.',
      },
    },
  }));
  wrapItems(operation, 'x-batch-of', '201', (items) => ({
    type: 'object',
    additionalProperties: false,
    required: ['items'],
    properties: { items: { type: 'array', maxItems: 1000, items } },
  }));
  if (operation['x-conditional'] === true) {
    operation.responses['304'] = { description: 'Unchanged since the version that If-None-Match names.' };
  }
  delete operation['x-conditional'];
  for (const status of refusals(path, method, operation, isPublic))
    operation.responses[status] ??= refusal(status);
}

function wrapItems(operation: Operation, marker: string, status: string, wrap: (items: Json) => Json): void {
  if (operation[marker] === undefined) return;
  delete operation[marker];
  const content = operation.responses[status]?.content?.['application/json'];
  if (content) content.schema = wrap(content.schema ?? {});
}

/** Which refusals an operation can answer with, by what it takes. */
function refusals(path: string, method: string, operation: Operation, isPublic: boolean): string[] {
  const writes = method !== 'get';
  const hasBody = operation.requestBody !== undefined;
  const conditional = (operation.parameters ?? []).some(({ name }) => name === 'If-Match');
  return [
    '400',
    ...(isPublic ? [] : ['401', '403']),
    ...(path.includes('{') || hasBody ? ['404'] : []),
    ...(writes ? ['409'] : []),
    ...(conditional ? ['412', '428'] : []),
    ...(writes ? ['413', '415'] : []),
    '422',
    ...(isLimited(path) ? ['429'] : []),
    '500',
    '503',
  ];
}

/** Probes are outside of the API and of its limits. */
function isLimited(path: string): boolean {
  return path.startsWith('/api/');
}

function refusal(status: string): Operation['responses'][string] {
  const codes = Object.entries(PROBLEM_STATUS).filter(([, value]) => String(value) === status);
  const titles = codes.map(([code]) => PROBLEM_TEXTS[code as keyof typeof PROBLEM_TEXTS].en.title);
  return {
    description: `${titles.join('; ')}.`,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

const PROBLEM_SCHEMA: Json = {
  type: 'object',
  description: 'A refusal or a fault (RFC 9457), in the language of Accept-Language.',
  required: ['type', 'title', 'status', 'detail', 'instance'],
  properties: {
    type: {
      type: 'string',
      maxLength: 100,
      enum: Object.keys(PROBLEM_STATUS).map((code) => `/problems/${code}`),
      description: 'What kind of refusal.',
    },
    title: { type: 'string', maxLength: 200, description: 'The kind in words.' },
    status: { type: 'integer', minimum: 400, maximum: 599, description: 'The HTTP status.' },
    detail: { type: 'string', maxLength: 2000, description: 'What happened here.' },
    instance: { type: 'string', maxLength: 200, description: 'The request, for questions to the operator.' },
    errors: {
      type: 'array',
      maxItems: 10_000,
      description: 'Each wrong place of the input.',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: {
          pointer: { type: 'string', maxLength: 1000, description: 'Where, as a JSON pointer (RFC 6901).' },
          code: { type: 'string', maxLength: 60, description: 'Which rule.' },
          detail: { type: 'string', maxLength: 2000, description: 'The rule in words.' },
        },
      },
    },
  },
};

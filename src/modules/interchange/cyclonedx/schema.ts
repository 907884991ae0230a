import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import formatsPlugin from 'ajv-formats';
import type { FieldError } from '../../../kernel/domain-error.js';

/** The schemas as the CycloneDX project publishes them with its library. */
const FOLDER = join(
  dirname(createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json')),
  'res/schema',
);
const SHARED = ['spdx', 'cryptography-defs', 'jsf-0.82'].map((name) => `${name}.SNAPSHOT.schema.json`);

const MOST_ERRORS = 20;
const compiled = new Map<string, ValidateFunction>();

/** Where a document is not as its version of CycloneDX has it. */
export function schemaProblems(document: unknown, version: string): FieldError[] {
  const validate = compiled.get(version) ?? compile(version);
  compiled.set(version, validate);
  if (validate(document)) return [];
  const errors = (validate.errors ?? []).map((error) => problemOf(error, version));
  const first = new Map(errors.reverse().map((problem) => [problem.pointer, problem]));
  return [...first.values()].reverse().slice(0, MOST_ERRORS);
}

function compile(version: string): ValidateFunction {
  const schemas = Object.fromEntries(
    SHARED.map((name) => [`http://cyclonedx.org/schema/${name}`, schemaOf(name)]),
  );
  const ajv = new Ajv({ strict: false, addUsedSchema: false, schemas });
  formatsPlugin.default(ajv, ['date', 'date-time', 'uri']);
  ajv.addFormat('idn-email', /^[^\s@]+@[^\s@]+$/);
  ajv.addFormat('iri-reference', true);
  // The validator's own compares each entry with each other: 6.5 s for 5,000 components, 170 s for 60,000 small ones.
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    validate: (isAsked: boolean, list: unknown[]) =>
      !isAsked || new Set(list.map((entry) => JSON.stringify(entry))).size === list.length,
  });
  return ajv.compile(schemaOf(`bom-${version}.SNAPSHOT.schema.json`));
}

function schemaOf(name: string): object {
  return JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as object;
}

function problemOf({ instancePath, message, params }: ErrorObject, version: string): FieldError {
  const extra = params as Record<string, unknown>;
  const member = extra['additionalProperty'] ?? extra['unevaluatedProperty'];
  const name = typeof member === 'string' ? ` (${member.slice(0, 60)})` : '';
  const reason = `${message ?? 'wrong'}${name}`.slice(0, 300);
  return { pointer: instancePath.slice(0, 900), code: 'cyclonedx', params: { version, reason } };
}

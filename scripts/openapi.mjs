// The contract: `npm run openapi` writes openapi.json from the code; `npm run openapi -- --check` refuses when the
// committed one differs, breaks a rule of the linter, or breaks one of our own.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const file = join(root, 'openapi.json');
const committed = read();
execFileSync(process.execPath, [join(root, 'dist/src/main.openapi.js')], {
  stdio: ['ignore', 'inherit', 'inherit'],
});
const generated = read();
const problems = [...(await lint()), ...ownRules(JSON.parse(generated))];
if (process.argv.includes('--check')) {
  if (committed !== generated)
    problems.push('openapi.json is not what the code says: run `npm run openapi` and commit it');
  writeFileSync(file, committed);
}
for (const problem of problems) console.error(`openapi: ${problem}`);
console.log(`openapi: ${Object.keys(JSON.parse(generated).paths).length} paths, ${problems.length} problems`);
process.exit(problems.length > 0 ? 1 : 0);

function read() {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

async function lint() {
  const { lint, loadConfig } = await import('@redocly/openapi-core');
  const config = await loadConfig({ configPath: join(root, 'redocly.yaml') });
  const found = await lint({ ref: file, config });
  return found.map(
    ({ severity, ruleId, message, location }) =>
      `${severity} ${ruleId} at ${location[0]?.pointer}: ${message}`,
  );
}

/** What the contract promises of every operation and every schema. */
function ownRules(document) {
  const problems = [];
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      const at = `${method.toUpperCase()} ${path}`;
      const isPublic = Array.isArray(operation.security) && operation.security.length === 0;
      if (!isPublic && !Array.isArray(operation['x-roles'])) problems.push(`${at} does not say x-roles`);
      if (!Object.keys(operation.responses).some((status) => /^[23]/.test(status)))
        problems.push(`${at} never succeeds`);
      for (const parameter of operation.parameters ?? []) {
        if (!parameter.description) problems.push(`${at}: parameter ${parameter.name} has no description`);
        schemaRules(parameter.schema ?? {}, `${at} ${parameter.name}`, problems);
      }
    }
  }
  for (const [name, schema] of Object.entries(document.components.schemas))
    schemaRules(schema, name, problems);
  return problems;
}

function schemaRules(schema, at, problems) {
  if (schema.$ref) return;
  const types = [schema.type].flat();
  if (types.includes('string') && !schema.enum && schema.maxLength === undefined)
    problems.push(`${at}: text without maxLength`);
  if (types.includes('array') && schema.maxItems === undefined) problems.push(`${at}: list without maxItems`);
  if (types.includes('object') && schema.additionalProperties === undefined)
    problems.push(`${at}: open object`);
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (!property.description && !property.$ref) problems.push(`${at}.${name} has no description`);
    schemaRules(property, `${at}.${name}`, problems);
  }
  if (schema.items) schemaRules(schema.items, `${at}[]`, problems);
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/kernel/roles.js';
import { DocumentHolder } from '../../src/platform/openapi/document-holder.js';
import { startApp, type TestApp } from '../harness/app.js';

interface Operation {
  'x-roles'?: Role[];
  requestBody?: object;
}

/** The query there is the identity provider's to choose; the probes are for caches and monitors to vary. */
const TAKES_ANY_QUERY = [
  'get /api/v1/auth/oidc/callback',
  'get /health/live',
  'get /health/ready',
  'get /metrics',
];
const SOME_ID = '01900000-0000-7000-8000-000000000000';

/** Where both are taken, the body is judged first. */
const VALID_BODIES: Record<string, object> = {
  'post /api/v1/intake': { name: 'New', legalEntityIds: [SOME_ID] },
};

let app: TestApp;
let operations: { name: string; method: string; target: string; operation: Operation }[];
beforeAll(async () => {
  app = await startApp();
  const { paths } = app.nest.get(DocumentHolder).document();
  operations = Object.entries(paths as unknown as Record<string, Record<string, Operation>>).flatMap(
    ([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({
        name: `${method} ${path}`,
        method: method.toUpperCase(),
        target: path.replace(/\{[^}]+\}/g, SOME_ID),
        operation,
      })),
  );
});
afterAll(() => app.close());

/** What an operation answers to somebody who may call it. */
async function refusalOf(name: string, query: string, body?: object): Promise<unknown> {
  const { method, target, operation } = operations.find((one) => one.name === name)!;
  const role = operation['x-roles']?.[0] ?? null;
  const reply = await app.send(role, method, target + query, {
    ifMatch: '"1"',
    ...(body === undefined ? {} : { body }),
  });
  const { errors } = reply.json as unknown as { errors?: { pointer: string; code: string }[] };
  return { status: reply.status, errors: errors?.map(({ pointer, code }) => `${code} ${pointer}`) };
}

describe('what an operation does not take is refused, not dropped:', () => {
  it('a query parameter, on every operation', async () => {
    const checked = operations.filter(({ name }) => !TAKES_ANY_QUERY.includes(name));
    expect(checked.length).toBe(operations.length - TAKES_ANY_QUERY.length);
    for (const { name, method } of checked) {
      const body = method === 'GET' || method === 'DELETE' ? undefined : (VALID_BODIES[name] ?? {});
      expect({ name, ...((await refusalOf(name, '?neverHeardOf=1', body)) as object) }).toEqual({
        name,
        status: 422,
        errors: expect.arrayContaining(['unknown-field /neverHeardOf']),
      });
    }
  });

  it('a body, on every operation without one', async () => {
    const checked = operations.filter(({ method, operation }) => method !== 'GET' && !operation.requestBody);
    expect(checked.length).toBeGreaterThan(10);
    for (const { name } of checked) {
      for (const [body, errors] of [
        [{ reason: 'because' }, ['unknown-field /reason']],
        [['because'], ['unknown-field ']],
      ] as const) {
        expect({ name, ...((await refusalOf(name, '', body)) as object) }).toEqual({
          name,
          status: 422,
          errors,
        });
      }
    }
  });

  it('but an empty object says nothing that could be dropped', async () => {
    expect(await refusalOf('post /api/v1/providers/{id}/restore', '', {})).toMatchObject({ status: 404 });
  });
});

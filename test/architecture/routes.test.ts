import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PACKAGE_ROOT } from '../../src/platform/package-root.js';
import { DocumentHolder } from '../../src/platform/openapi/document-holder.js';
import { startApp, type TestApp } from '../harness/app.js';

interface Operation {
  'x-roles'?: string[];
  security?: unknown[];
  responses: object;
}

let app: TestApp;
let paths: Record<string, Record<string, Operation>>;
beforeAll(async () => {
  app = await startApp();
  paths = app.nest.get(DocumentHolder).document().paths as unknown as typeof paths;
});
afterAll(() => app.close());

describe('every route', () => {
  it('says who may call it: roles, or that it is public', () => {
    const silent = Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item)
        .filter(([, operation]) => !operation['x-roles'] && operation.security?.length !== 0)
        .map(([method]) => `${method} ${path}`),
    );
    expect(silent).toEqual([]);
  });

  it('refuses those who are nobody, before it looks at anything else', async () => {
    for (const [path, item] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(item)) {
        if (operation.security?.length === 0) continue;
        const target = path.replace(/\{[^}]+\}/g, '01900000-0000-7000-8000-000000000000');
        const body = method === 'get' ? {} : { body: '{"a":' };
        const refused = await app.send(null, method.toUpperCase(), target, body);
        expect([path, method, refused.status]).toEqual([path, method, 401]);
      }
    }
  });

  it('names a refusal for too many requests, unless it is a probe, which has no limit', () => {
    const unlimited = Object.keys(paths).filter((path) =>
      Object.values(paths[path] ?? {}).some((operation) => !('429' in operation.responses)),
    );
    expect(unlimited).toEqual(['/health/live', '/health/ready', '/metrics']);
  });

  it('stands in the committed contract', async () => {
    const committed = JSON.parse(await readFile(join(PACKAGE_ROOT, 'openapi.json'), 'utf8')) as {
      paths: object;
    };
    expect(Object.keys(committed.paths).sort()).toEqual(Object.keys(paths).sort());
  });

  it('is known to the router under the methods that the contract names, and under no other', async () => {
    for (const [path, item] of Object.entries(paths)) {
      const target = path.replace(/\{[^}]+\}/g, '01900000-0000-7000-8000-000000000000');
      const refused = await app.send('admin', 'put' in item ? 'PATCH' : 'PUT', target);
      const allowed = (refused.headers.get('allow') ?? '')
        .split(', ')
        .filter((method) => method !== 'HEAD')
        .sort();
      expect([path, refused.status, allowed]).toEqual([
        path,
        405,
        Object.keys(item)
          .map((method) => method.toUpperCase())
          .sort(),
      ]);
    }
  });
});

describe('what no route answers', () => {
  it('is a problem document: unknown addresses, wrong methods, wrong media types, broken and huge bodies', async () => {
    const raw = (body: string, headers: Record<string, string>) =>
      app.send('procurement', 'POST', '/api/v1/providers', { body, headers });
    const cases: [number, Promise<{ status: number; headers: Headers; json: object }>][] = [
      [404, app.send('auditor', 'GET', '/nowhere')],
      [400, app.send('auditor', 'GET', '/api/v1/providers/%zz')],
      [405, app.send('auditor', 'DELETE', '/api/v1/providers')],
      [415, raw('a=1', { 'content-type': 'application/x-www-form-urlencoded' })],
      [415, raw('{}', { 'content-type': 'text/plain' })],
      [415, raw('{}', { 'content-type': 'application/json; charset=utf-16' })],
      [415, raw('{}', { 'content-encoding': 'gzip' })],
      [400, raw('{"a":', {})],
      [400, raw('['.repeat(5000), {})],
      [400, raw('{"__proto__":{"x":1}}', {})],
      [413, raw(JSON.stringify({ name: 'x'.repeat(5_000_000) }), {})],
    ];
    for (const [status, sent] of cases) {
      const refused = await sent;
      expect([refused.status, refused.headers.get('content-type')]).toEqual([
        status,
        'application/problem+json; charset=utf-8',
      ]);
      expect(refused.json).toMatchObject({
        status,
        type: expect.stringMatching(/^\/problems\//),
        title: expect.any(String),
        detail: expect.not.stringMatching(/FST_|undefined/),
      });
    }
  });
});

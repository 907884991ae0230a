import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readConfig } from '../../src/platform/config/config.js';
import { PACKAGE_ROOT } from '../../src/platform/package-root.js';

interface Service {
  command?: string[];
  deploy?: { replicas: number };
}

/** What a process takes beside its pool, as docs/how-to/scale-out.md has it. */
const BESIDE = { api: 4, worker: 6 };
/** PostgreSQL keeps them for its superuser. */
const RESERVED = 3;

it('the containers together take no more connections than their PostgreSQL has', () => {
  const { services } = parse(readFileSync(join(PACKAGE_ROOT, 'docker-compose.yml'), 'utf8'), {
    merge: true,
  }) as { services: Record<'postgres' | keyof typeof BESIDE, Service> };
  const allowed = /max_connections=(\d+)/.exec(services.postgres.command?.join(' ') ?? '')?.[1] ?? 100;
  const taken = (['api', 'worker'] as const).map(
    (name) => (services[name].deploy?.replicas ?? 1) * (readConfig({}).databasePoolSize + BESIDE[name]),
  );
  expect(taken.reduce((a, b) => a + b)).toBeLessThanOrEqual(Number(allowed) - RESERVED);
});

it('the image has every data file that the compiled program reads from the sources', () => {
  const files = readdirSync(join(PACKAGE_ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  const folders = new Set(
    files.filter((file) => /\bdata\/[^/]+\.yaml$/.test(file)).map((file) => `src/${dirname(file)}`),
  );
  const copied = readFileSync(join(PACKAGE_ROOT, 'Dockerfile'), 'utf8')
    .split('\n')
    .flatMap((line) => /^COPY (src\/\S+) \1$/.exec(line)?.[1] ?? []);
  expect(copied.sort()).toEqual([...folders].sort());
});

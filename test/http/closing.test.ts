import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { SignInLibrary } from '../../src/modules/identity/sign-in/library.js';
import type { Config } from '../../src/platform/config/config.js';
import { PlatformModule } from '../../src/platform/platform.module.js';
import { CONFIG } from '../../src/platform/tokens.js';
import { startApp, type TestApp } from '../harness/app.js';
import { until } from '../harness/until.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

it('answers what is under way, and refuses what still comes over an open connection as a problem', async () => {
  const port = Number(new URL(app.url).port);
  const client = await app.owner.connect();
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.setEncoding('utf8').on('data', (text: string) => (received += text));
  try {
    await client.query('BEGIN; LOCK TABLE provider');
    request(socket, 'POST', '/api/v1/providers', JSON.stringify({ name: 'Under way' }));
    await until('the first request is under way', async () => {
      const { rowCount } = await app.owner.query(
        `SELECT FROM pg_locks WHERE NOT granted AND relation = 'provider'::regclass`,
      );
      return rowCount !== 0;
    });
    const closed = app.nest.close();
    await until('the port is closed', () => isClosed(port));
    request(socket, 'GET', '/api/v1/providers');
    await client.query('ROLLBACK');
    await until('both are answered', () => received.includes('/problems/'));
    await closed;
  } finally {
    client.release();
    socket.destroy();
  }
  const [first, second] = received.split(/(?=HTTP\/1\.1 )/);
  expect(first).toMatch(/^HTTP\/1\.1 201 /);
  expect(second).toMatch(/^HTTP\/1\.1 503 /);
  expect(second).toMatch(/^connection: close\r$/im);
  expect(second).toMatch(/^content-type: application\/problem\+json/im);
  expect(second).toMatch(/^retry-after: 1\r$/im);
  expect(second).toContain('"/problems/unavailable"');
});

it('can be closed again', async () => {
  const closing = await startApp({ DATABASE_READ_URL: app.nest.get<Config>(CONFIG).databaseUrl ?? '' });
  const parts = [closing.nest.get(SignInLibrary), closing.nest.get(PlatformModule)];
  await closing.nest.close();
  for (const part of parts) await expect(part.onApplicationShutdown()).resolves.toBeUndefined();
  await closing.close();
});

function request(socket: Socket, method: string, path: string, body = ''): void {
  const headers = [
    'Host: underpin',
    `Authorization: Bearer ${app.keys.procurement}`,
    ...(body === '' ? [] : ['Content-Type: application/json', `Content-Length: ${body.length}`]),
  ];
  socket.write(`${method} ${path} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n${body}`);
}

async function isClosed(port: number): Promise<boolean> {
  const probe = connect(port, '127.0.0.1');
  try {
    await once(probe, 'connect');
    return false;
  } catch {
    return true;
  } finally {
    probe.destroy();
  }
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../harness/app.js';
import { cutOff } from '../harness/database.js';

const LIMIT = 40;
const PROBES = ['/health/live', '/health/ready', '/metrics'];

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ RATE_LIMIT_PER_MINUTE: String(LIMIT) });
});
afterAll(() => app.close());

/** Spends the whole limit; answers the statuses, and the refusal that came in the end. */
async function spend(as: Parameters<TestApp['send']>[0], path: string) {
  for (let sent = 0; sent < 2 * LIMIT; sent++) {
    const reply = await app.send(as, 'GET', path);
    if (reply.status === 429) return { allowed: sent, refused: reply };
    expect(reply.status).toBe(200);
  }
  throw new Error(`${2 * LIMIT} requests were answered`);
}

describe('the limit of requests a minute', () => {
  it('refuses a key that has spent it, says when to come back, and leaves other keys alone', async () => {
    const { allowed, refused } = await spend('auditor', '/api/v1/providers');
    expect(allowed).toBe(LIMIT);
    expect(refused.json).toMatchObject({ type: '/problems/too-many-requests', status: 429 });
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(60);
    expect((await app.send('risk_officer', 'GET', '/api/v1/providers')).status).toBe(200);
  });

  it('counts those without credentials by their address, and never the probes', async () => {
    const { allowed } = await spend(null, '/api/v1/openapi.json');
    expect(allowed).toBe(LIMIT);
    for (const path of PROBES) expect((await app.send(null, 'GET', path)).status).toBe(200);
    for (let sent = 0; sent <= LIMIT; sent++) {
      expect((await app.send(null, 'GET', '/health/live')).status).toBe(200);
    }
  });
});

describe('a reader who has the version already', () => {
  it('gets 304 without a body, and the record again once it has changed', async () => {
    const made = await app.send('procurement', 'POST', '/api/v1/providers', { body: { name: 'Known' } });
    const path = `/api/v1/providers/${made.json['id']}`;
    const read = (known: string) =>
      app.send('procurement', 'GET', path, { headers: { 'if-none-match': known } });
    for (const known of [made.etag, `W/${made.etag}`, `"0", ${made.etag}`]) {
      const unchanged = await read(known);
      expect([unchanged.status, unchanged.text, unchanged.etag]).toEqual([304, '', made.etag]);
    }
    await app.send('procurement', 'PATCH', path, { body: { name: 'Renamed' }, ifMatch: made.etag });
    const changed = await read(made.etag);
    expect([changed.status, changed.json['name']]).toEqual([200, 'Renamed']);
  });
});

describe('metrics', () => {
  it('are Prometheus text that knows routes by their pattern, never by an address', async () => {
    const made = await app.send('procurement', 'POST', '/api/v1/providers', { body: { name: 'Measured' } });
    await app.send('procurement', 'GET', `/api/v1/providers/${made.json['id']}`);
    const { headers, text } = await app.send(null, 'GET', '/metrics');
    expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(text).toMatch(/^process_cpu_seconds_total /m);
    expect(text).toContain(
      'http_request_duration_seconds_count{method="GET",route="/api/v1/providers/:id",status="200"}',
    );
    expect(text).not.toContain(String(made.json['id']));
  });
});

/** Stands last: nothing else can be asked afterwards. */
describe('without a database', () => {
  it('the process says that it lives and why it is not ready, to those with credentials too', async () => {
    await cutOff(new URL(app.owner.options.connectionString ?? '').pathname.slice(1));
    for (const as of [null, 'auditor', { key: 'unknown' }] as const) {
      expect((await app.send(as, 'GET', '/health/live')).status).toBe(200);
      const ready = await app.send(as, 'GET', '/health/ready');
      expect([ready.status, ready.json['status']]).toEqual([503, 'failed']);
      expect(ready.json['checks']).toContainEqual({
        name: 'database',
        state: 'failed',
        reason: 'PostgreSQL does not answer.',
      });
      expect((await app.send(as, 'GET', '/metrics')).status).toBe(200);
    }
  });
});

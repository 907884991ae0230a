import { Pool } from 'pg';
import type { EmbeddedServer } from '../../src/platform/embedded/embedded-server.js';
import { forgetPeak, peakMiB } from './graph/peak-memory.js';
import { insertKey } from './key.js';
import { residentKiB } from './load.js';
import { type Server, serve } from './servers.js';
import { figure, heading } from './table.js';

const MIB = 1024 * 1024;
const SMALL = 1 * MIB;
const LARGE = 100 * MIB - 1024;
const MARK = '<= 64 MiB';

/** What a document of 100 MiB adds to the memory of the process that takes it and gives it back. */
export async function benchEvidence(database: EmbeddedServer, dataDir: string): Promise<void> {
  const owner = new Pool({ connectionString: database.ownerUrl, max: 1 });
  const key = await insertKey(owner);
  await owner.end();
  const api = await serve('dist/src/main.api.js', {
    DATABASE_URL: database.appUrl,
    DATA_DIR: dataDir,
    PORT: '0',
    RATE_LIMIT_PER_MINUTE: '0',
    AUTH_SECRET: 'only-for-the-benchmark-0123456789abcdef',
  });
  try {
    heading('a document of 100 MiB');
    // The code is there, and the buffers of a connection.
    for (let i = 0; i < 3; i++) await download(api, key, await upload(api, key, document(SMALL, i)));
    const large = document(LARGE, 99);
    const resting = residentKiB(api.pid) / 1024;
    forgetPeak(api.pid);
    const taken = await timed(() => upload(api, key, large));
    figure('upload: adds to the resident memory', added(api, resting), MARK);
    figure('  takes', `${(taken.ms / 1000).toFixed(2)} s`);
    forgetPeak(api.pid);
    const given = await timed(() => download(api, key, taken.value));
    figure('download: adds to the resident memory', added(api, resting), MARK);
    figure('  takes', `${(given.ms / 1000).toFixed(2)} s`);
    if (given.value !== LARGE) throw new Error(`${given.value} bytes came back of ${LARGE}`);
  } finally {
    await api.stop();
  }
}

/** A PDF by its beginning; what follows is different in each, so that each is kept. */
function document(size: number, seed: number): Blob {
  const content = Buffer.alloc(size, seed);
  content.write('%PDF-1.7\n');
  return new Blob([content]);
}

async function upload({ url }: Server, key: string, content: Blob): Promise<string> {
  const form = new FormData();
  form.append('name', 'Large');
  form.append('file', content, 'large.pdf');
  const headers = { authorization: `Bearer ${key}` };
  const response = await fetch(`${url}/api/v1/evidence`, { method: 'POST', headers, body: form });
  if (response.status !== 201) throw new Error(await response.text());
  return ((await response.json()) as { id: string }).id;
}

async function download({ url }: Server, key: string, id: string): Promise<number> {
  const headers = { authorization: `Bearer ${key}` };
  const response = await fetch(`${url}/api/v1/evidence/${id}/content`, { headers });
  return (await response.arrayBuffer()).byteLength;
}

function added({ pid }: Server, restingMiB: number): string {
  return `${(peakMiB(pid) - restingMiB).toFixed(0)} MiB above ${restingMiB.toFixed(0)}`;
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const started = performance.now();
  const value = await work();
  return { value, ms: performance.now() - started };
}

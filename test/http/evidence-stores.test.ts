import { afterEach, describe, expect, it } from '@jest/globals';
import { ClamdServer } from '../harness/clamd-server.js';
import { EvidenceApp, pdf } from '../harness/evidence-app.js';
import { errorsOf, itemsOf } from '../harness/replies.js';
import { S3Server } from '../harness/s3-server.js';

const ended: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

async function start(environment: Record<string, string>): Promise<EvidenceApp> {
  const at = await EvidenceApp.start(environment);
  ended.push(() => at.app.close());
  return at;
}

describe('documents in an S3-compatible store', () => {
  const bucket = async (): Promise<{ store: S3Server; at: EvidenceApp }> => {
    const store = await S3Server.start();
    ended.push(() => store.stop());
    const at = await start({
      EVIDENCE_S3_ENDPOINT: store.url,
      EVIDENCE_S3_BUCKET: 'documents',
      EVIDENCE_S3_ACCESS_KEY_ID: 'the-key',
      EVIDENCE_S3_SECRET_ACCESS_KEY: 'the-secret',
    });
    return { store, at };
  };

  it('are kept there once, under their hash, and nowhere else', async () => {
    const { store, at } = await bucket();
    const content = Buffer.concat([pdf(), Buffer.alloc(3_000_000, 'x')]);
    const made = await at.upload(content);
    expect((await at.upload(content, { name: 'Again' })).status).toBe(201);
    const { sha256 } = made.json as unknown as { sha256: string };
    const key = `/documents/${sha256.slice(0, 2)}/${sha256.slice(2)}`;
    expect([...store.objects.keys()]).toEqual([key]);
    expect(store.requests.filter((request) => request.startsWith('PUT'))).toEqual([`PUT ${key}`]);
    expect(await at.kept()).toEqual([]);
    const { status, bytes } = await at.download(String(made.json['id']));
    expect([status, bytes.equals(content)]).toEqual([200, true]);
  });

  it('are not named where they could not be kept', async () => {
    const { store, at } = await bucket();
    const made = await at.upload();
    store.isDown = true;
    const refused = await at.upload(pdf('other'));
    expect([refused.status, refused.json['type']]).toEqual([503, '/problems/unavailable']);
    expect(itemsOf(await at.get())).toHaveLength(1);
    expect((await at.download(String(made.json['id']))).status).toBe(503);
    store.isDown = false;
    expect((await at.upload(pdf('other'))).status).toBe(201);
    store.objects.clear();
    expect((await at.download(String(made.json['id']))).status).toBe(503);
  }, 60_000);
});

describe('a virus scanner', () => {
  const scanned = async (): Promise<{ clamd: ClamdServer; at: EvidenceApp }> => {
    const clamd = await ClamdServer.start('EVIL');
    ended.push(() => clamd.stop());
    return { clamd, at: await start({ CLAMD_URL: clamd.url }) };
  };

  it('looks at every byte before a document is taken', async () => {
    const { clamd, at } = await scanned();
    const content = Buffer.concat([pdf(), Buffer.alloc(1_000_000, 'y')]);
    const made = await at.upload(content);
    expect([made.status, made.json['scanState']]).toEqual([201, 'clean']);
    expect(clamd.seen.equals(content)).toBe(true);
    const infected = await at.upload(pdf('EVIL'));
    expect([infected.status, errorsOf(infected)]).toEqual([422, { '/file': 'infected-file' }]);
    expect(infected.text).toContain('Test-Signature');
    expect([itemsOf(await at.get()).length, (await at.kept()).length, await at.left()]).toEqual([1, 1, []]);
  });

  it('that says nothing, or nothing that is a verdict, lets nothing through', async () => {
    const { clamd, at } = await scanned();
    for (const mood of ['silent', 'confused'] as const) {
      clamd.be(mood);
      expect((await at.upload()).status).toBe(503);
    }
    await clamd.stop();
    expect((await at.upload()).status).toBe(503);
    expect([itemsOf(await at.get()).length, await at.kept(), await at.left()]).toEqual([0, [], []]);
  });
});

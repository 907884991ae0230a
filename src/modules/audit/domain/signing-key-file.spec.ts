import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect, promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ORIGIN } from '../../../../test/harness/sealed-log.js';
import { signNote, verifyNote } from './signed-note.js';
import {
  loadOrCreateSigningKey,
  readVerifierKeys,
  SigningKeyFileError,
  verifierKeyPath,
} from './signing-key-file.js';
import { generateSigningKeyPem, signingKeyFromPem } from './signing-key.js';
import { formatVerifierKey } from './verifier-key.js';

const RUN_TS = new URL('../../../../test/harness/run-ts.mjs', import.meta.url).href;
const MODULE = new URL('./signing-key-file.ts', import.meta.url).href;

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'underpin key '));
  path = join(folder, 'audit', 'signing-key.pem');
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** Another process that loads the key and prints its verifier key. */
async function loadElsewhere(): Promise<string> {
  const source = `const { loadOrCreateSigningKey } = await import(process.argv[1]);
    process.stdout.write((await loadOrCreateSigningKey(process.argv[2], process.argv[3])).verifierKey);`;
  const args = ['--import', RUN_TS, '--input-type=module', '-e', source, MODULE, path, ORIGIN];
  return (await promisify(execFile)(process.execPath, args)).stdout;
}

describe('signing key', () => {
  it('of a PEM text signs what its verifier key verifies', () => {
    const key = signingKeyFromPem(generateSigningKeyPem(), ORIGIN);
    expect(key.verifierKey.startsWith(`${ORIGIN}+`)).toBe(true);
    expect(signNote('text\n', [key])).toContain(`— ${ORIGIN} `);
  });

  it('is a new one each time', () => {
    expect(generateSigningKeyPem()).not.toBe(generateSigningKeyPem());
  });

  it('shows nothing of its secret when it is printed', () => {
    const pem = generateSigningKeyPem();
    const secret = pem.split('\n')[1]!.slice(22);
    const key = signingKeyFromPem(pem, ORIGIN);
    const printed = inspect(key, { depth: null, showHidden: true }) + JSON.stringify(key);
    expect(secret.length).toBeGreaterThan(40);
    expect(printed).not.toContain(secret.slice(0, 12));
  });

  it('is refused without a word of the text when the PEM is something else', () => {
    for (const pem of [
      '',
      'not a key',
      '-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n',
    ]) {
      expect(() => signingKeyFromPem(pem, ORIGIN)).toThrow(
        /^Not an Ed25519 private key in PEM form \(PKCS #8, not encrypted\)$/,
      );
    }
  });
});

describe('signing key file', () => {
  it('is made once, for its owner only, and read from then on', async () => {
    const made = await loadOrCreateSigningKey(path, ORIGIN);
    const content = await readFile(path, 'utf8');
    const read = await loadOrCreateSigningKey(path, ORIGIN);
    expect(read.verifierKey).toBe(made.verifierKey);
    expect(await readFile(path, 'utf8')).toBe(content);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await readdir(join(folder, 'audit'))).sort()).toEqual(['signing-key.pem', 'signing-key.pem.pub']);
  });

  it('has its verifier key beside it, which verifies its signatures', async () => {
    const key = await loadOrCreateSigningKey(path, ORIGIN);
    expect(await readFile(verifierKeyPath(path), 'utf8')).toBe(`${key.verifierKey}\n`);
    expect(verifyNote(signNote('text\n', [key]), await readVerifierKeys(path)).verifiedBy).toHaveLength(1);
  });

  it('gets back a verifier key file that was lost', async () => {
    const key = await loadOrCreateSigningKey(path, ORIGIN);
    await rm(verifierKeyPath(path));
    expect(await readVerifierKeys(path)).toEqual([]);
    await loadOrCreateSigningKey(path, ORIGIN);
    expect(await readFile(verifierKeyPath(path), 'utf8')).toBe(`${key.verifierKey}\n`);
  });

  it('keeps earlier verifier keys when the key is rotated', async () => {
    const old = await loadOrCreateSigningKey(path, ORIGIN);
    await rename(path, `${path}.old`);
    const next = await loadOrCreateSigningKey(path, ORIGIN);
    expect(next.verifierKey).not.toBe(old.verifierKey);
    expect((await readVerifierKeys(path)).map(formatVerifierKey)).toEqual([
      old.verifierKey,
      next.verifierKey,
    ]);
  });

  it('is one key for all that ask at once in one process', async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, () => loadOrCreateSigningKey(path, ORIGIN)));
    expect(new Set(keys.map((key) => key.verifierKey)).size).toBe(1);
    expect(await readFile(verifierKeyPath(path), 'utf8')).toBe(`${keys[0]!.verifierKey}\n`);
    expect(await readdir(join(folder, 'audit'))).toHaveLength(2);
  });

  it('is one key for all processes that start at once', async () => {
    const printed = await Promise.all(Array.from({ length: 4 }, loadElsewhere));
    expect(new Set(printed)).toEqual(new Set([(await loadOrCreateSigningKey(path, ORIGIN)).verifierKey]));
    expect(await readdir(join(folder, 'audit'))).toHaveLength(2);
  });

  it('is refused when others may read it', async () => {
    await loadOrCreateSigningKey(path, ORIGIN);
    await chmod(path, 0o640);
    await expect(loadOrCreateSigningKey(path, ORIGIN)).rejects.toThrow(`chmod 600`);
    await chmod(path, 0o400);
    await expect(loadOrCreateSigningKey(path, ORIGIN)).resolves.toMatchObject({ name: ORIGIN });
  });

  it('is never replaced when it is spoiled, and nothing of it is told', async () => {
    await loadOrCreateSigningKey(path, ORIGIN);
    await writeFile(path, 'half of a secret');
    const failure = loadOrCreateSigningKey(path, ORIGIN);
    await expect(failure).rejects.toThrow(SigningKeyFileError);
    await expect(failure).rejects.toThrow(/Not an Ed25519 private key/);
    await expect(failure).rejects.not.toThrow(/half of/);
    expect(await readFile(path, 'utf8')).toBe('half of a secret');
  });

  it('is not made under a name that cannot sign', async () => {
    await expect(loadOrCreateSigningKey(path, 'two words')).rejects.toThrow('A key name');
    expect(await readdir(folder)).toEqual([]);
  });

  it('is not made behind a broken link', async () => {
    await symlink(join(folder, 'nowhere'), join(folder, 'link.pem'));
    await expect(loadOrCreateSigningKey(join(folder, 'link.pem'), ORIGIN)).rejects.toThrow('broken link');
    expect(await readdir(folder)).toEqual(['link.pem']);
  });
});

import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { authSecret } from './auth-secret.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'underpin secret '));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const file = (): string => join(folder, 'auth-secret');

describe('the secret of the sign-in', () => {
  it('is the configured one, which is written nowhere', async () => {
    expect(await authSecret('configured by the operator, long enough', folder)).toBe(
      'configured by the operator, long enough',
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it('is made once, for its owner only; all who start together get the same', async () => {
    const secrets = await Promise.all(Array.from({ length: 8 }, () => authSecret(null, folder)));
    expect(new Set(secrets).size).toBe(1);
    expect(secrets[0]).toMatch(/^[\w-]{43}$/);
    expect(await readdir(folder)).toEqual(['auth-secret']);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect(await authSecret(null, folder)).toBe(secrets[0]);
    expect(await readFile(file(), 'utf8')).toBe(`${secrets[0]}\n`);
  });

  it('is not taken from a file that others can read, or that holds too little', async () => {
    await authSecret(null, folder);
    await chmod(file(), 0o644);
    await expect(authSecret(null, folder)).rejects.toThrow('chmod 600');
    await chmod(file(), 0o600);
    await writeFile(file(), 'short\n');
    await expect(authSecret(null, folder)).rejects.toThrow('AUTH_SECRET');
  });
});

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { dataFolder, type DataFolder } from './data-folder.js';
import { takeHold } from './hold.js';
import { identify } from './processes.js';

describe('takeHold', () => {
  let folder: DataFolder;

  beforeEach(async () => {
    folder = dataFolder(await mkdtemp(join(tmpdir(), 'underpin hold ')));
  });

  afterEach(() => rm(folder.root, { recursive: true, force: true }));

  it('keeps a folder until it is released', async () => {
    const hold = await takeHold(folder);
    await expect(takeHold(folder)).rejects.toThrow(/in use by this very process/);
    await hold.release();
    await (await takeHold(folder)).release();
    expect(await readdir(folder.root)).toEqual([]);
  });

  it('names a living holder', async () => {
    const other = await identify(process.ppid);
    await writeFile(folder.lock, JSON.stringify({ ...other, command: 'node there.mjs' }));
    await expect(takeHold(folder)).rejects.toThrow(`in use by process ${process.ppid} (node there.mjs)`);
  });

  it.each([
    ['a process that got the number of the holder later', { pid: process.ppid, started: 'earlier' }],
    ['a number that no process has', { pid: 2 ** 30, started: 'earlier' }],
  ])('does not take %s for the holder', async (_, mark) => {
    await writeFile(folder.lock, JSON.stringify({ ...mark, command: 'node' }));
    const hold = await takeHold(folder);
    expect(JSON.parse(await readFile(folder.lock, 'utf8'))).toMatchObject({ pid: process.pid });
    await hold.release();
  });

  it('replaces a damaged mark', async () => {
    await writeFile(folder.lock, '{');
    await (await takeHold(folder)).release();
  });

  it('gives a stale folder to one of many', async () => {
    await writeFile(folder.lock, JSON.stringify({ pid: 2 ** 30, started: '', command: 'node' }));
    const outcomes = await Promise.allSettled([takeHold(folder), takeHold(folder), takeHold(folder)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

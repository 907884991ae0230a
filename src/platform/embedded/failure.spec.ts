import { describe, expect, it } from '@jest/globals';
import { StartupError } from '../startup-error.js';
import { fileFailure, isHeldByOldServer, isPortTaken, serverFailure, spawnFailure } from './failure.js';

function coded(code: string, message = code): Error {
  return Object.assign(new Error(message), { code });
}

describe('what the operator reads', () => {
  it.each([
    [
      'FATAL:  could not write lock file "postmaster.pid": No space left on device',
      /is full: free some space/,
    ],
    ['initdb: could not look up effective user ID 54399: user does not exist', /has none in \/etc\/passwd/],
    ['FATAL:  data directory "/x" has wrong ownership', /chown -R/],
    ['FATAL:  could not map anonymous shared memory: Cannot allocate memory', /lower shared_buffers/],
    [
      'error while loading shared libraries: libicuuc.so.60: cannot open shared object file',
      /set DATABASE_URL/,
    ],
  ])('for %j', (output, sentence) => {
    const failure = serverFailure(output, '/data');
    expect(failure).toBeInstanceOf(StartupError);
    expect(failure.message).toMatch(sentence);
  });

  it('is the last reason of the server when that is not known', () => {
    const output =
      'LOG:  starting\nPANIC:  could not locate a valid checkpoint record\nLOG:  startup process ended\n';
    expect(serverFailure(output, '/data').message).toContain(
      'PANIC:  could not locate a valid checkpoint record',
    );
  });

  it.each([
    ['EACCES', /cannot be read and written by user id \d+/],
    ['EROFS', /read-only/],
    ['ENOSPC', /full/],
    ['EDQUOT', /full/],
    ['ENOTDIR', /is not a folder/],
    ['ENOENT', /cannot be made/],
    ['28P01', /remove that file/],
  ])('for a failed operation with %s', (code, sentence) => {
    const failure = fileFailure(coded(code), '/data');
    expect(failure).toBeInstanceOf(StartupError);
    expect(failure.message).toMatch(sentence);
  });

  it('is not invented for an error that is no fault of the installation', () => {
    const bug = new TypeError('x is not a function');
    expect(fileFailure(bug, '/data')).toBe(bug);
  });

  it('says that root cannot become the service user, and else that the program cannot run', () => {
    expect(spawnFailure(coded('EPERM'), '/bin/postgres', 101).message).toMatch(
      /root may not become user id 101/,
    );
    expect(spawnFailure(coded('ENOENT'), '/bin/postgres').message).toMatch(/\/bin\/postgres cannot run/);
  });
});

describe('a failure that passes', () => {
  it('is told from one that stays', () => {
    expect(isPortTaken('could not bind IPv4 address "127.0.0.1": Address already in use')).toBe(true);
    expect(isHeldByOldServer('FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use')).toBe(
      true,
    );
    expect(isHeldByOldServer('FATAL:  lock file "postmaster.pid" already exists')).toBe(true);
    expect(isPortTaken('FATAL:  out of memory') || isHeldByOldServer('FATAL:  out of memory')).toBe(false);
  });
});

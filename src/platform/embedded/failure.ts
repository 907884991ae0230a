import { StartupError } from '../startup-error.js';

/** SQLSTATE of a refused password. */
const WRONG_PASSWORD = '28P01';

/** What PostgreSQL or the operating system said, and the sentence for the operator. First match counts. */
const EXPLANATIONS: readonly [RegExp, (folder: string) => string][] = [
  [
    /No space left on device|ENOSPC|EDQUOT|Disk quota exceeded/,
    (folder) =>
      `The disk that holds the data folder ${folder} is full: free some space there, or set DATA_DIR to a folder on another disk.`,
  ],
  [
    /could not look up effective user ID/,
    () =>
      'PostgreSQL wants the current user to have a name, and this user id has none in /etc/passwd: start as a user that has one, or set DATABASE_URL to a PostgreSQL server.',
  ],
  [
    /Read-only file system|EROFS/,
    (folder) =>
      `The data folder ${folder} is on a read-only file system: set DATA_DIR to a folder that can be written.`,
  ],
  [
    /wrong ownership|Permission denied|EACCES|EPERM|Operation not permitted|invalid permissions/,
    (folder) =>
      `The data folder ${folder} cannot be read and written by user id ${process.geteuid?.() ?? '?'}: start as the user that owns it, give it to this user with chown -R, or set DATA_DIR to another folder.`,
  ],
  [
    /ENOTDIR|EEXIST|Not a directory/,
    (folder) =>
      `The data folder ${folder} is not a folder: set DATA_DIR to a folder, or to a name not yet used.`,
  ],
  [/^ENOENT/, (folder) => `The data folder ${folder} cannot be made: set DATA_DIR to a folder that exists.`],
  [
    /Cannot allocate memory|could not map anonymous shared memory|could not create shared memory/,
    (folder) =>
      `There is not enough memory for PostgreSQL: free some, or lower shared_buffers in ${folder}/postgres/postgresql.conf.`,
  ],
  [
    /error while loading shared libraries|cannot open shared object file/,
    () =>
      'The PostgreSQL that came with npm cannot run on this machine (a system library is missing): set DATABASE_URL to a PostgreSQL server, version 15 or later.',
  ],
];

/** The sentence for what a program of PostgreSQL printed before it gave up. */
export function serverFailure(output: string, folder: string): StartupError {
  const known = EXPLANATIONS.find(([pattern]) => pattern.test(output));
  if (known) return new StartupError(known[1](folder));
  const lines = output.split('\n').map((line) => line.trim());
  const reason = lines.findLast((line) => /FATAL|PANIC|error:/.test(line)) ?? lines.findLast(Boolean);
  return new StartupError(
    `PostgreSQL did not start in the data folder ${folder} and says "${reason ?? 'nothing'}": mend that, or set DATA_DIR to another folder.`,
  );
}

/** The sentence for an error of a file operation or of the database itself; what we do not know comes back as it is. */
export function fileFailure(error: unknown, folder: string): Error {
  if (error instanceof StartupError) return error;
  const failure = error instanceof Error ? error : new Error(String(error));
  const code = 'code' in failure ? String(failure.code) : '';
  if (code === WRONG_PASSWORD) {
    return new StartupError(
      `The passwords in ${folder}/postgres.json are not those of the cluster beside it: remove that file, and the next start sets new ones.`,
      { cause: error },
    );
  }
  const known = EXPLANATIONS.find(([pattern]) => pattern.test(`${code} ${failure.message}`));
  if (known) return new StartupError(known[1](folder), { cause: error });
  return failure;
}

/** The sentence for a program of PostgreSQL that could not be started at all. */
export function spawnFailure(error: NodeJS.ErrnoException, program: string, uid?: number): StartupError {
  if (uid !== undefined && (error.code === 'EPERM' || error.code === 'EINVAL')) {
    return new StartupError(
      `PostgreSQL does not run as root, and root may not become user id ${uid} here: start as an ordinary user, or set DATABASE_URL to a PostgreSQL server.`,
      { cause: error },
    );
  }
  return new StartupError(
    `${program} cannot run on this machine (${error.code ?? error.message}): set DATABASE_URL to a PostgreSQL server, version 15 or later.`,
    { cause: error },
  );
}

/** Old children of a killed server still work in the folder; they end by themselves within seconds. */
export function isHeldByOldServer(output: string): boolean {
  return /lock file ".*" already exists|pre-existing shared memory block/.test(output);
}

export function isPortTaken(output: string): boolean {
  return /Address already in use|could not create any TCP\/IP sockets/.test(output);
}

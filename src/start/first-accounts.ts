import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { DemoMaker } from '../demo/demo-maker.js';
import { Bootstrap, type DemoAccounts } from '../modules/identity/identity.public.js';
import type { Config } from '../platform/config/config.js';
import { closeSecret } from '../platform/embedded/data-folder.js';

/**
 * Makes what an empty database needs to be signed in to: the demonstration with an account per role, or one
 * administrator. Returns what the operator is to be told; nothing when somebody exists already.
 */
export async function makeFirstAccounts(app: INestApplicationContext, config: Config): Promise<string[]> {
  if (config.demo && config.bootstrapAdmin === null) {
    const file = join(config.dataDir, 'demo-credentials.json');
    await closeSecret(file);
    const accounts = await app.get(DemoMaker).make((made) => writeCredentials(file, made));
    if (accounts) return demoLines(accounts, file);
  }
  const first = await app.get(Bootstrap).bootstrapAdministrator();
  if (!first) return [];
  return [
    `The first administrator is ${first.email}.`,
    first.oneTimePassword === null
      ? 'The password is the one in BOOTSTRAP_ADMIN_PASSWORD.'
      : `The one-time password is ${first.oneTimePassword} and must be changed at the first sign-in.`,
  ];
}

/** Whole or not at all, readable by its owner alone. */
async function writeCredentials(file: string, accounts: DemoAccounts): Promise<void> {
  await mkdir(join(file, '..'), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  const shown = Object.fromEntries(
    Object.entries(accounts).map(([role, { email, password, apiKey }]) => [
      role,
      { email, password, apiKey },
    ]),
  );
  try {
    await writeFile(unfinished, `${JSON.stringify(shown, null, 2)}\n`, { mode: 0o600 });
    await chmod(unfinished, 0o600);
    await rename(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
}

function demoLines(accounts: DemoAccounts, file: string): string[] {
  return [
    'A demonstration firm was made. Its accounts, one a role:',
    ...Object.entries(accounts).map(
      ([role, { email, password, apiKey }]) =>
        `  ${role.padEnd(15)} ${(email ?? '-').padEnd(32)} ${password ?? '-'}  key ${apiKey}`,
    ),
    `They are also in ${file}; they are not shown again.`,
  ];
}

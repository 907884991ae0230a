import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { betterAuth } from 'better-auth';
import { isAPIError } from 'better-auth/api';
import { Pool } from 'pg';
import { DomainError } from '../../../kernel/domain-error.js';
import type { Config } from '../../../platform/config/config.js';
import { publicAddressOf } from '../../../platform/config/public-address.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { CONFIG, POOL } from '../../../platform/tokens.js';
import { authSecret } from './auth-secret.js';
import { LibraryDatabase } from './library-database.js';
import { libraryOptions } from './library-options.js';

/** Sign-ins must not take the connections that the register works with. */
const CONNECTIONS = 4;

function makeLibrary(parts: Parameters<typeof libraryOptions>[0]) {
  return betterAuth(libraryOptions(parts));
}
type Library = ReturnType<typeof makeLibrary>;
export type LibraryApi = Library['api'];
export type LibraryContext = Awaited<Library['$context']>;

/** What the library answered, with the cookies that the browser is to get; or that it refused, and why. */
export type LibraryAnswer<T> =
  { refused: null; value: T; cookies: string[] } | { refused: string; value: null; cookies: string[] };

/** The sign-in library: passwords, sessions, second factors. Everything that touches it lies in this folder. */
@Injectable()
export class SignInLibrary implements OnModuleInit, OnApplicationShutdown {
  readonly baseUrl: string;
  readonly #pool: Pool;
  readonly #database: LibraryDatabase;
  #ended: Promise<void> | null = null;
  #started: Promise<{ library: Library; secret: string }> | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(POOL) pool: Pool,
  ) {
    this.baseUrl = publicAddressOf(config);
    this.#pool = new Pool({
      ...pool.options,
      max: CONNECTIONS,
      application_name: 'underpin-sign-in',
      options: '-c TimeZone=UTC -c statement_timeout=30000 -c search_path=auth,public',
    });
    this.#pool.on('error', () => undefined); // a lost idle connection is replaced; the next query reports a lasting fault
    this.#database = new LibraryDatabase(this.#pool);
  }

  /** A secret that cannot be used stops the start instead of every sign-in. */
  async onModuleInit(): Promise<void> {
    await this.#secret();
  }

  /** An application that is closed by its program and by a signal is closed twice; a pool may be ended only once. */
  async onApplicationShutdown(): Promise<void> {
    await (this.#ended ??= this.#pool.end());
  }

  async secret(): Promise<string> {
    return (await this.#start()).secret;
  }

  /** For questions outside a transaction. */
  async ask<T>(question: (api: LibraryApi) => Promise<T>): Promise<LibraryAnswer<T>> {
    const { library } = await this.#start();
    return answered(async () => ({ response: await question(library.api), headers: null }));
  }

  /**
   * Lets the library work within our transaction. A refusal of the library is an answer, so that it can be audited in
   * the same transaction; a fault throws.
   */
  async work<T>(
    tx: Transaction,
    call: (api: LibraryApi) => Promise<{ response: T; headers: Headers | null }>,
  ): Promise<LibraryAnswer<T>> {
    const { library } = await this.#start();
    return this.#database.within(tx, () => answered(() => call(library.api)));
  }

  /** The library's own store of people, within our transaction. */
  async store<T>(tx: Transaction, use: (context: LibraryContext) => Promise<T>): Promise<T> {
    const { library } = await this.#start();
    return this.#database.within(tx, async () => use(await library.$context));
  }

  #start(): Promise<{ library: Library; secret: string }> {
    this.#started ??= this.#make().catch((error: unknown) => {
      this.#started = null;
      throw error;
    });
    return this.#started;
  }

  #secret(): Promise<string> {
    return authSecret(this.config.authSecret, this.config.dataDir);
  }

  async #make(): Promise<{ library: Library; secret: string }> {
    const secret = await this.#secret();
    const library = makeLibrary({ database: this.#database, secret, baseUrl: this.baseUrl });
    await library.$context;
    return { library, secret };
  }
}

async function answered<T>(
  call: () => Promise<{ response: T; headers: Headers | null }>,
): Promise<LibraryAnswer<T>> {
  try {
    const { response, headers } = await call();
    return { refused: null, value: response, cookies: headers?.getSetCookie() ?? [] };
  } catch (error) {
    if (!isAPIError(error)) throw error;
    if (error.statusCode >= 500) throw new DomainError('unavailable');
    const code = (error.body as { code?: string } | undefined)?.code;
    return { refused: code ?? String(error.status), value: null, cookies: [] };
  }
}

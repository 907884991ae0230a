import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Locale, systemContext } from '../../kernel/actor.js';
import { newId } from '../../kernel/ids.js';
import { permissionsOf, type Role, SERVICE_SCOPES, type SigningFunction } from '../../kernel/roles.js';
import type { Config } from '../../platform/config/config.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { StartupError } from '../../platform/startup-error.js';
import { CONFIG } from '../../platform/tokens.js';
import { keyEvent, personEvent } from './account-events.js';
import { newSecret } from './domain/api-key-secret.js';
import { isEmail } from '../../kernel/email.js';
import { isEasyToGuess } from './domain/password-policy.js';
import { ApiKeyRepository } from './persistence/api-key.repository.js';
import { PersonRepository } from './persistence/person.repository.js';
import { Accounts } from './sign-in/accounts.js';

const DAY = 86_400_000;
/** Reaches nobody: an installation that names no administrator has one under this address until it names better ones. */
const ADDRESS = 'admin@underpin.localhost';
const NAME = 'Administrator';
const ALL = { entityScope: 'all', legalEntityIds: [] as string[] };

export interface FirstAdministrator {
  email: string;
  /** Works once: it must be changed at the first sign-in. Null when the operator chose it. */
  oneTimePassword: string | null;
}

export interface DemoPerson {
  role: Exclude<Role, 'service'>;
  name: string;
  nameZhHant: string | null;
  email: string;
  functions: readonly SigningFunction[];
  locale: Locale;
}

export type DemoAccounts = Record<
  string,
  { id: string | null; email: string | null; password: string | null; apiKey: string }
>;

/** The first accounts of an installation. There is no default password. */
@Injectable()
export class Bootstrap {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly people: PersonRepository,
    private readonly keys: ApiKeyRepository,
    private readonly accounts: Accounts,
  ) {}

  /**
   * Makes the first administrator where nobody exists yet, and answers how to sign in, for the caller to print. Null
   * when somebody exists: of processes that start together, one gets the answer.
   * @throws StartupError when the configured address is none that could sign in, or the password one to guess.
   */
  async bootstrapAdministrator(): Promise<FirstAdministrator | null> {
    const { email, password } = this.config.bootstrapAdmin ?? { email: ADDRESS, password: null };
    if (!isEmail(email)) {
      throw new StartupError(
        `The environment variable BOOTSTRAP_ADMIN_EMAIL is "${email}": set it to an address like name@example.com.`,
      );
    }
    if (password !== null && isEasyToGuess(password, { email, name: NAME })) {
      throw new StartupError(
        'The environment variable BOOTSTRAP_ADMIN_PASSWORD is too easy to guess: choose another, or unset it to have one made.',
      );
    }
    const oneTimePassword = password === null ? randomPassword() : null;
    return this.unitOfWork.run(systemContext('bootstrap'), async (tx) => {
      await this.people.oneAtATime(tx);
      if (await this.people.anybodyExists(tx)) return null;
      const id = await this.#insertPerson(tx, {
        email,
        name: NAME,
        nameZhHant: '管理員',
        roles: ['admin'],
        functions: [],
        locale: 'en',
        mustChangePassword: oneTimePassword !== null,
      });
      await this.accounts.setPassword(tx, { id, email, name: NAME }, oneTimePassword ?? password ?? '');
      return { email, oneTimePassword };
    });
  }

  /**
   * Makes the accounts of a demonstration: one person with a personal key each, and one key of a system with every
   * scope that systems can have. Null when the addresses are taken: they were made before.
   */
  createDemoAccounts(people: readonly DemoPerson[]): Promise<DemoAccounts | null> {
    return this.unitOfWork.run(systemContext('demo'), (tx) => this.demoAccountsIn(tx, people));
  }

  /** The same within a transaction of the caller's. */
  async demoAccountsIn(tx: Transaction, people: readonly DemoPerson[]): Promise<DemoAccounts | null> {
    await this.people.oneAtATime(tx);
    const emails = people.map(({ email }) => email);
    if (await this.people.anyOf(tx, emails)) return null;
    const made: DemoAccounts = {};
    for (const { role, ...person } of people) {
      const password = randomPassword();
      const id = await this.#insertPerson(tx, { ...person, roles: [role], mustChangePassword: false });
      await this.accounts.setPassword(tx, { id, ...person }, password);
      const apiKey = await this.#insertKey(tx, id, [...permissionsOf([role])]);
      made[role] = { id, email: person.email, password, apiKey };
    }
    const apiKey = await this.#insertKey(tx, null, SERVICE_SCOPES);
    made['service'] = { id: null, email: null, password: null, apiKey };
    return made;
  }

  async #insertPerson(
    tx: Transaction,
    person: Omit<DemoPerson, 'role'> & { roles: Role[]; mustChangePassword: boolean },
  ): Promise<string> {
    const id = newId();
    await this.people.insert(tx, {
      ...person,
      id,
      functions: [...person.functions],
      ...ALL,
      status: 'active',
      activatedAt: new Date(),
    });
    const { email, name, roles, functions } = person;
    tx.record(personEvent('person.registered', { id, ...ALL }, { email, name, roles, functions }));
    return id;
  }

  async #insertKey(tx: Transaction, ownerId: string | null, scopes: readonly string[]): Promise<string> {
    const id = newId();
    const { secret, hash, prefix } = newSecret();
    await this.keys.insert(tx, {
      id,
      name: ownerId === null ? 'Demo system' : 'Demo',
      prefix,
      secretHash: hash,
      ownerId,
      scopes: [...scopes],
      ...ALL,
      expiresAt: new Date(Date.now() + 365 * DAY),
    });
    tx.record(keyEvent('api_key.created', { id, ...ALL }, null, { ownerId, prefix, scopes }));
    return secret;
  }
}

/** 144 random bits, in letters that can be read from a screen and typed. */
function randomPassword(): string {
  return randomBytes(18).toString('base64url');
}

import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { LINK_LIFETIME } from '../domain/session-rules.js';
import { SignInLibrary } from './library.js';
import { hashPassword } from './password-hash.js';

export type LinkPurpose = keyof typeof LINK_LIFETIME;

export interface AccountOwner {
  id: string;
  email: string;
  name: string;
}

/** Who somebody is at an identity provider: neither half means anything without the other (OpenID Connect Core, 5.7). */
export interface ProviderIdentity {
  issuer: string;
  subject: string;
}

/** What the sign-in library keeps of a person: credentials, second factor, links in mails. */
@Injectable()
export class Accounts {
  constructor(private readonly library: SignInLibrary) {}

  /** Sets the password of a person, whatever it was; their address counts as proven, since they got here by it. */
  async setPassword(tx: Transaction, person: AccountOwner, password: string): Promise<void> {
    const hash = await hashPassword(password);
    await this.ensure(tx, person);
    await this.library.store(tx, async ({ internalAdapter }) => {
      if (await internalAdapter.findCredentialAccount(person.id)) {
        await internalAdapter.updatePassword(person.id, hash);
      } else {
        await internalAdapter.createAccount({
          userId: person.id,
          providerId: 'credential',
          accountId: person.id,
          password: hash,
        });
      }
    });
  }

  /** Makes the library know the person, under our id. */
  async ensure(tx: Transaction, { id, email, name }: AccountOwner): Promise<void> {
    await this.library.store(tx, async ({ internalAdapter }) => {
      if (await internalAdapter.findUserById(id)) return;
      const user = { id, email, name, emailVerified: true };
      await internalAdapter.createUser(user, { method: 'admin' });
    });
  }

  /** Forgets credentials, sessions, second factor and open links of a person. */
  async remove(tx: Transaction, personId: string): Promise<void> {
    await this.voidLinks(tx, 'invitation', personId);
    await this.voidLinks(tx, 'reset', personId);
    await this.library.store(tx, ({ internalAdapter }) => internalAdapter.deleteUser(personId));
  }

  /** Takes the second factor away; the password alone opens the account again. */
  async removeSecondFactor(tx: Transaction, personId: string): Promise<boolean> {
    return this.library.store(tx, async ({ adapter, internalAdapter }) => {
      const removed = await adapter.deleteMany({
        model: 'twoFactor',
        where: [{ field: 'userId', value: personId }],
      });
      if (removed > 0) await internalAdapter.updateUser(personId, { twoFactorEnabled: false });
      return removed > 0;
    });
  }

  async hasSecondFactor(tx: Transaction, personId: string): Promise<boolean> {
    return this.library.store(tx, async ({ internalAdapter }) => {
      const user = (await internalAdapter.findUserById(personId)) as { twoFactorEnabled?: boolean } | null;
      return user?.twoFactorEnabled === true;
    });
  }

  /** Whose identity at a provider this is; null when nobody's yet. */
  async ownerOfIdentity(tx: Transaction, identity: ProviderIdentity): Promise<string | null> {
    const account = await this.library.store(tx, ({ internalAdapter }) =>
      internalAdapter.findAccountByKey({ providerId: providerOf(identity), accountId: identity.subject }),
    );
    return account?.userId ?? null;
  }

  async hasIdentityAt(tx: Transaction, personId: string, identity: ProviderIdentity): Promise<boolean> {
    const accounts = await this.library.store(tx, ({ internalAdapter }) =>
      internalAdapter.findAccounts(personId),
    );
    return accounts.some(({ providerId }) => providerId === providerOf(identity));
  }

  /** Ties an identity at a provider to a person, for good. */
  async tieIdentity(tx: Transaction, person: AccountOwner, identity: ProviderIdentity): Promise<void> {
    await this.ensure(tx, person);
    await this.library.store(tx, ({ internalAdapter }) =>
      internalAdapter.createAccount({
        userId: person.id,
        providerId: providerOf(identity),
        accountId: identity.subject,
      }),
    );
  }

  /** Makes a link that works once; earlier ones of the same purpose stop working. Only a hash of it is kept. */
  async createLink(tx: Transaction, purpose: LinkPurpose, personId: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.voidLinks(tx, purpose, personId);
    await this.library.store(tx, ({ internalAdapter }) =>
      internalAdapter.createVerificationValue({
        identifier: identifierOf(purpose, token),
        value: valueOf(purpose, personId),
        expiresAt: new Date(Date.now() + LINK_LIFETIME[purpose]),
      }),
    );
    return token;
  }

  /** Whose link it is, without using it up; null when it is used, expired or unknown. */
  async ownerOfLink(tx: Transaction, purpose: LinkPurpose, token: string): Promise<string | null> {
    const found = await this.library.store(tx, ({ internalAdapter }) =>
      internalAdapter.findVerificationValue(identifierOf(purpose, token)),
    );
    return found && found.expiresAt > new Date() ? personOf(purpose, found.value) : null;
  }

  /** Uses a link up. Of two at the same time, one gets the person, the other null. */
  async consumeLink(tx: Transaction, purpose: LinkPurpose, token: string): Promise<string | null> {
    const consumed = await this.library.store(tx, ({ internalAdapter }) =>
      internalAdapter.consumeVerificationValue(identifierOf(purpose, token)),
    );
    return consumed ? personOf(purpose, consumed.value) : null;
  }

  async voidLinks(tx: Transaction, purpose: LinkPurpose, personId: string): Promise<void> {
    await this.library.store(tx, ({ adapter }) =>
      adapter.deleteMany({
        model: 'verification',
        where: [{ field: 'value', value: valueOf(purpose, personId) }],
      }),
    );
  }
}

function providerOf({ issuer }: ProviderIdentity): string {
  return `oidc:${issuer}`;
}

function identifierOf(purpose: LinkPurpose, token: string): string {
  return `${purpose}-link:${token}`;
}

function valueOf(purpose: LinkPurpose, personId: string): string {
  return `${purpose}:${personId}`;
}

function personOf(purpose: LinkPurpose, value: string): string | null {
  return value.startsWith(`${purpose}:`) ? value.slice(purpose.length + 1) : null;
}

import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../kernel/actor.js';
import { systemContext } from '../../kernel/actor.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { IdentityMailer, type Recipient } from './mail/identity-mailer.js';
import type { IdentityMail } from './mail/mail-texts.js';
import { PersonRepository } from './persistence/person.repository.js';
import { Accounts } from './sign-in/accounts.js';
import { PasswordService } from './sign-in/password.service.js';
import { Throttle } from './sign-in/throttle.js';

type Addressee = Recipient & { id: string };

/** The mails of one request: written while the transaction runs, sent once it is committed. */
export interface Outbox {
  invite(tx: Transaction, person: Addressee): Promise<void>;
  reset(tx: Transaction, person: Addressee): Promise<void>;
  notice(person: Addressee, kind: 'second-factor-off'): void;
  /** Sends what was written; nothing after a transaction that was a repeat. */
  send(): Promise<void>;
}

/** Mails links to people on behalf of administrators, so many an hour. */
@Injectable()
export class InvitationSender {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: PersonRepository,
    private readonly accounts: Accounts,
    private readonly passwords: PasswordService,
    private readonly throttle: Throttle,
    private readonly mailer: IdentityMailer,
  ) {}

  /** Counts one mail of the administrator; throws beyond the limit. */
  spend(context: RequestContext): Promise<void> {
    return this.throttle.spendMail(context.actor.id);
  }

  outbox(): Outbox {
    let written: { to: Addressee; mail: IdentityMail } | null = null;
    return {
      invite: async (tx, person) => {
        const token = await this.accounts.createLink(tx, 'invitation', person.id);
        written = {
          to: person,
          mail: { kind: 'invitation', token, address: this.passwords.redeemedAt('invitation') },
        };
      },
      reset: async (tx, person) => {
        const token = await this.accounts.createLink(tx, 'reset', person.id);
        written = {
          to: person,
          mail: { kind: 'password-reset', token, address: this.passwords.redeemedAt('reset') },
        };
      },
      notice: (person, kind) => {
        written = { to: person, mail: { kind } };
      },
      send: async () => {
        if (!written) return;
        const { to, mail } = written;
        const sent = await this.mailer.send(to, mail);
        if (sent && mail.kind === 'invitation') {
          await this.unitOfWork.run(systemContext('invitation'), async (tx) =>
            this.people.invitationSent(tx, to.id),
          );
        }
      },
    };
  }
}

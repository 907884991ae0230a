import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../kernel/actor.js';
import { DomainError } from '../../kernel/domain-error.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { personEvent } from './account-events.js';
import { InvitationSender, type Outbox } from './invitation-sender.js';
import { ManagedPeople } from './managed-people.js';
import type { PersonEntity } from './persistence/person.entity.js';
import { Accounts } from './sign-in/accounts.js';
import { Sessions } from './sign-in/sessions.js';

/** What an administrator does for, or against, somebody's access; never in their name. */
@Injectable()
export class PersonAccessService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly managed: ManagedPeople,
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly invitations: InvitationSender,
  ) {}

  /** Mails a new invitation to somebody who has not taken one up; the earlier link stops working. */
  inviteAgain(context: RequestContext, id: string): Promise<Answer> {
    return this.#mailing(context, id, 'invited', async (tx, person, outbox) => {
      await outbox.invite(tx, person);
      tx.record(personEvent('person.invited_again', person));
    });
  }

  /** Mails a link for a new password. Nobody ever chooses a password for somebody else. */
  resetPassword(context: RequestContext, id: string): Promise<Answer> {
    return this.#mailing(context, id, 'active', async (tx, person, outbox) => {
      await outbox.reset(tx, person);
      await this.sessions.endAll(tx, id);
      tx.record(personEvent('person.password_reset_requested', person));
    });
  }

  /** Ends all sessions of a person and revokes their personal keys, at once. */
  endSessions(context: RequestContext, id: string): Promise<Answer> {
    return this.#acting(context, id, async (tx, person) => {
      await this.managed.lockOut(tx, person);
      tx.record(personEvent('session.all_ended', person));
    });
  }

  /** Takes away a second factor that its owner lost; the owner is told. */
  async removeSecondFactor(context: RequestContext, id: string): Promise<Answer> {
    const outbox = this.invitations.outbox();
    const answer = await this.#acting(context, id, async (tx, person) => {
      if (!(await this.accounts.removeSecondFactor(tx, id))) throw new DomainError('conflict');
      await this.sessions.endAll(tx, id);
      tx.record(personEvent('second_factor.removed', person));
      outbox.notice(person, 'second-factor-off');
    });
    await outbox.send();
    return answer;
  }

  async #mailing(
    context: RequestContext,
    id: string,
    status: PersonEntity['status'],
    act: (tx: Transaction, person: PersonEntity, outbox: Outbox) => Promise<void>,
  ): Promise<Answer> {
    await this.invitations.spend(context);
    const outbox = this.invitations.outbox();
    const answer = await this.#acting(context, id, async (tx, person) => {
      if (person.status !== status) throw new DomainError('conflict');
      await act(tx, person, outbox);
    });
    await outbox.send();
    return answer;
  }

  #acting(
    context: RequestContext,
    id: string,
    act: (tx: Transaction, person: PersonEntity) => Promise<void>,
  ): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const person = await this.managed.lock(tx, id);
      if (person.retiredAt) throw new DomainError('retired');
      await act(tx, person);
      return Answer.noContent();
    });
  }
}

import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../kernel/actor.js';
import { DomainError, invalid, notFound } from '../../../kernel/domain-error.js';
import { type Transaction, UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { keyEvent, ownEvent, personEvent } from '../account-events.js';
import { isEasyToGuess } from '../domain/password-policy.js';
import { IdentityMailer } from '../mail/identity-mailer.js';
import { PersonStateRepository } from '../persistence/person-state.repository.js';
import { type SignInPerson, SignInReadModel } from '../persistence/sign-in.read-model.js';
import { Accounts, type LinkPurpose } from './accounts.js';
import { type Caller, provenContext, unknownContext } from './caller.js';
import { SignInLibrary } from './library.js';
import { ownPersonId } from './own-person.js';
import { Sessions } from './sessions.js';
import { Throttle } from './throttle.js';
import { Turnstile } from './turnstile.js';

/** Changes passwords: by their owner, or by whoever holds a link that was mailed to the owner. */
@Injectable()
export class PasswordService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly library: SignInLibrary,
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly people: SignInReadModel,
    private readonly states: PersonStateRepository,
    private readonly throttle: Throttle,
    private readonly turnstile: Turnstile,
    private readonly mailer: IdentityMailer,
  ) {}

  /** Changes the own password; every other session of the person ends. Answers the cookies of the new session. */
  async change(caller: Caller, context: RequestContext, present: string, wanted: string): Promise<string[]> {
    const id = ownPersonId(context);
    const person = await this.people.byId(id);
    if (!person) throw notFound();
    refuseGuessable(wanted, person, '/newPassword');
    if (wanted === present) throw invalid({ pointer: '/newPassword', code: 'same-password' });
    await this.throttle.spendTry(id, caller.address);
    const answer = await this.#inTurn(context, async (tx) => {
      await this.states.lock(tx, id);
      const changed = await this.library.work(tx, (api) =>
        api.changePassword({
          body: { currentPassword: present, newPassword: wanted, revokeOtherSessions: true },
          headers: new Headers({ cookie: caller.cookies }),
          returnHeaders: true,
        }),
      );
      const action = changed.refused === null ? 'person.password_changed' : 'person.password_refused';
      if (changed.refused === null) this.states.passwordChosen(tx, id);
      tx.record(ownEvent(action, context.actor));
      return changed;
    });
    if (answer.refused !== null) throw invalid({ pointer: '/password', code: 'wrong-password' });
    await this.throttle.forgive(id, caller.address);
    await this.mailer.send(person, { kind: 'password-changed' });
    return answer.cookies;
  }

  /** Notes on the session that its owner gave the password again. */
  async confirm(caller: Caller, context: RequestContext, password: string): Promise<void> {
    const id = ownPersonId(context);
    const session = await this.sessions.read({ cookie: caller.cookies });
    if (session?.personId !== id) throw new DomainError('session-required');
    await this.throttle.spendTry(id, caller.address);
    const refused = await this.#inTurn(context, async (tx) => {
      const answer = await this.library.work(tx, (api) =>
        api.verifyPassword({
          body: { password },
          headers: new Headers({ cookie: caller.cookies }),
          returnHeaders: true,
        }),
      );
      if (answer.refused === null) await this.sessions.confirm(tx, session.id);
      const action = answer.refused === null ? 'session.confirmed' : 'person.password_refused';
      tx.record(ownEvent(action, context.actor));
      return answer.refused;
    });
    if (refused !== null) throw invalid({ pointer: '/password', code: 'wrong-password' });
    await this.throttle.forgive(id, caller.address);
  }

  /**
   * Mails a link for a new password, if the address belongs to somebody who may sign in. The caller is answered before
   * that is even looked up: neither the answer nor its time tells whether it does.
   */
  async forget(caller: Caller, email: string): Promise<void> {
    await this.throttle.spendRequest(caller.address);
    void this.mailer.inBackground(async () => {
      const person = await this.people.byEmail(email);
      if (person?.status !== 'active' || !(await this.throttle.mayMail(email))) return;
      const token = await this.unitOfWork.run(unknownContext(caller), async (tx) => {
        tx.record(personEvent('person.password_forgotten', person));
        return this.accounts.createLink(tx, 'reset', person.id);
      });
      const address = this.redeemedAt('reset');
      await this.mailer.send(person, { kind: 'password-reset', token, address });
    });
  }

  /** Sets a new password by a mailed link. Sessions and personal keys end: whoever lost the old password may not be alone. */
  async reset(caller: Caller, token: string, password: string): Promise<void> {
    const person = await this.#redeem(caller, 'reset', token, password, async (tx, owner) => {
      await this.sessions.endAll(tx, owner.id);
      const keys = await this.states.revokeKeys(tx, owner.id);
      keys.forEach((key) => tx.record(keyEvent('api_key.revoked', key, owner)));
      tx.record(personEvent('person.password_reset', owner));
    });
    await this.mailer.send(person, { kind: 'password-changed' });
  }

  /** Takes an invitation up: the person chooses a password and is active from now on. */
  async acceptInvitation(caller: Caller, token: string, password: string): Promise<void> {
    await this.#redeem(caller, 'invitation', token, password, async (tx, invited) => {
      this.states.activate(tx, invited.id);
      tx.record(personEvent('person.activated', invited, { by: 'invitation' }));
    });
  }

  /** The call that takes a mailed token. The token travels in the body: what is in an address gets into logs. */
  redeemedAt(purpose: LinkPurpose): string {
    const call = purpose === 'reset' ? 'password/reset' : 'invitation/accept';
    return `${this.library.baseUrl}/api/v1/auth/${call}`;
  }

  async #redeem(
    caller: Caller,
    purpose: LinkPurpose,
    token: string,
    password: string,
    then: (tx: Transaction, person: SignInPerson) => Promise<void>,
  ): Promise<SignInPerson> {
    const owner = await this.unitOfWork.run(unknownContext(caller), (tx) =>
      this.accounts.ownerOfLink(tx, purpose, token),
    );
    const known = owner === null ? null : await this.people.byId(owner);
    if (!known) throw linkNotValid();
    return this.#inTurn(provenContext(caller, known), async (tx) => {
      const person = await this.states.lock(tx, known.id);
      const mayUse = purpose === 'reset' ? person?.status === 'active' : person?.status === 'invited';
      if (!person || !mayUse) throw linkNotValid();
      if ((await this.accounts.consumeLink(tx, purpose, token)) !== person.id) throw linkNotValid();
      refuseGuessable(password, person, '/password');
      await this.accounts.setPassword(tx, person, password);
      this.states.passwordChosen(tx, person.id);
      await then(tx, person);
      return person;
    });
  }

  #inTurn<T>(context: RequestContext, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.turnstile.pass(() => this.unitOfWork.run(context, work));
  }
}

function refuseGuessable(password: string, person: SignInPerson, pointer: string): void {
  if (isEasyToGuess(password, person)) throw invalid({ pointer, code: 'easy-to-guess' });
}

function linkNotValid(): DomainError {
  return invalid({ pointer: '/token', code: 'link-not-valid' });
}

import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../kernel/actor.js';
import { DomainError, type FieldError, invalid, notFound } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { changesBetween } from './domain/changes.js';
import { liesWithin, meets, type StoredScope } from './domain/entity-scope.js';
import { mayStandTogether } from './domain/role-rules.js';
import type { PersonEntity } from './persistence/person.entity.js';
import { PersonRepository } from './persistence/person.repository.js';
import { PersonStateRepository } from './persistence/person-state.repository.js';
import { InvitationSender } from './invitation-sender.js';
import { Accounts } from './sign-in/accounts.js';
import { Sessions } from './sign-in/sessions.js';

export type PersonInput = Partial<PersonEntity>;
export type Invitation = PersonInput & Pick<PersonEntity, 'email' | 'name' | 'roles'>;

const RESOURCE = 'person';
/** What nobody changes of themselves. */
const RIGHTS = ['roles', 'functions', 'entityScope', 'legalEntityIds', 'status'] as const;

/** Invites, changes and retires people. What somebody hands out lies within what they have themselves. */
@Injectable()
export class PersonService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: PersonRepository,
    private readonly states: PersonStateRepository,
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly invitations: InvitationSender,
  ) {}

  /** Registers a person and mails the invitation. The answer does not wait for the mail to be accepted. */
  async invite(context: RequestContext, input: Invitation): Promise<Answer> {
    await this.invitations.spend(context);
    const outbox = this.invitations.outbox();
    const answer = await this.unitOfWork.answer(context, async (tx) => {
      const id = newId();
      const person = { ...input, id, locale: input.locale ?? 'en', status: 'invited' as const };
      await this.#check(tx, person);
      tx.record({ action: 'person.invited', resource: { type: RESOURCE, id }, changes: { ...input } });
      const stored = await this.people.insert(tx, person);
      await outbox.invite(tx, person);
      return Answer.created(stored.json, `/api/v1/users/${id}`, etagOf(stored.rowVersion));
    });
    await outbox.send();
    return answer;
  }

  change(context: RequestContext, id: string, rowVersion: number, input: PersonInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lockManaged(tx, id);
      if (current.rowVersion !== rowVersion) throw new DomainError('precondition-failed');
      if (current.retiredAt) throw new DomainError('retired');
      const wanted = consistent(current, input);
      const changes = changesBetween(current, wanted);
      refuseOwnRights(context, id, changes);
      const next = { ...current, ...wanted };
      await this.#check(tx, next, wanted);
      await this.#keepAnAdministrator(tx, current, next);
      const stored = await this.people.update(tx, id, wanted);
      tx.record({ action: 'person.changed', resource: { type: RESOURCE, id }, changes });
      if (next.status === 'disabled' && current.status !== 'disabled') await this.#lockOut(tx, id);
      return Answer.ok(stored.json, etagOf(stored.rowVersion));
    });
  }

  /** Retires a person: credentials go, keys are revoked, records that name the person stay as they are. */
  retire(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lockManaged(tx, id);
      if (current.rowVersion !== rowVersion) throw new DomainError('precondition-failed');
      if (current.retiredAt) throw new DomainError('retired');
      if (context.actor.personId === id) throw new DomainError('own-account');
      await this.#keepAnAdministrator(tx, current, { ...current, status: 'disabled' });
      await this.#lockOut(tx, id);
      await this.accounts.remove(tx, id);
      await this.people.retire(tx, id);
      tx.record({ action: 'person.retired', resource: { type: RESOURCE, id } });
      return Answer.noContent();
    });
  }

  /** Brings a retired person back, without credentials: they are invited anew. */
  restore(context: RequestContext, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lockManaged(tx, id);
      if (!current.retiredAt) throw new DomainError('not-retired');
      const stored = await this.people.update(tx, id, {
        retiredAt: null,
        status: 'invited',
        activatedAt: null,
      });
      tx.record({ action: 'person.restored', resource: { type: RESOURCE, id } });
      return Answer.ok(stored.json, etagOf(stored.rowVersion));
    });
  }

  /** Mails a new invitation to somebody who has not taken one up; the earlier link stops working. */
  inviteAgain(context: RequestContext, id: string): Promise<Answer> {
    return this.#mailing(context, id, 'invited', async (tx, person, outbox) => {
      await outbox.invite(tx, person);
      tx.record({ action: 'person.invited_again', resource: { type: RESOURCE, id } });
    });
  }

  /** Mails a link for a new password. Nobody ever chooses a password for somebody else. */
  resetPassword(context: RequestContext, id: string): Promise<Answer> {
    return this.#mailing(context, id, 'active', async (tx, person, outbox) => {
      await outbox.reset(tx, person);
      await this.sessions.endAll(tx, id);
      tx.record({ action: 'person.password_reset_requested', resource: { type: RESOURCE, id } });
    });
  }

  /** Ends all sessions of a person and revokes their personal keys, at once. */
  endSessions(context: RequestContext, id: string): Promise<Answer> {
    return this.#acting(context, id, async (tx) => {
      await this.#lockOut(tx, id);
      tx.record({ action: 'session.all_ended', resource: { type: RESOURCE, id } });
    });
  }

  /** Takes away a second factor that its owner lost; the owner is told. */
  async removeSecondFactor(context: RequestContext, id: string): Promise<Answer> {
    const outbox = this.invitations.outbox();
    const answer = await this.#acting(context, id, async (tx, person) => {
      if (!(await this.accounts.removeSecondFactor(tx, id))) throw new DomainError('conflict');
      await this.sessions.endAll(tx, id);
      tx.record({ action: 'second_factor.removed', resource: { type: RESOURCE, id } });
      outbox.notice(person, 'second-factor-off');
    });
    await outbox.send();
    return answer;
  }

  async #mailing(
    context: RequestContext,
    id: string,
    status: PersonEntity['status'],
    act: (
      tx: Transaction,
      person: PersonEntity,
      outbox: ReturnType<InvitationSender['outbox']>,
    ) => Promise<void>,
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
      const person = await this.#lockManaged(tx, id);
      if (person.retiredAt) throw new DomainError('retired');
      await act(tx, person);
      return Answer.noContent();
    });
  }

  async #lockOut(tx: Transaction, id: string): Promise<void> {
    await this.sessions.endAll(tx, id);
    for (const key of await this.states.revokeKeys(tx, id)) {
      tx.record({ action: 'api_key.revoked', resource: { type: 'api_key', id: key } });
    }
  }

  /** The person, locked: unknown to those who see none of their legal entities, refused to those who do not see them all. */
  async #lockManaged(tx: Transaction, id: string): Promise<PersonEntity> {
    await this.people.oneAtATime(tx);
    const person = await this.people.lock(tx, id);
    const { scope } = tx.context.actor;
    if (!person || !meets(person, scope)) throw notFound();
    if (!liesWithin(person, scope)) throw new DomainError('forbidden');
    return person;
  }

  /** Rules on the person as it would be; references are looked up only where the request gives them. */
  async #check(tx: Transaction, next: PersonInput, given: PersonInput = next): Promise<void> {
    const problems: FieldError[] = [];
    if (!mayStandTogether(next.roles ?? [])) problems.push({ pointer: '/roles', code: 'roles-apart' });
    const scope: StoredScope = {
      entityScope: next.entityScope ?? 'listed',
      legalEntityIds: next.legalEntityIds ?? [],
    };
    if (scope.entityScope === 'all' && scope.legalEntityIds.length > 0) {
      problems.push({ pointer: '/legalEntityIds', code: 'contradiction', params: { other: 'entityScope' } });
    } else if (!liesWithin(scope, tx.context.actor.scope)) {
      problems.push({ pointer: '/legalEntityIds', code: 'beyond-own-scope' });
    } else if (given.legalEntityIds && !(await this.people.allExist(tx, given.legalEntityIds))) {
      problems.push({ pointer: '/legalEntityIds', code: 'unknown-reference' });
    }
    if (problems.length > 0) throw invalid(...problems);
  }

  async #keepAnAdministrator(tx: Transaction, current: PersonEntity, next: PersonEntity): Promise<void> {
    const counts = (person: PersonEntity): boolean =>
      person.status === 'active' && person.roles.includes('admin');
    if (counts(current) && !counts(next) && !(await this.people.anotherAdministrator(tx, current.id))) {
      throw new DomainError('last-administrator');
    }
  }
}

/**
 * What a change means. Lifting a ban brings back what was before it: somebody who never took up the invitation is still
 * invited. Who is to see all legal entities needs no list of them.
 */
function consistent(current: PersonEntity, input: PersonInput): PersonInput {
  const wanted = { ...input };
  if (input.status === 'active') {
    wanted.status =
      current.status !== 'disabled' ? current.status : current.activatedAt ? 'active' : 'invited';
  }
  if (input.entityScope === 'all') wanted.legalEntityIds = input.legalEntityIds ?? [];
  return wanted;
}

function refuseOwnRights(context: RequestContext, id: string, changes: Record<string, unknown>): void {
  if (context.actor.personId === id && RIGHTS.some((field) => field in changes))
    throw new DomainError('own-account');
}

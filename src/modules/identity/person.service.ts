import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../kernel/actor.js';
import { auditedOfAccount } from '../../kernel/audited-entities.js';
import { DomainError, type FieldError, invalid } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { changesBetween } from '../../kernel/changes.js';
import { refuseStaleOrRetired } from '../../kernel/versioned.js';
import { personEvent } from './account-events.js';
import { liesWithin, scopeOf, type StoredScope } from './domain/entity-scope.js';
import { mayStandTogether } from './domain/role-rules.js';
import type { PersonEntity } from './persistence/person.entity.js';
import { PersonRepository } from './persistence/person.repository.js';
import { InvitationSender } from './invitation-sender.js';
import { ManagedPeople } from './managed-people.js';
import { Accounts } from './sign-in/accounts.js';

export type PersonInput = Partial<PersonEntity>;
export type Invitation = PersonInput & Pick<PersonEntity, 'email' | 'name' | 'roles'>;

/** What nobody changes of themselves. */
const RIGHTS = ['roles', 'functions', 'entityScope', 'legalEntityIds', 'status'] as const;

/** Invites, changes and retires people. What somebody hands out lies within what they have themselves. */
@Injectable()
export class PersonService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly people: PersonRepository,
    private readonly accounts: Accounts,
    private readonly managed: ManagedPeople,
    private readonly invitations: InvitationSender,
  ) {}

  /** Registers a person and mails the invitation. A mail that cannot be sent undoes nothing: the person shows it. */
  async invite(context: RequestContext, input: Invitation): Promise<Answer> {
    await this.invitations.spend(context);
    const outbox = this.invitations.outbox();
    const answer = await this.unitOfWork.answer(context, async (tx) => {
      const id = newId();
      const person = {
        ...input,
        id,
        locale: input.locale ?? 'en',
        status: 'invited' as const,
        entityScope: input.entityScope ?? 'listed',
        legalEntityIds: input.legalEntityIds ?? [],
      };
      await this.#check(tx, person);
      tx.record(personEvent('person.invited', person, { ...input }));
      const stored = await this.people.insert(tx, person);
      await outbox.invite(tx, person);
      return Answer.created(stored.json, `/api/v1/users/${id}`, etagOf(stored.rowVersion));
    });
    await outbox.send();
    return answer;
  }

  change(context: RequestContext, id: string, rowVersion: number, input: PersonInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.managed.lock(tx, id);
      refuseStaleOrRetired(current, rowVersion);
      const wanted = consistent(current, input);
      const changes = changesBetween(current, wanted);
      if (Object.keys(changes).length === 0) return Answer.of(await this.people.stored(tx, id));
      refuseOwnRights(context, id, changes);
      const next = { ...current, ...wanted };
      await this.#check(tx, next, wanted);
      await this.#keepAnAdministrator(tx, current, next);
      const stored = await this.people.update(tx, id, wanted);
      // Those who lose the person see that they do.
      const legalEntityIds = auditedOfAccount(scopeOf(current), scopeOf(next));
      tx.record({ ...personEvent('person.changed', next, changes), legalEntityIds });
      if (next.status === 'disabled' && current.status !== 'disabled')
        await this.managed.lockOut(tx, current);
      return Answer.of(stored);
    });
  }

  /** Retires a person: credentials go, keys are revoked, records that name the person stay as they are. */
  retire(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.managed.lock(tx, id);
      refuseStaleOrRetired(current, rowVersion);
      if (context.actor.personId === id) throw new DomainError('own-account');
      await this.#keepAnAdministrator(tx, current, { ...current, status: 'disabled' });
      await this.managed.lockOut(tx, current);
      await this.accounts.remove(tx, id);
      await this.people.retire(tx, id);
      tx.record(personEvent('person.retired', current));
      return Answer.noContent();
    });
  }

  /** Brings a retired person back, without credentials: they are invited anew. */
  restore(context: RequestContext, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.managed.lock(tx, id);
      if (!current.retiredAt) throw new DomainError('not-retired');
      const stored = await this.people.update(tx, id, {
        retiredAt: null,
        status: 'invited',
        activatedAt: null,
      });
      tx.record(personEvent('person.restored', current));
      return Answer.of(stored);
    });
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

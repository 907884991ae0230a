import { Injectable } from '@nestjs/common';
import { DomainError, notFound } from '../../kernel/domain-error.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { keyEvent } from './account-events.js';
import { liesWithin, meets } from './domain/entity-scope.js';
import type { PersonEntity } from './persistence/person.entity.js';
import { PersonRepository } from './persistence/person.repository.js';
import { PersonStateRepository } from './persistence/person-state.repository.js';
import { Sessions } from './sign-in/sessions.js';

/** People as those who manage them get hold of them. */
@Injectable()
export class ManagedPeople {
  constructor(
    private readonly people: PersonRepository,
    private readonly states: PersonStateRepository,
    private readonly sessions: Sessions,
  ) {}

  /**
   * The person, locked until the transaction ends: unknown to those who see none of their legal entities, refused to
   * those who do not see them all. One change of people at a time, so that rules on all of them hold.
   */
  async lock(tx: Transaction, id: string): Promise<PersonEntity> {
    await this.people.oneAtATime(tx);
    const person = await this.people.lock(tx, id);
    const { scope } = tx.context.actor;
    if (!person || !meets(person, scope)) throw notFound();
    if (!liesWithin(person, scope)) throw new DomainError('forbidden');
    return person;
  }

  /** Ends all sessions and revokes all personal keys. */
  async lockOut(tx: Transaction, person: PersonEntity): Promise<void> {
    await this.sessions.endAll(tx, person.id);
    for (const key of await this.states.revokeKeys(tx, person.id)) {
      tx.record(keyEvent('api_key.revoked', key, person));
    }
  }
}

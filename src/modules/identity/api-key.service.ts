import { Injectable } from '@nestjs/common';
import type { Actor, RequestContext } from '../../kernel/actor.js';
import { DomainError, invalid, notFound } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import { refuseStaleOrRetired } from '../../kernel/versioned.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { keyEvent } from './account-events.js';
import { managesKeysOfOthers, problemsOfKey, usualExpiry, type WantedKey } from './domain/api-key-rules.js';
import { liesWithin, meets, scopeOfKey, type StoredScope } from './domain/entity-scope.js';
import { newSecret } from './domain/api-key-secret.js';
import { IdentityMailer } from './mail/identity-mailer.js';
import type { ApiKeyEntity } from './persistence/api-key.entity.js';
import { ApiKeyRepository } from './persistence/api-key.repository.js';
import { PersonRepository } from './persistence/person.repository.js';
import { SignInReadModel } from './persistence/sign-in.read-model.js';

export interface ApiKeyInput {
  name: string;
  kind?: 'personal' | 'service';
  scopes: string[];
  entityScope?: string;
  legalEntityIds?: string[];
  expiresAt?: string;
}

interface LockedKey {
  current: ApiKeyEntity;
  /** What its owner sees; null for the key of a system. */
  owner: StoredScope | null;
}

/** Makes, renames and revokes API keys. */
@Injectable()
export class ApiKeyService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly keys: ApiKeyRepository,
    private readonly people: PersonRepository,
    private readonly owners: SignInReadModel,
    private readonly mailer: IdentityMailer,
  ) {}

  /** Makes a key. Its secret is in this answer and nowhere else: a repeat of the request gets the answer without it. */
  async create(context: RequestContext, input: ApiKeyInput): Promise<Answer> {
    const { actor } = context;
    const wanted = wantedOf(input, actor);
    if (wanted.kind === 'service' && !managesKeysOfOthers(actor)) throw new DomainError('forbidden');
    let made = false;
    const answer = await this.unitOfWork.answer(context, async (tx) => {
      await this.#check(tx, wanted);
      const id = newId();
      const { secret, hash, prefix } = newSecret();
      const ownerId = wanted.kind === 'personal' ? actor.personId : null;
      const key = { ...wanted, scopes: [...wanted.scopes], legalEntityIds: [...wanted.legalEntityIds] };
      const { kind: _kind, ...columns } = key;
      const owner = await this.keys.scopeOfOwner(tx, ownerId);
      tx.record(
        keyEvent('api_key.created', { id, ...key }, owner, { name: input.name, ownerId, prefix, ...key }),
      );
      const row = {
        ...columns,
        id,
        name: input.name,
        prefix,
        secretHash: hash,
        ownerId,
        createdBy: actor.personId,
      };
      const stored = await this.keys.insert(tx, row);
      made = true;
      return new Answer(
        201,
        withSecret(stored.json, secret),
        { location: `/api/v1/api-keys/${id}`, etag: etagOf(stored.rowVersion) },
        withSecret(stored.json, null),
      );
    });
    if (made && wanted.kind === 'personal') await this.#tellOwner(actor.personId);
    return answer;
  }

  rename(context: RequestContext, id: string, rowVersion: number, name: string | undefined): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { current, owner } = await this.#lockCurrent(tx, id, rowVersion);
      const wanted = name ?? current.name;
      if (wanted === current.name) return Answer.of(await this.keys.stored(tx, id));
      const stored = await this.keys.update(tx, id, { name: wanted });
      tx.record(keyEvent('api_key.renamed', current, owner, { name: { from: current.name, to: wanted } }));
      return Answer.of(stored);
    });
  }

  /** Revokes a key, for good; every process refuses it at once. */
  revoke(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { current, owner } = await this.#lockCurrent(tx, id, rowVersion);
      await this.keys.retire(tx, id);
      tx.record(keyEvent('api_key.revoked', current, owner));
      return Answer.noContent();
    });
  }

  async #check(tx: Transaction, wanted: WantedKey): Promise<void> {
    const problems = problemsOfKey(wanted, tx.context.actor, new Date());
    if (problems.length === 0 && !(await this.people.allExist(tx, wanted.legalEntityIds))) {
      problems.push({ pointer: '/legalEntityIds', code: 'unknown-reference' });
    }
    if (problems.length > 0) throw invalid(...problems);
  }

  async #lockCurrent(tx: Transaction, id: string, rowVersion: number): Promise<LockedKey> {
    const current = await this.keys.lock(tx, id);
    if (!current) throw notFound();
    const owner = await this.keys.scopeOfOwner(tx, current.ownerId);
    if (current.ownerId === null || current.ownerId !== tx.context.actor.personId) {
      refuseOthers(tx.context.actor, scopeOfKey(current, owner));
    }
    refuseStaleOrRetired(current, rowVersion);
    return { current, owner };
  }

  async #tellOwner(personId: string | null): Promise<void> {
    const owner = personId === null ? null : await this.owners.byId(personId);
    if (owner) await this.mailer.send(owner, { kind: 'key-created' });
  }
}

/** As with people: unknown to those who see none of its legal entities, refused to those who do not see them all. */
function refuseOthers(actor: Actor, key: StoredScope): void {
  if (!managesKeysOfOthers(actor) || !meets(key, actor.scope)) throw notFound();
  if (!liesWithin(key, actor.scope)) throw new DomainError('forbidden');
}

/** Without a word on legal entities a key sees what its maker sees; a personal key never sees more than its owner. */
function wantedOf(input: ApiKeyInput, { type, scope }: Actor): WantedKey {
  const unsaid = input.entityScope === undefined && input.legalEntityIds === undefined;
  const legalEntityIds = unsaid && type === 'api_key' && !scope.all ? scope.ids : input.legalEntityIds;
  return {
    kind: input.kind ?? 'personal',
    scopes: input.scopes,
    entityScope: input.entityScope ?? (legalEntityIds === undefined ? 'all' : 'listed'),
    legalEntityIds: legalEntityIds ?? [],
    expiresAt: input.expiresAt === undefined ? usualExpiry(new Date()) : new Date(input.expiresAt),
  };
}

/** The stored JSON with the secret as its last member; null where it is not shown again. */
function withSecret(json: string, secret: string | null): string {
  return `${json.slice(0, -1)},"secret":${JSON.stringify(secret)}}`;
}

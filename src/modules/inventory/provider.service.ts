import { Injectable } from '@nestjs/common';
import { preparerOf, type RequestContext } from '../../kernel/actor.js';
import { INSTALLATION } from '../../kernel/audited-entities.js';
import { DomainError, type FieldError, invalid, notFound } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import type { Registered, Stored } from '../../platform/database/rows.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { createEach } from '../../platform/http/batch.js';
import { changesBetween } from '../../kernel/changes.js';
import { refuseStale } from '../../kernel/versioned.js';
import { parentProblems } from './domain/known-none.js';
import { refuseInUse } from './domain/in-use.js';
import { Holders } from './holders.js';
import { moveRecord } from './move-record.js';
import { type Move, type Moved, Standings } from './standings.js';
import { personProblems } from './person-references.js';
import { standsAbove } from './persistence/ancestry.js';
import { checkApproval, preparersAfter, refuseOwnDecision, standingOnReturn } from './domain/approval.js';
import type { ProviderEntity } from './persistence/provider.entity.js';
import { ProviderRepository } from './persistence/provider.repository.js';

export type ProviderInput = Partial<ProviderEntity>;

const RESOURCE = 'provider';

/** Registers, changes and retires providers. */
@Injectable()
export class ProviderService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly providers: ProviderRepository,
    private readonly holders: Holders,
    private readonly standings: Standings,
  ) {}

  register(context: RequestContext, input: ProviderInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const id = newId();
      const stored = await this.#insert(tx, id, input);
      return Answer.created(stored.json, `/api/v1/providers/${id}`, etagOf(stored.rowVersion));
    });
  }

  registerBatch(context: RequestContext, inputs: readonly ProviderInput[]): Promise<Answer> {
    return this.unitOfWork.answer(context, (tx) =>
      createEach(inputs, (input) => this.#insert(tx, newId(), input)),
    );
  }

  async change(
    context: RequestContext,
    id: string,
    rowVersion: number,
    input: ProviderInput,
  ): Promise<Answer> {
    const follow = await this.standings.before(RESOURCE, id, input.status);
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lockCurrent(tx, id, rowVersion);
      if (current.retiredAt) throw new DomainError('retired');
      await this.#check(tx, { ...current, ...input }, input);
      const changes = changesBetween(current, input);
      if (Object.keys(changes).length === 0) return Answer.of(await this.providers.stored(tx, id));
      const change = { status: input.status, fields: Object.keys(changes) };
      checkApproval(context.actor, current, change);
      const preparedBy = preparersAfter(context.actor, current, change);
      if (changes['status'] && input.status) await follow(tx, { id, from: current.status, to: input.status });
      const stored = await this.providers.update(tx, id, { ...input, preparedBy });
      tx.record({
        action: 'provider.changed',
        resource: { type: RESOURCE, id },
        legalEntityIds: INSTALLATION,
        changes,
      });
      return Answer.of(stored);
    });
  }

  retire(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lockCurrent(tx, id, rowVersion);
      if (current.retiredAt) throw new DomainError('retired');
      refuseInUse(
        await this.providers.dependents(tx, id),
        ...(await this.holders.dependents(tx, RESOURCE, id)),
      );
      await this.providers.retire(tx, id);
      tx.record({
        action: 'provider.retired',
        resource: { type: RESOURCE, id },
        legalEntityIds: INSTALLATION,
      });
      return Answer.noContent();
    });
  }

  restore(context: RequestContext, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.providers.lock(tx, id);
      if (!current) throw notFound();
      if (!current.retiredAt) throw new DomainError('not-retired');
      if (current.ultimateParentId !== null) await this.#refuseRetiredParent(tx, current.ultimateParentId);
      const standing = standingOnReturn(context.actor, current, 'proposed');
      const stored = await this.providers.update(tx, id, { ...standing, retiredAt: null });
      tx.record({
        action: 'provider.restored',
        resource: { type: RESOURCE, id },
        legalEntityIds: INSTALLATION,
        changes: changesBetween(current, { status: standing.status }),
      });
      return Answer.of(stored);
    });
  }

  /** Moves a provider to another status within a transaction of the caller's, who keeps record of what follows from it. */
  moveIn(tx: Transaction, id: string, move: Move): Promise<Moved> {
    return moveRecord(tx, this.providers, RESOURCE, id, move);
  }

  /** Registers a provider within a transaction of the caller's. */
  async registerIn(tx: Transaction, input: ProviderInput): Promise<Registered> {
    const id = newId();
    return { id, ...(await this.#insert(tx, id, input)) };
  }

  async #insert(tx: Transaction, id: string, input: ProviderInput): Promise<Stored> {
    const createdBy = preparerOf(tx.context.actor);
    refuseOwnDecision(tx.context.actor, input.status);
    await this.#check(tx, input, input);
    tx.record({
      action: 'provider.registered',
      resource: { type: RESOURCE, id },
      legalEntityIds: INSTALLATION,
      changes: { ...input },
    });
    const stored = await this.providers.insert(tx, { ...input, id, createdBy, preparedBy: [createdBy] });
    await this.standings.followNew(tx, RESOURCE, id, input.status);
    return stored;
  }

  async #lockCurrent(tx: Transaction, id: string, rowVersion: number): Promise<ProviderEntity> {
    const current = await this.providers.lock(tx, id);
    if (!current) throw notFound();
    refuseStale(current, rowVersion);
    return current;
  }

  async #refuseRetiredParent(tx: Transaction, parentId: string): Promise<void> {
    if ((await this.providers.referable(tx, parentId)) !== 'retired') return;
    throw new DomainError('retired', {}, [{ pointer: '/ultimateParentId', code: 'retired-reference' }]);
  }

  /** Rules on the record as it would be; references are looked up only where the request gives them. */
  async #check(tx: Transaction, next: ProviderInput, given: ProviderInput): Promise<void> {
    const problems: FieldError[] = parentProblems(
      next.ultimateParentStatus,
      next.ultimateParentId,
      'ultimateParent',
    );
    if (given.ultimateParentId) {
      const referable = await this.providers.referable(tx, given.ultimateParentId);
      const pointer = '/ultimateParentId';
      if (referable === 'missing') problems.push({ pointer, code: 'unknown-reference' });
      if (referable === 'retired') problems.push({ pointer, code: 'retired-reference' });
      if (next.id && (await standsAbove(tx, RESOURCE, next.id, given.ultimateParentId))) {
        problems.push({ pointer, code: 'circular' });
      }
    }
    if (given.ownerId)
      problems.push(...(await personProblems(tx, [{ pointer: '/ownerId', id: given.ownerId }])));
    if (problems.length > 0) throw invalid(...problems);
  }
}

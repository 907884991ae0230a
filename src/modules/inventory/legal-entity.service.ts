import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../kernel/actor.js';
import { auditedFor } from '../../kernel/audited-entities.js';
import { DomainError, invalid, notFound } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import type { Registered, Stored } from '../../platform/database/rows.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { createEach } from '../../platform/http/batch.js';
import { changesBetween } from '../../kernel/changes.js';
import { seesAll } from '../../kernel/entity-scope.js';
import { refuseStale } from '../../kernel/versioned.js';
import { refuseInUse } from './domain/in-use.js';
import { Holders } from './holders.js';
import type { LegalEntityEntity } from './persistence/legal-entity.entity.js';
import { standsAbove } from './persistence/ancestry.js';
import { LegalEntityRepository } from './persistence/legal-entity.repository.js';

export type LegalEntityInput = Partial<LegalEntityEntity>;

const RESOURCE = 'legal_entity';

/** Registers, changes and retires the firm's legal entities. Outside the actor's scope they do not exist. */
@Injectable()
export class LegalEntityService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly legalEntities: LegalEntityRepository,
    private readonly holders: Holders,
  ) {}

  register(context: RequestContext, input: LegalEntityInput): Promise<Answer> {
    refuseListedScope(context);
    return this.unitOfWork.answer(context, async (tx) => {
      const id = newId();
      const stored = await this.#insert(tx, id, input);
      return Answer.created(stored.json, `/api/v1/legal-entities/${id}`, etagOf(stored.rowVersion));
    });
  }

  registerBatch(context: RequestContext, inputs: readonly LegalEntityInput[]): Promise<Answer> {
    refuseListedScope(context);
    return this.unitOfWork.answer(context, (tx) =>
      createEach(inputs, (input) => this.#insert(tx, newId(), input)),
    );
  }

  change(context: RequestContext, id: string, rowVersion: number, input: LegalEntityInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lockCurrent(tx, id, rowVersion);
      if (current.retiredAt) throw new DomainError('retired');
      if (input.parentId && input.parentId !== current.parentId)
        await this.#checkParent(tx, input.parentId, id);
      const changes = changesBetween(current, input);
      if (Object.keys(changes).length === 0) return Answer.of(await this.legalEntities.stored(tx, id));
      const stored = await this.legalEntities.update(tx, id, input);
      record(tx, 'changed', id, changes);
      return Answer.of(stored);
    });
  }

  retire(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lockCurrent(tx, id, rowVersion);
      if (current.retiredAt) throw new DomainError('retired');
      refuseInUse(
        await this.legalEntities.dependents(tx, id),
        ...(await this.holders.dependents(tx, RESOURCE, id)),
      );
      await this.legalEntities.retire(tx, id);
      record(tx, 'retired', id);
      return Answer.noContent();
    });
  }

  restore(context: RequestContext, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lock(tx, id);
      if (!current.retiredAt) throw new DomainError('not-retired');
      await this.#refuseRetiredParent(tx, current.parentId);
      const stored = await this.legalEntities.update(tx, id, { retiredAt: null });
      record(tx, 'restored', id);
      return Answer.of(stored);
    });
  }

  /** Registers a legal entity within a transaction of the caller's. */
  async registerIn(tx: Transaction, input: LegalEntityInput): Promise<Registered> {
    const id = newId();
    return { id, ...(await this.#insert(tx, id, input)) };
  }

  async #insert(tx: Transaction, id: string, input: LegalEntityInput): Promise<Stored> {
    if (input.parentId) await this.#checkParent(tx, input.parentId);
    record(tx, 'registered', id, { ...input });
    return this.legalEntities.insert(tx, { ...input, id });
  }

  async #lock(tx: Transaction, id: string): Promise<LegalEntityEntity> {
    if (!seesAll(tx.context.actor.scope, [id])) throw notFound();
    const current = await this.legalEntities.lock(tx, id);
    if (!current) throw notFound();
    return current;
  }

  async #lockCurrent(tx: Transaction, id: string, rowVersion: number): Promise<LegalEntityEntity> {
    const current = await this.#lock(tx, id);
    refuseStale(current, rowVersion);
    return current;
  }

  /** The parent must be there for the actor, in use, and not below the legal entity itself. */
  async #checkParent(tx: Transaction, parentId: string, id?: string): Promise<void> {
    const pointer = '/parentId';
    const visible = seesAll(tx.context.actor.scope, [parentId]);
    const referable = visible ? await this.legalEntities.referable(tx, parentId) : 'missing';
    if (referable === 'missing') throw invalid({ pointer, code: 'unknown-reference' });
    if (referable === 'retired') throw invalid({ pointer, code: 'retired-reference' });
    if (id !== undefined && (await standsAbove(tx, RESOURCE, id, parentId))) {
      throw invalid({ pointer, code: 'circular' });
    }
  }

  async #refuseRetiredParent(tx: Transaction, parentId: string | null): Promise<void> {
    if (parentId === null || (await this.legalEntities.referable(tx, parentId)) === 'yes') return;
    throw new DomainError('retired', {}, [{ pointer: '/parentId', code: 'retired-reference' }]);
  }
}

/** Whoever may see only listed legal entities could not see the new one: nobody's scope grows by their own act. */
function refuseListedScope({ actor }: RequestContext): void {
  if (!actor.scope.all) throw new DomainError('forbidden');
}

function record(
  tx: Transaction,
  what: string,
  id: string,
  changes: Readonly<Record<string, unknown>> = {},
): void {
  tx.record({
    action: `${RESOURCE}.${what}`,
    resource: { type: RESOURCE, id },
    legalEntityIds: auditedFor([id]),
    changes,
  });
}

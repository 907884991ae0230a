import { Injectable } from '@nestjs/common';
import { preparerOf, type RequestContext } from '../../kernel/actor.js';
import { Clock, localDate } from '../../kernel/clock.js';
import { INSTALLATION } from '../../kernel/audited-entities.js';
import { DomainError, type FieldError, invalid, notFound } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import { HOME_TIME_ZONE } from '../../kernel/time-zone.js';
import type { Registered, Stored } from '../../platform/database/rows.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { createEach } from '../../platform/http/batch.js';
import { checkApproval, preparersAfter, refuseOwnDecision, standingOnReturn } from './domain/approval.js';
import { changesBetween } from '../../kernel/changes.js';
import { refuseStale } from '../../kernel/versioned.js';
import { componentProblems, leavingProvider, retirementProblems } from './domain/component-rules.js';
import { refuseInUse } from './domain/in-use.js';
import { ComponentReferences } from './component-references.js';
import { Holders } from './holders.js';
import { moveRecord } from './move-record.js';
import { type Move, type Moved, Standings } from './standings.js';
import { AdversePartRepository } from './persistence/adverse-part.repository.js';
import type { ComponentEntity } from './persistence/component.entity.js';
import { ComponentRepository } from './persistence/component.repository.js';

export type ComponentInput = Partial<ComponentEntity>;

const RESOURCE = 'component';

/** Registers, changes and retires components. */
@Injectable()
export class ComponentService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly components: ComponentRepository,
    private readonly references: ComponentReferences,
    private readonly adverseParts: AdversePartRepository,
    private readonly holders: Holders,
    private readonly standings: Standings,
    private readonly clock: Clock,
  ) {}

  register(context: RequestContext, input: ComponentInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const id = newId();
      const stored = await this.#insert(tx, id, input);
      return Answer.created(stored.json, `/api/v1/components/${id}`, etagOf(stored.rowVersion));
    });
  }

  registerBatch(context: RequestContext, inputs: readonly ComponentInput[]): Promise<Answer> {
    return this.unitOfWork.answer(context, (tx) =>
      createEach(inputs, (input) => this.#insert(tx, newId(), input)),
    );
  }

  async change(
    context: RequestContext,
    id: string,
    rowVersion: number,
    input: ComponentInput,
  ): Promise<Answer> {
    const follow = await this.standings.before(RESOURCE, id, input.status);
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lockCurrent(tx, id, rowVersion);
      if (current.retiredAt) throw new DomainError('retired');
      refuse(componentProblems({ ...current, ...input }));
      refuse(retirementProblems(current.retiresOn, input.retiresOn, this.#today()));
      refuse(await this.references.problemsOfChange(tx, current, input));
      const changes = changesBetween(current, input);
      if (Object.keys(changes).length === 0) return Answer.of(await this.components.stored(tx, id));
      await this.#refuseForgetting(tx, current, input);
      const change = { status: input.status, fields: Object.keys(changes) };
      checkApproval(context.actor, current, change);
      const preparedBy = preparersAfter(context.actor, current, change);
      if (changes['status'] && input.status) await follow(tx, { id, from: current.status, to: input.status });
      const stored = await this.components.update(tx, id, { ...input, preparedBy });
      record(tx, 'changed', id, changes);
      return Answer.of(stored);
    });
  }

  /**
   * What was found to be bad stays in view: a component may be built on something else, and not on what nobody names; and what
   * stands still with its provider stays that provider's until somebody lifts the suspension.
   */
  async #refuseForgetting(tx: Transaction, current: ComponentEntity, input: ComponentInput): Promise<void> {
    const leaves = leavingProvider(current, input);
    if (leaves !== null && (await this.references.isSuspended(tx, current.providerId))) {
      throw new DomainError('adverse-finding', {}, [{ pointer: `/${leaves}`, code: 'provider-suspended' }]);
    }
    if (current.baseModelId === null || input.baseModelId !== null) return;
    await this.adverseParts.refuseForgetting(tx, [current.baseModelId], '/baseModelId');
  }

  retire(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lockCurrent(tx, id, rowVersion);
      if (current.retiredAt) throw new DomainError('retired');
      refuseInUse(
        await this.components.dependents(tx, id),
        ...(await this.holders.dependents(tx, RESOURCE, id)),
      );
      await this.components.retire(tx, id);
      record(tx, 'retired', id);
      return Answer.noContent();
    });
  }

  restore(context: RequestContext, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.components.lock(tx, id);
      if (!current) throw notFound();
      if (!current.retiredAt) throw new DomainError('not-retired');
      // Not its owner: one who left is replaced after it is back.
      const { providerId, baseModelId } = current;
      const problems = await this.references.problemsOf(tx, { providerId, baseModelId });
      if (problems.length > 0) throw new DomainError('retired', {}, problems);
      const standing = standingOnReturn(context.actor, current, 'proposed');
      const stored = await this.components.update(tx, id, { ...standing, retiredAt: null });
      record(tx, 'restored', id, changesBetween(current, { status: standing.status }));
      return Answer.of(stored);
    });
  }

  /** A component that the caller's transaction holds, so that nothing else changes it; null when it is not there. */
  hold(tx: Transaction, id: string): Promise<ComponentEntity | null> {
    return this.components.lock(tx, id);
  }

  /**
   * Fills in what the register did not know of a component, within a transaction of the caller's: what is recorded
   * already stays as it is.
   * @returns what changed
   */
  async fillIn(tx: Transaction, id: string, input: ComponentInput): Promise<object> {
    const current = await this.components.lock(tx, id);
    if (!current || current.retiredAt) throw new DomainError('retired');
    const missing = Object.entries(input).filter(
      ([field]) => current[field as keyof ComponentEntity] === null,
    );
    const changes = changesBetween(current, Object.fromEntries(missing));
    const fields = Object.keys(changes);
    if (fields.length === 0) return {};
    const preparedBy = preparersAfter(tx.context.actor, current, { fields });
    await this.components.update(tx, id, { ...Object.fromEntries(missing), preparedBy });
    record(tx, 'changed', id, changes);
    return changes;
  }

  /** Moves a component to another status within a transaction of the caller's, who keeps record of what follows from it. */
  moveIn(tx: Transaction, id: string, move: Move): Promise<Moved> {
    return moveRecord(tx, this.components, RESOURCE, id, move);
  }

  /** Registers a component within a transaction of the caller's. */
  async registerIn(tx: Transaction, input: ComponentInput): Promise<Registered> {
    const id = newId();
    return { id, ...(await this.#insert(tx, id, input)) };
  }

  /** The references are looked up and the row is written in one round trip; what they refuse rolls it back. */
  async #insert(tx: Transaction, id: string, input: ComponentInput): Promise<Stored> {
    const createdBy = preparerOf(tx.context.actor);
    refuseOwnDecision(tx.context.actor, input.status);
    refuse(componentProblems(input));
    record(tx, 'registered', id, { ...input });
    const [problems, stored] = await Promise.all([
      this.references.problemsOf(tx, input),
      this.components.insert(tx, { ...input, id, createdBy, preparedBy: [createdBy] }),
    ]);
    refuse(problems);
    await this.standings.followNew(tx, RESOURCE, id, input.status);
    return stored;
  }

  /** Components belong to the installation: their day is that of its home. */
  #today(): string {
    return localDate(this.clock.now(), HOME_TIME_ZONE);
  }

  async #lockCurrent(tx: Transaction, id: string, rowVersion: number): Promise<ComponentEntity> {
    const current = await this.components.lock(tx, id);
    if (!current) throw notFound();
    refuseStale(current, rowVersion);
    return current;
  }
}

function refuse(problems: readonly FieldError[]): void {
  if (problems.length > 0) throw invalid(...problems);
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
    legalEntityIds: INSTALLATION,
    changes,
  });
}

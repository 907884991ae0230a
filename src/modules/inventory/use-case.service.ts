import { Injectable } from '@nestjs/common';
import { preparerOf, type RequestContext } from '../../kernel/actor.js';
import { auditedFor } from '../../kernel/audited-entities.js';
import { Clock, localDate } from '../../kernel/clock.js';
import { DomainError, type FieldError, invalid, notFound } from '../../kernel/domain-error.js';
import { HOME_TIME_ZONE } from '../../kernel/time-zone.js';
import { newId } from '../../kernel/ids.js';
import type { Registered, Stored } from '../../platform/database/rows.js';
import { type AuditEvent, type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { createEach } from '../../platform/http/batch.js';
import { checkApproval, preparersAfter, refuseOwnDecision, standingOnReturn } from './domain/approval.js';
import { refuseBeyondScope } from '../../kernel/entity-scope.js';
import { changesBetween } from '../../kernel/changes.js';
import { refuseStale } from '../../kernel/versioned.js';
import { decideScope, scopeProblems } from './domain/use-case-scope.js';
import type { UseCaseEntity } from './persistence/use-case.entity.js';
import {
  type LinkedEntity,
  type SimilarUseCase,
  UseCaseRepository,
} from './persistence/use-case.repository.js';
import {
  alreadyDesignated,
  contradictions,
  derivedFrom,
  namedEntities,
  ownerProblems,
} from './use-case.checks.js';
import { NOTHING_SAID, type UseCaseInput, withoutEmptyLists } from './use-case.input.js';

export interface RegisterOptions {
  /** Whether the answer has the configuration hash; lists do not. */
  configuration?: boolean;
  /** The person who decided the scope, where a system records it for them. */
  decidedBy?: string | null;
}

type Designation = Pick<UseCaseEntity, 'designatedBy' | 'designatedReason' | 'designatedOn'>;

interface Current {
  useCase: UseCaseEntity;
  entities: LinkedEntity[];
}

/** Registers, changes and retires use cases; their tier is derived at every write, and never given. */
@Injectable()
export class UseCaseService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly useCases: UseCaseRepository,
  ) {}

  register(context: RequestContext, input: UseCaseInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { id, json, rowVersion } = await this.registerIn(tx, input);
      return Answer.created(json, `/api/v1/use-cases/${id}`, etagOf(rowVersion));
    });
  }

  registerBatch(context: RequestContext, inputs: readonly UseCaseInput[]): Promise<Answer> {
    return this.unitOfWork.answer(context, (tx) =>
      createEach(inputs, (input) => this.registerIn(tx, input, { configuration: false })),
    );
  }

  /** Registers a use case within a transaction of the caller's. */
  async registerIn(
    tx: Transaction,
    given: UseCaseInput,
    { configuration = true, decidedBy = tx.context.actor.personId }: RegisterOptions = {},
  ): Promise<Registered> {
    const { legalEntityIds = [], name = '', ...input } = withoutEmptyLists(given);
    const { actor } = tx.context;
    refuseOwnDecision(actor, input.status);
    const { entities, problems } = await namedEntities(tx, this.useCases, legalEntityIds);
    const today = this.#today(entities);
    const scope = decideScope(NOTHING_SAID, input, decidedBy, today);
    const next = { ...NOTHING_SAID, ...input, ...scope };
    problems.push(...(scope ? scopeProblems(scope, today) : []), ...contradictions(next));
    problems.push(...(await ownerProblems(tx, input)));
    if (problems.length > 0) throw invalid(...problems);
    const id = newId();
    const derived = derivedFrom(next);
    this.#record(tx, 'registered', id, entities, { ...given, ...scope, ...derived });
    const createdBy = preparerOf(actor);
    const row = {
      ...{ ...input, ...scope, ...derived, id, name, createdBy, preparedBy: [createdBy] },
      statusSince: today,
    };
    const stored = await this.useCases.insert(tx, row, idsOf(entities), { configuration });
    return { id, ...stored };
  }

  change(context: RequestContext, id: string, rowVersion: number, given: UseCaseInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lockCurrent(tx, id, rowVersion);
      if (current.useCase.retiredAt) throw new DomainError('retired');
      const { legalEntityIds, ...input } = withoutEmptyLists(given);
      const { entities, problems } =
        legalEntityIds === undefined
          ? { entities: current.entities, problems: [] }
          : await namedEntities(tx, this.useCases, legalEntityIds);
      const changes = await this.#changes(tx, current.useCase, input, this.#today(entities), problems);
      const audited = changesBetween(current.useCase, changes);
      const [from, to] = [idsOf(current.entities), idsOf(entities)];
      const isMoved = from.join() !== to.join();
      const fields = [...Object.keys(audited), ...(isMoved ? ['legalEntityIds'] : [])];
      if (fields.length === 0) return this.#answer(tx, id, []);
      const change = { status: input.status, fields };
      checkApproval(context.actor, current.useCase, change);
      const preparedBy = preparersAfter(context.actor, current.useCase, change);
      const since = audited['status'] ? { statusSince: this.#today(entities) } : {};
      await this.useCases.update(tx, id, { ...changes, ...since, preparedBy });
      this.#record(tx, 'changed', id, [...current.entities, ...entities], {
        ...audited,
        ...(isMoved ? { legalEntityIds: { from, to } } : {}),
      });
      const underWay: Promise<void>[] = [];
      if (isMoved) underWay.push(this.useCases.unlinkOthers(tx, id, to));
      if (isMoved || audited['name']) {
        underWay.push(this.useCases.link(tx, id, input.name ?? current.useCase.name, to));
      }
      return this.#answer(tx, id, underWay);
    });
  }

  /** The use case as it stands within a transaction of the caller's. */
  shownIn(tx: Transaction, id: string): Promise<Stored> {
    return this.useCases.answerAfter(tx, id, []);
  }

  /** Use cases with a similar name that the actor may see, the most similar first. */
  similarIn(tx: Transaction, name: string, nameZhHant: string | null): Promise<SimilarUseCase[]> {
    return this.useCases.similar(tx, name, nameZhHant);
  }

  /**
   * Retires a use case. Nothing in the register depends on one, so nothing can stand against it; its requirements stay
   * as they are, those of a retired dependent, so that a restored use case has its architecture back.
   */
  retire(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { useCase, entities } = await this.#lockCurrent(tx, id, rowVersion);
      if (useCase.retiredAt) throw new DomainError('retired');
      await this.useCases.retire(tx, id);
      this.#record(tx, 'retired', id, entities);
      return Answer.noContent();
    });
  }

  restore(context: RequestContext, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { useCase, entities } = await this.#lock(tx, id);
      if (!useCase.retiredAt) throw new DomainError('not-retired');
      if (entities.some(({ retired }) => retired)) {
        throw new DomainError('conflict', {}, [{ pointer: '/legalEntityIds', code: 'retired-reference' }]);
      }
      const standing = standingOnReturn(context.actor, useCase, 'planned');
      const since = standing.status === useCase.status ? {} : { statusSince: this.#today(entities) };
      await this.useCases.update(tx, id, { ...standing, ...since, retiredAt: null });
      this.#record(tx, 'restored', id, entities, changesBetween(useCase, { status: standing.status }));
      return this.#answer(tx, id, [this.useCases.setRetired(tx, id, false)]);
    });
  }

  /**
   * Designates a further high-risk use (paragraph 9); it only ever raises, since what is derived stays derived. A
   * designation stands as it was made: the same words of the same person change nothing, others are refused.
   */
  designate(context: RequestContext, id: string, reason: string): Promise<Answer> {
    const { personId } = context.actor;
    return this.#redesignate(context, id, 'designated_high_risk', reason, async (tx, useCase, today) => {
      if (useCase.designatedOn === null) {
        return { designatedBy: personId, designatedReason: reason, designatedOn: today };
      }
      if (useCase.designatedBy === personId && useCase.designatedReason === reason) return null;
      throw await alreadyDesignated(tx, useCase);
    });
  }

  /** Takes the firm's own designation back; a high risk that the rules derive is not touched by it. */
  withdrawDesignation(context: RequestContext, id: string, reason: string): Promise<Answer> {
    return this.#redesignate(context, id, 'designation_withdrawn', reason, (_tx, useCase) =>
      useCase.designatedOn === null
        ? null
        : { designatedBy: null, designatedReason: null, designatedOn: null },
    );
  }

  #redesignate(
    context: RequestContext,
    id: string,
    verb: string,
    reason: string,
    decide: (
      tx: Transaction,
      useCase: UseCaseEntity,
      today: string,
    ) => Designation | null | Promise<Designation | null>,
  ): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { useCase, entities } = await this.#lock(tx, id);
      if (useCase.retiredAt) throw new DomainError('retired');
      const designation = await decide(tx, useCase, this.#today(entities));
      if (designation === null) return this.#answer(tx, id, []); // it stands as wanted
      const changes = { ...designation, ...derivedFrom({ ...useCase, ...designation }) };
      await this.useCases.update(tx, id, changes);
      this.#record(tx, verb, id, entities, changesBetween(useCase, changes), reason);
      return this.#answer(tx, id, []);
    });
  }

  /** The columns that a change writes; throws with everything that is wrong, `problems` included. */
  async #changes(
    tx: Transaction,
    current: UseCaseEntity,
    input: Omit<UseCaseInput, 'legalEntityIds'>,
    today: string,
    problems: FieldError[],
  ): Promise<Partial<UseCaseEntity>> {
    const scope = decideScope(current, input, tx.context.actor.personId, today);
    const next = { ...current, ...input, ...scope };
    const all = [
      ...problems,
      ...(scope ? scopeProblems(scope, today) : []),
      ...contradictions(next),
      ...(await ownerProblems(tx, input)),
    ];
    if (all.length > 0) throw invalid(...all);
    return { ...input, ...scope, ...derivedFrom(next) };
  }

  async #lock(tx: Transaction, id: string): Promise<Current> {
    const useCase = await this.useCases.lock(tx, id);
    if (!useCase) throw notFound();
    const entities = await this.useCases.entitiesOf(tx, id);
    refuseBeyondScope(tx.context.actor.scope, idsOf(entities));
    return { useCase, entities };
  }

  async #lockCurrent(tx: Transaction, id: string, rowVersion: number): Promise<Current> {
    const current = await this.#lock(tx, id);
    refuseStale(current.useCase, rowVersion);
    return current;
  }

  async #answer(tx: Transaction, id: string, underWay: readonly Promise<void>[]): Promise<Answer> {
    const { json, rowVersion } = await this.useCases.answerAfter(tx, id, underWay);
    return Answer.ok(json, etagOf(rowVersion));
  }

  /** The day in the place of the first of the legal entities. */
  #today(entities: readonly LinkedEntity[]): string {
    return localDate(this.clock.now(), entities[0]?.timeZone ?? HOME_TIME_ZONE);
  }

  #record(
    tx: Transaction,
    verb: string,
    id: string,
    entities: readonly LinkedEntity[],
    changes: AuditEvent['changes'] = {},
    reason: string | null = null,
  ): void {
    tx.record({
      action: `use_case.${verb}`,
      resource: { type: 'use_case', id },
      legalEntityIds: auditedFor(idsOf(entities)),
      changes,
      reason,
    });
  }
}

function idsOf(entities: readonly LinkedEntity[]): string[] {
  return entities.map(({ id }) => id);
}

import { Injectable } from '@nestjs/common';
import { preparerOf, preparersWith, type RequestContext } from '../../kernel/actor.js';
import { auditedFor } from '../../kernel/audited-entities.js';
import { changesBetween } from '../../kernel/changes.js';
import { Clock, localDate } from '../../kernel/clock.js';
import { DomainError, type FieldError, invalid, notFound } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import { refuseStale } from '../../kernel/versioned.js';
import type { Registered } from '../../platform/database/rows.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { createEach } from '../../platform/http/batch.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { Holders, type ReferableEntity, refuseInUse } from '../inventory/inventory.public.js';
import { ArrangementReferences } from './arrangement-references.js';
import type { ArrangementTerms } from './domain/arrangement.js';
import {
  type ArrangementChange,
  type ArrangementInput,
  statedBy,
  termsOf,
} from './domain/arrangement-input.js';
import { arrangementProblems, forgettingProblems, futureProblems } from './domain/arrangement-rules.js';
import { ArrangementRepository, type ArrangementRow } from './persistence/arrangement.repository.js';

const RESOURCE = 'arrangement';
const LISTS = ['componentIds', 'subProcessors', 'territorySupport'] as const;

/** Registers, changes and retires arrangements: on which terms a legal entity uses what a provider offers. */
@Injectable()
export class ArrangementService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly arrangements: ArrangementRepository,
    private readonly references: ArrangementReferences,
    private readonly holders: Holders,
  ) {}

  register(context: RequestContext, input: ArrangementInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { id, json, rowVersion } = await this.registerIn(tx, input);
      return Answer.created(json, `/api/v1/arrangements/${id}`, etagOf(rowVersion));
    });
  }

  registerBatch(context: RequestContext, inputs: readonly ArrangementInput[]): Promise<Answer> {
    return this.unitOfWork.answer(context, (tx) => createEach(inputs, (input) => this.registerIn(tx, input)));
  }

  /** Registers an arrangement within a transaction of the caller's. */
  async registerIn(tx: Transaction, input: ArrangementInput): Promise<Registered> {
    const { legalEntityId } = input;
    const terms = termsOf(input);
    const entity = await this.references.visibleEntity(tx, legalEntityId);
    refuse([
      ...entityProblems(entity),
      ...arrangementProblems(terms),
      ...(entity ? futureProblems(terms, this.#today(entity)) : []),
      ...(await this.references.problemsOf(tx, terms, {})),
    ]);
    const id = newId();
    const preparedBy = [preparerOf(tx.context.actor)];
    record(tx, 'registered', { id, legalEntityId }, { legalEntityId, ...terms });
    const row = { id, legalEntityId, ...terms, preparedBy };
    return { id, ...(await this.arrangements.insert(tx, row, this.clock.now())) };
  }

  change(context: RequestContext, id: string, rowVersion: number, input: ArrangementChange): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lockCurrent(tx, id, rowVersion);
      if (current.retiredAt) throw new DomainError('retired');
      const stated = statedBy(input);
      const wanted = { ...current, ...stated };
      await this.#refuseWrong(tx, current, wanted, stated);
      const changes = changesBetween<ArrangementTerms>(current, stated);
      if (Object.keys(changes).length === 0) {
        return Answer.of(await this.arrangements.stored(tx, id, this.clock.now()));
      }
      record(tx, 'changed', current, changes);
      const replaced = LISTS.filter((list) => list in changes);
      const row = { ...wanted, preparedBy: preparersWith(context.actor, current.preparedBy) };
      return Answer.of(await this.arrangements.update(tx, row, replaced, this.clock.now()));
    });
  }

  retire(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lockCurrent(tx, id, rowVersion);
      if (current.retiredAt) throw new DomainError('retired');
      refuseInUse(...(await this.holders.dependents(tx, RESOURCE, id)));
      await this.arrangements.setRetired(tx, current, true, this.clock.now());
      record(tx, 'retired', current);
      return Answer.noContent();
    });
  }

  restore(context: RequestContext, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lock(tx, id);
      if (!current.retiredAt) throw new DomainError('not-retired');
      const entity = await this.references.visibleEntity(tx, current.legalEntityId);
      const problems = [
        ...entityProblems(entity),
        ...(await this.references.problemsOf(tx, { providerId: current.providerId }, {})),
      ];
      if (problems.length > 0) throw new DomainError('retired', {}, problems);
      record(tx, 'restored', current);
      const row = { id, preparedBy: preparersWith(context.actor, current.preparedBy) };
      return Answer.of(await this.arrangements.setRetired(tx, row, false, this.clock.now()));
    });
  }

  /** Rules on the arrangement as it would be; references are looked up only where the request gives them. */
  async #refuseWrong(
    tx: Transaction,
    current: ArrangementRow,
    wanted: ArrangementTerms,
    stated: Partial<ArrangementTerms>,
  ): Promise<void> {
    const entity = await this.references.visibleEntity(tx, current.legalEntityId);
    const today = this.#today(entity!);
    const { subProcessors = [], territorySupport = [] } = stated;
    refuse([
      ...arrangementProblems(wanted),
      ...futureProblems({ subProcessors, territorySupport }, today),
      ...(await this.references.problemsOf(tx, stated, current)),
    ]);
    const forgotten = forgettingProblems(current, wanted, today);
    if (forgotten.length > 0) throw new DomainError('adverse-finding', {}, forgotten);
  }

  async #lock(tx: Transaction, id: string): Promise<ArrangementRow> {
    const current = await this.arrangements.lock(tx, id);
    if (!current || !(await this.references.visibleEntity(tx, current.legalEntityId))) throw notFound();
    return current;
  }

  async #lockCurrent(tx: Transaction, id: string, rowVersion: number): Promise<ArrangementRow> {
    const current = await this.#lock(tx, id);
    refuseStale(current, rowVersion);
    return current;
  }

  #today({ timeZone }: ReferableEntity): string {
    return localDate(this.clock.now(), timeZone);
  }
}

function entityProblems(entity: ReferableEntity | null): FieldError[] {
  const pointer = '/legalEntityId';
  if (entity === null) return [{ pointer, code: 'unknown-reference' }];
  return entity.retired ? [{ pointer, code: 'retired-reference' }] : [];
}

function refuse(problems: readonly FieldError[]): void {
  if (problems.length > 0) throw invalid(...problems);
}

function record(
  tx: Transaction,
  what: string,
  { id, legalEntityId }: Pick<ArrangementRow, 'id' | 'legalEntityId'>,
  changes: object = {},
): void {
  tx.record({
    action: `${RESOURCE}.${what}`,
    resource: { type: RESOURCE, id },
    legalEntityIds: auditedFor([legalEntityId]),
    changes: { ...changes },
  });
}

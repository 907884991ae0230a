import { Injectable } from '@nestjs/common';
import { preparerOf, preparersWith, type RequestContext } from '../../kernel/actor.js';
import { auditedFor } from '../../kernel/audited-entities.js';
import { changesBetween } from '../../kernel/changes.js';
import { Clock, localDate } from '../../kernel/clock.js';
import { DomainError, type FieldError, invalid, notFound } from '../../kernel/domain-error.js';
import { sees } from '../../kernel/entity-scope.js';
import { newId } from '../../kernel/ids.js';
import { refuseStale } from '../../kernel/versioned.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { RecordReferences, type ReferableEntity } from '../inventory/inventory.public.js';
import { personProblems } from '../inventory/person-references.public.js';
import {
  definitionOf,
  definitionProblems,
  type LimitDefinition,
  thresholdProblems,
  validityProblems,
} from './domain/limit-definition.js';
import { type LimitContent, LimitRepository, type LimitRow } from './persistence/limit.repository.js';

export type LimitInput = Partial<LimitDefinition> &
  Partial<LimitContent> &
  Pick<LimitDefinition, 'measure'> &
  Pick<LimitContent, 'name' | 'rationale'> & { legalEntityId: string };
export type LimitChange = Partial<LimitContent>;

const RESOURCE = 'concentration_limit';

/**
 * Sets, changes and retires concentration limits. What is measured and for whom stays as it was set: findings and
 * acceptances are about just that.
 */
@Injectable()
export class LimitService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly limits: LimitRepository,
    private readonly references: RecordReferences,
  ) {}

  register(context: RequestContext, input: LimitInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { legalEntityId } = input;
      const entity = sees(context.actor.scope, legalEntityId)
        ? await this.references.legalEntity(tx, legalEntityId)
        : null;
      const definition = definitionOf(input);
      const content = this.#contentOf(input, entity);
      const problems = [
        ...entityProblems(entity),
        ...definitionProblems(definition),
        ...(await contentProblems(tx, definition, content, content.ownerId)),
      ];
      if (problems.length > 0) throw invalid(...problems);
      const id = newId();
      const preparedBy = [preparerOf(context.actor)];
      record(tx, 'registered', { id, legalEntityId }, { legalEntityId, ...definition, ...content });
      const stored = await this.limits.insert(tx, {
        id,
        legalEntityId,
        ...definition,
        ...content,
        preparedBy,
      });
      return Answer.created(stored.json, `/api/v1/concentration-limits/${id}`, etagOf(stored.rowVersion));
    });
  }

  change(context: RequestContext, id: string, rowVersion: number, input: LimitChange): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lockCurrent(tx, id, rowVersion);
      if (current.retiredAt) throw new DomainError('retired');
      const changes = changesBetween(current, input as Partial<LimitRow>);
      if (Object.keys(changes).length === 0) return Answer.of(await this.limits.shown(tx, id));
      const wanted = { ...current, ...withoutAbsent(input) };
      const problems = await contentProblems(tx, current, wanted, input.ownerId ?? null);
      if (problems.length > 0) throw invalid(...problems);
      record(tx, 'changed', current, changes);
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      return Answer.of(await this.limits.update(tx, { ...wanted, preparedBy }));
    });
  }

  retire(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lockCurrent(tx, id, rowVersion);
      if (current.retiredAt) throw new DomainError('retired');
      await this.limits.retire(tx, id);
      record(tx, 'retired', current);
      return Answer.noContent();
    });
  }

  restore(context: RequestContext, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#lock(tx, id);
      if (!current.retiredAt) throw new DomainError('not-retired');
      const entity = await this.references.legalEntity(tx, current.legalEntityId);
      const problems = entityProblems(entity);
      if (problems.length > 0) throw new DomainError('conflict', {}, problems);
      record(tx, 'restored', current);
      return Answer.of(await this.limits.restore(tx, id, preparersWith(context.actor, current.preparedBy)));
    });
  }

  async #lock(tx: Transaction, id: string): Promise<LimitRow> {
    const current = await this.limits.lock(tx, id);
    if (!current || !sees(tx.context.actor.scope, current.legalEntityId)) throw notFound();
    return current;
  }

  async #lockCurrent(tx: Transaction, id: string, rowVersion: number): Promise<LimitRow> {
    const current = await this.#lock(tx, id);
    refuseStale(current, rowVersion);
    return current;
  }

  /** Without a first day it holds from today, in the place of its legal entity. */
  #contentOf(input: LimitInput, entity: ReferableEntity | null): LimitContent {
    const today = entity === null ? '' : localDate(this.clock.now(), entity.timeZone);
    return {
      name: input.name,
      nameZhHant: input.nameZhHant ?? null,
      threshold: input.threshold ?? null,
      rationale: input.rationale,
      ownerId: input.ownerId ?? null,
      validFrom: input.validFrom ?? today,
      validTo: input.validTo ?? null,
    };
  }
}

function entityProblems(entity: ReferableEntity | null): FieldError[] {
  const pointer = '/legalEntityId';
  if (entity === null) return [{ pointer, code: 'unknown-reference' }];
  return entity.retired ? [{ pointer, code: 'retired-reference' }] : [];
}

/** @param namedOwner the owner that the request names; one who is recorded already may have left since */
async function contentProblems(
  tx: Transaction,
  { measure }: LimitDefinition,
  content: LimitContent,
  namedOwner: string | null,
): Promise<FieldError[]> {
  return [
    ...thresholdProblems(measure, content.threshold),
    ...validityProblems(content.validFrom, content.validTo),
    ...(await personProblems(tx, namedOwner === null ? [] : [{ pointer: '/ownerId', id: namedOwner }])),
  ];
}

function withoutAbsent<T extends object>(input: T): T {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as T;
}

function record(
  tx: Transaction,
  what: string,
  { id, legalEntityId }: Pick<LimitRow, 'id' | 'legalEntityId'>,
  changes: Readonly<Record<string, unknown>> = {},
): void {
  tx.record({
    action: `${RESOURCE}.${what}`,
    resource: { type: RESOURCE, id },
    legalEntityIds: auditedFor([legalEntityId]),
    changes,
  });
}

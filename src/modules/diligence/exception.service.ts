import { Injectable } from '@nestjs/common';
import { preparerOf, preparersWith, type RequestContext } from '../../kernel/actor.js';
import { auditedFor } from '../../kernel/audited-entities.js';
import { changesBetween } from '../../kernel/changes.js';
import { Clock } from '../../kernel/clock.js';
import { DomainError, type FieldError, invalid, notFound } from '../../kernel/domain-error.js';
import { sees } from '../../kernel/entity-scope.js';
import { newId } from '../../kernel/ids.js';
import { refuseStaleOrRetired } from '../../kernel/versioned.js';
import { contentHash } from '../../platform/content-hash.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { personProblems } from '../inventory/person-references.public.js';
import { type ExceptionFacts, type ExceptionIdentity, expiryProblems } from './domain/exception.js';
import { named, NamedRecords } from './named-records.js';
import type { ExceptionEntity } from './persistence/exception.entity.js';
import { ExceptionRepository } from './persistence/exception.repository.js';

export type ExceptionInput = ExceptionChange &
  Pick<ExceptionFacts, 'reason' | 'ownerId' | 'expiresOn'> & {
    kind: string;
    rule: string;
    legalEntityId: string;
    subject?: { type: string; id: string } | null;
  };
export type ExceptionChange = Partial<ExceptionFacts>;

const RESOURCE = 'exception';
const FIELDS = ['reason', 'mitigation', 'ownerId', 'evidenceId', 'expiresOn'] as const;
/** What any change leaves of a decision. */
const UNDECIDED: Partial<ExceptionEntity> = {
  ...{ state: 'proposed', decidedBy: null, decidedAt: null, decisionReason: null, approvedHash: null },
};

/** Proposes exceptions, and has somebody else decide on exactly what was proposed; any change takes the decision away. */
@Injectable()
export class ExceptionService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly exceptions: ExceptionRepository,
    private readonly records: NamedRecords,
  ) {}

  propose(context: RequestContext, input: ExceptionInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const identity = identityOf(input);
      const { reason, ownerId, expiresOn, mitigation = null, evidenceId = null } = input;
      const facts: ExceptionFacts = { reason, mitigation, ownerId, evidenceId, expiresOn };
      refuse([
        ...(await this.#identityProblems(tx, identity)),
        ...(await this.#factProblems(tx, identity.legalEntityId, facts)),
      ]);
      const id = newId();
      const createdBy = preparerOf(context.actor);
      const row = { id, ...identity, ...facts, state: 'proposed', createdBy, preparedBy: [createdBy] };
      const { rowVersion } = await this.exceptions.insert(tx, row);
      record(tx, 'proposed', row, { ...identity, ...facts });
      const { json } = await this.exceptions.shown(tx, id, this.clock.now());
      return Answer.created(json, `/api/v1/exceptions/${id}`, etagOf(rowVersion));
    });
  }

  change(context: RequestContext, id: string, rowVersion: number, input: ExceptionChange): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#holdCurrent(tx, id, rowVersion);
      const stated = factsOf(input);
      refuse(await this.#factProblems(tx, current.legalEntityId, stated));
      const changes = changesBetween<ExceptionFacts>(current, stated);
      if (Object.keys(changes).length === 0) {
        return Answer.of(await this.exceptions.shown(tx, id, this.clock.now()));
      }
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      return this.#moved(tx, current, 'changed', { ...stated, ...UNDECIDED, preparedBy }, changes);
    });
  }

  /** Approves what is proposed, for whoever had no hand in it. */
  approve(context: RequestContext, id: string, rowVersion: number, reason: string | null): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#holdProposed(tx, id, rowVersion);
      refuse(expiryProblems(current, await this.records.today(tx, current.legalEntityId)));
      const approvedHash = hashOf(current);
      const change = { ...this.#decision(tx, current, reason), state: 'approved', approvedHash };
      return this.#moved(tx, current, 'approved', change, { contentHash: approvedHash }, reason);
    });
  }

  reject(context: RequestContext, id: string, rowVersion: number, reason: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#holdProposed(tx, id, rowVersion);
      const change = { ...this.#decision(tx, current, reason), state: 'rejected' };
      return this.#moved(tx, current, 'rejected', change, {}, reason);
    });
  }

  retire(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#holdCurrent(tx, id, rowVersion);
      await this.exceptions.retire(tx, id);
      record(tx, 'retired', current);
      return Answer.noContent();
    });
  }

  /** It comes back as it was proposed, to be decided on again. */
  restore(context: RequestContext, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#hold(tx, id);
      if (!current.retiredAt) throw new DomainError('not-retired');
      const { evidenceId, expiresOn } = current;
      refuse([
        ...(await this.#identityProblems(tx, current)),
        ...(await this.#factProblems(tx, current.legalEntityId, { evidenceId, expiresOn })),
      ]);
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      return this.#moved(tx, current, 'restored', { ...UNDECIDED, retiredAt: null, preparedBy }, {});
    });
  }

  async #identityProblems(tx: Transaction, identity: ExceptionIdentity): Promise<FieldError[]> {
    const { legalEntityId, useCaseId, providerId, componentId } = identity;
    const subject = '/subject/id';
    return [
      ...(await this.records.entityProblems(tx, named('/legalEntityId', legalEntityId))),
      ...(await this.records.useCaseProblems(tx, legalEntityId, named(subject, useCaseId))),
      ...(await this.records.providerProblems(tx, named(subject, providerId))),
      ...(await this.records.componentProblems(tx, named(subject, componentId))),
    ];
  }

  /** @param stated what the request names: what is named already may have gone since */
  async #factProblems(
    tx: Transaction,
    legalEntityId: string,
    stated: ExceptionChange,
  ): Promise<FieldError[]> {
    const { expiresOn, ownerId, evidenceId } = stated;
    const today = await this.records.today(tx, legalEntityId);
    return [
      ...(expiresOn === undefined ? [] : expiryProblems({ expiresOn }, today)),
      ...(await personProblems(tx, named('/ownerId', ownerId))),
      ...(await this.records.documentProblems(tx, legalEntityId, named('/evidenceId', evidenceId))),
    ];
  }

  #decision(
    tx: Transaction,
    { preparedBy }: ExceptionEntity,
    reason: string | null,
  ): Partial<ExceptionEntity> {
    const decidedBy = preparerOf(tx.context.actor);
    if (preparedBy.includes(decidedBy)) throw new DomainError('four-eyes');
    return { decidedBy, decidedAt: this.clock.now(), decisionReason: reason };
  }

  async #moved(
    tx: Transaction,
    current: ExceptionEntity,
    what: string,
    change: Partial<ExceptionEntity>,
    told: object,
    reason: string | null = null,
  ): Promise<Answer> {
    await this.exceptions.update(tx, current.id, change);
    const { state = current.state } = change;
    const moved = state === current.state ? {} : { state: { from: current.state, to: state } };
    record(tx, what, current, { ...moved, ...told }, reason);
    return Answer.of(await this.exceptions.shown(tx, current.id, this.clock.now()));
  }

  async #hold(tx: Transaction, id: string): Promise<ExceptionEntity> {
    const current = await this.exceptions.lock(tx, id);
    if (current === null || !sees(tx.context.actor.scope, current.legalEntityId)) throw notFound();
    return current;
  }

  async #holdCurrent(tx: Transaction, id: string, rowVersion: number): Promise<ExceptionEntity> {
    const current = await this.#hold(tx, id);
    refuseStaleOrRetired(current, rowVersion);
    return current;
  }

  async #holdProposed(tx: Transaction, id: string, rowVersion: number): Promise<ExceptionEntity> {
    const current = await this.#holdCurrent(tx, id, rowVersion);
    if (current.state !== 'proposed') throw new DomainError('already-decided');
    return current;
  }
}

function identityOf({ kind, rule, legalEntityId, subject }: ExceptionInput): ExceptionIdentity {
  const idOf = (type: string): string | null => (subject?.type === type ? subject.id : null);
  return {
    ...{ kind, rule, legalEntityId },
    ...{ useCaseId: idOf('use_case'), providerId: idOf('provider'), componentId: idOf('component') },
  };
}

/** SHA-256 of all that somebody decides on. */
function hashOf(exception: ExceptionEntity): string {
  const { id, kind, rule, legalEntityId, useCaseId, providerId, componentId } = exception;
  const { reason, mitigation, ownerId, evidenceId, expiresOn } = exception;
  return contentHash({
    ...{ id, kind, rule, legalEntityId, useCaseId, providerId, componentId },
    ...{ reason, mitigation, ownerId, evidenceId, expiresOn },
  });
}

function factsOf(input: ExceptionChange): ExceptionChange {
  return Object.fromEntries(
    FIELDS.flatMap((field) => (input[field] === undefined ? [] : [[field, input[field]]])),
  );
}

function refuse(problems: readonly FieldError[]): void {
  if (problems.length > 0) throw invalid(...problems);
}

function record(
  tx: Transaction,
  what: string,
  { id, legalEntityId }: Pick<ExceptionEntity, 'id' | 'legalEntityId'>,
  changes: object = {},
  reason: string | null = null,
): void {
  tx.record({
    action: `${RESOURCE}.${what}`,
    resource: { type: RESOURCE, id },
    legalEntityIds: auditedFor([legalEntityId]),
    changes: { ...changes },
    reason,
  });
}

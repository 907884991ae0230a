import { Injectable } from '@nestjs/common';
import { preparerOf, preparersWith, type RequestContext } from '../../kernel/actor.js';
import { changesBetween } from '../../kernel/changes.js';
import { Clock } from '../../kernel/clock.js';
import { DomainError, type FieldError, invalid, notFound } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import { refuseStaleOrRetired } from '../../kernel/versioned.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { personProblems } from '../inventory/person-references.public.js';
import { type CompetenceFacts, type CompetenceIdentity, competenceProblems } from './domain/competence.js';
import { auditedOf, isSeen, refuseForeign } from './installation-wide.js';
import { named, NamedRecords } from './named-records.js';
import type { CompetenceEntity } from './persistence/competence.entity.js';
import { CompetenceRepository } from './persistence/competence.repository.js';

export type CompetenceChange = Partial<CompetenceFacts>;
export type CompetenceInput = CompetenceChange &
  Pick<CompetenceFacts, 'evidenceId' | 'validTo'> &
  Omit<CompetenceIdentity, 'legalEntityId'> &
  Partial<Pick<CompetenceIdentity, 'legalEntityId'>>;

const RESOURCE = 'competence';
const FACTS = ['evidenceId', 'validFrom', 'validTo', 'description'];

/** Records who is competent in what, shown by a document. */
@Injectable()
export class CompetenceService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly competences: CompetenceRepository,
    private readonly records: NamedRecords,
  ) {}

  register(context: RequestContext, input: CompetenceInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { personId, function: of, field, legalEntityId = null } = input;
      const identity = { personId, function: of, field, legalEntityId };
      const { evidenceId, validTo } = input;
      const facts = { validFrom: null, description: null, ...factsOf(input), evidenceId, validTo };
      refuse([
        ...(await this.#identityProblems(tx, identity)),
        ...(await this.#factProblems(tx, identity, facts, facts)),
      ]);
      refuseForeign(tx, identity);
      const id = newId();
      const createdBy = preparerOf(context.actor);
      const row = { id, ...identity, ...facts, createdBy, preparedBy: [createdBy] };
      const { rowVersion } = await this.competences.insert(tx, row);
      record(tx, 'registered', row, { ...identity, ...facts });
      const { json } = await this.competences.shown(tx, id, this.clock.now());
      return Answer.created(json, `/api/v1/competences/${id}`, etagOf(rowVersion));
    });
  }

  change(context: RequestContext, id: string, rowVersion: number, input: CompetenceChange): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#holdCurrent(tx, id, rowVersion);
      const stated = factsOf(input);
      refuse(await this.#factProblems(tx, current, { ...current, ...stated }, stated));
      const changes = changesBetween<CompetenceFacts>(current, stated);
      if (Object.keys(changes).length > 0) {
        const preparedBy = preparersWith(context.actor, current.preparedBy);
        await this.competences.update(tx, id, { ...stated, preparedBy });
        record(tx, 'changed', current, changes);
      }
      return Answer.of(await this.competences.shown(tx, id, this.clock.now()));
    });
  }

  retire(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#holdCurrent(tx, id, rowVersion);
      await this.competences.retire(tx, id);
      record(tx, 'retired', current);
      return Answer.noContent();
    });
  }

  /** Whoever left, and a document that went, keep it from coming back. */
  restore(context: RequestContext, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.#hold(tx, id);
      if (!current.retiredAt) throw new DomainError('not-retired');
      const { evidenceId } = current;
      refuse([
        ...(await this.#identityProblems(tx, current)),
        ...(await this.#factProblems(tx, current, current, { evidenceId })),
      ]);
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      await this.competences.update(tx, id, { retiredAt: null, preparedBy });
      record(tx, 'restored', current);
      return Answer.of(await this.competences.shown(tx, id, this.clock.now()));
    });
  }

  async #identityProblems(
    tx: Transaction,
    { personId, legalEntityId }: CompetenceIdentity,
  ): Promise<FieldError[]> {
    return [
      ...(await this.records.entityProblems(tx, named('/legalEntityId', legalEntityId))),
      ...(await personProblems(tx, named('/personId', personId))),
    ];
  }

  /** @param stated what the request says */
  async #factProblems(
    tx: Transaction,
    { legalEntityId }: Pick<CompetenceIdentity, 'legalEntityId'>,
    facts: CompetenceFacts,
    stated: CompetenceChange,
  ): Promise<FieldError[]> {
    return [
      ...competenceProblems(facts, stated, await this.records.today(tx, legalEntityId)),
      ...(await this.records.documentProblems(tx, legalEntityId, named('/evidenceId', stated.evidenceId))),
    ];
  }

  async #hold(tx: Transaction, id: string): Promise<CompetenceEntity> {
    const current = await this.competences.lock(tx, id);
    if (current === null || !isSeen(tx, current)) throw notFound();
    refuseForeign(tx, current);
    return current;
  }

  async #holdCurrent(tx: Transaction, id: string, rowVersion: number): Promise<CompetenceEntity> {
    const current = await this.#hold(tx, id);
    refuseStaleOrRetired(current, rowVersion);
    return current;
  }
}

function factsOf(input: CompetenceChange): CompetenceChange {
  const stated = Object.entries(input).filter(
    ([field, value]) => value !== undefined && FACTS.includes(field),
  );
  return Object.fromEntries(stated);
}

function refuse(problems: readonly FieldError[]): void {
  if (problems.length > 0) throw invalid(...problems);
}

function record(
  tx: Transaction,
  what: string,
  competence: Pick<CompetenceEntity, 'id' | 'legalEntityId'>,
  changes: object = {},
): void {
  tx.record({
    action: `${RESOURCE}.${what}`,
    resource: { type: RESOURCE, id: competence.id },
    legalEntityIds: auditedOf(competence),
    changes: { ...changes },
  });
}

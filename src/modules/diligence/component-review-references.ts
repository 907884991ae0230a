import { Injectable } from '@nestjs/common';
import { type FieldError, notFound } from '../../kernel/domain-error.js';
import { sees } from '../../kernel/entity-scope.js';
import { refuseStaleOrRetired } from '../../kernel/versioned.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { personProblems } from '../inventory/person-references.public.js';
import { namedIn } from './assessment-references.js';
import { componentKindProblems, type ReviewFacts, type ReviewIdentity } from './domain/component-review.js';
import { type Named, named, NamedRecords } from './named-records.js';
import type { ComponentReviewEntity } from './persistence/component-review.entity.js';
import { ComponentReviewRepository } from './persistence/component-review.repository.js';

/** Holds a component review, and looks up what it names. */
@Injectable()
export class ComponentReviewReferences {
  constructor(
    private readonly records: NamedRecords,
    private readonly reviews: ComponentReviewRepository,
  ) {}

  /** Locked until the transaction ends, be it retired or not; throws not-found. */
  async hold(tx: Transaction, id: string): Promise<ComponentReviewEntity> {
    const row = await this.reviews.lock(tx, id);
    if (row === null || !sees(tx.context.actor.scope, row.legalEntityId)) throw notFound();
    return row;
  }

  /** The same under If-Match, and in use. */
  async holdCurrent(tx: Transaction, id: string, rowVersion: number): Promise<ComponentReviewEntity> {
    const row = await this.hold(tx, id);
    refuseStaleOrRetired(row, rowVersion);
    return row;
  }

  today(tx: Transaction, legalEntityId: string): Promise<string> {
    return this.records.today(tx, legalEntityId);
  }

  async identityProblems(
    tx: Transaction,
    identity: Omit<ReviewIdentity, 'componentVersion' | 'performedOn'>,
  ): Promise<FieldError[]> {
    const { kind, legalEntityId, componentId, useCaseId } = identity;
    const entity = await this.records.entityProblems(tx, named('/legalEntityId', legalEntityId));
    const useCase = named('/useCaseId', useCaseId);
    return [
      ...entity,
      ...(await this.records.componentProblems(tx, named('/componentId', componentId))),
      ...(entity.length > 0 ? [] : await this.records.useCaseProblems(tx, legalEntityId, useCase)),
      ...componentKindProblems(kind, (await this.reviews.component(tx, componentId))?.kind ?? null),
    ];
  }

  /**
   * What is wrong with people and documents that the facts of a review name.
   * @param known what it named before: that may have gone since
   */
  async factProblems(
    tx: Transaction,
    legalEntityId: string,
    facts: Partial<ReviewFacts>,
    known: Partial<ReviewFacts> = {},
  ): Promise<FieldError[]> {
    const before = new Set([...peopleIn(known), ...documentsIn(known)].map(({ id }) => id));
    const isFresh = ({ id }: Named): boolean => !before.has(id);
    return [
      ...(await personProblems(tx, peopleIn(facts).filter(isFresh))),
      ...(await this.records.documentProblems(tx, legalEntityId, documentsIn(facts).filter(isFresh))),
    ];
  }
}

function peopleIn({ performedBy, ownerId }: Partial<ReviewFacts>): Named[] {
  return [...named('/performedBy', performedBy), ...named('/ownerId', ownerId)];
}

function documentsIn({ evidenceIds, measures = [] }: Partial<ReviewFacts>): Named[] {
  return [
    ...namedIn('/evidenceIds', evidenceIds),
    ...measures.flatMap(({ evidenceId }, i) => named(`/measures/${i}/evidenceId`, evidenceId)),
  ];
}

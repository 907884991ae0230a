import { Injectable } from '@nestjs/common';
import { type FieldError, notFound } from '../../kernel/domain-error.js';
import { sees } from '../../kernel/entity-scope.js';
import { refuseStaleOrRetired } from '../../kernel/versioned.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { personProblems } from '../inventory/person-references.public.js';
import { namedIn } from './assessment-references.js';
import type { ActivityFacts } from './domain/assurance-activity.js';
import { type Named, named, NamedRecords } from './named-records.js';
import type { AssuranceActivityEntity } from './persistence/assurance-activity.entity.js';
import { AssuranceActivityRepository } from './persistence/assurance-activity.repository.js';

interface WhoseAndOfWhat {
  legalEntityId: string;
  subject: { type: string; id: string };
}

/** Holds an assurance activity, and looks up what it names. */
@Injectable()
export class AssuranceReferences {
  constructor(
    private readonly records: NamedRecords,
    private readonly activities: AssuranceActivityRepository,
  ) {}

  /** Locked until the transaction ends, be it retired or not; throws not-found. */
  async hold(tx: Transaction, id: string): Promise<AssuranceActivityEntity> {
    const row = await this.activities.lock(tx, id);
    if (row === null || !sees(tx.context.actor.scope, row.legalEntityId)) throw notFound();
    return row;
  }

  /** The same under If-Match, and in use. */
  async holdCurrent(tx: Transaction, id: string, rowVersion: number): Promise<AssuranceActivityEntity> {
    const row = await this.hold(tx, id);
    refuseStaleOrRetired(row, rowVersion);
    return row;
  }

  today(tx: Transaction, legalEntityId: string): Promise<string> {
    return this.records.today(tx, legalEntityId);
  }

  async identityProblems(tx: Transaction, { legalEntityId, subject }: WhoseAndOfWhat): Promise<FieldError[]> {
    const wrong = await this.records.entityProblems(tx, named('/legalEntityId', legalEntityId));
    if (wrong.length > 0) return wrong;
    const at = named('/subject/id', subject.id);
    switch (subject.type) {
      case 'use_case':
        return this.records.useCaseProblems(tx, legalEntityId, at);
      case 'component':
        return this.records.componentProblems(tx, at);
      case 'provider':
        return this.records.providerProblems(tx, at);
      default:
        return subject.id === legalEntityId
          ? []
          : [{ pointer: '/subject/id', code: 'contradiction', params: { other: 'legalEntityId' } }];
    }
  }

  /**
   * What is wrong with people, components and documents that the facts of an activity name.
   * @param known what it named before: that may have gone since
   */
  async factProblems(
    tx: Transaction,
    legalEntityId: string,
    facts: Partial<ActivityFacts>,
    known: Partial<ActivityFacts> = {},
  ): Promise<FieldError[]> {
    const before = new Set(namedBy(known).map(({ id }) => id));
    const isFresh = ({ id }: Named): boolean => !before.has(id);
    const components = namedIn('/scopeComponentIds', facts.scopeComponentIds);
    const documents = namedIn('/evidenceIds', facts.evidenceIds);
    return [
      ...(await personProblems(tx, peopleIn(facts).filter(isFresh))),
      ...(await this.records.componentProblems(tx, components.filter(isFresh))),
      ...(await this.records.documentProblems(tx, legalEntityId, documents.filter(isFresh))),
    ];
  }
}

function namedBy(facts: Partial<ActivityFacts>): Named[] {
  return [
    ...peopleIn(facts),
    ...namedIn('/scopeComponentIds', facts.scopeComponentIds),
    ...namedIn('/evidenceIds', facts.evidenceIds),
  ];
}

function peopleIn({ performedBy, openIssues = [] }: Partial<ActivityFacts>): Named[] {
  return [
    ...named('/performedBy', performedBy),
    ...openIssues.flatMap(({ ownerId }, i) => named(`/openIssues/${i}/ownerId`, ownerId)),
  ];
}

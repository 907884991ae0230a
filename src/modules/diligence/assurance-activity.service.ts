import { Injectable } from '@nestjs/common';
import { preparerOf, preparersWith, type RequestContext } from '../../kernel/actor.js';
import { auditedFor } from '../../kernel/audited-entities.js';
import { changesBetween } from '../../kernel/changes.js';
import { DomainError, type FieldError, invalid } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { AssuranceReferences } from './assurance-references.js';
import {
  type ActivityFacts,
  type ActivityIdentity,
  activityProblems,
  forgottenProblems,
  type Issue,
  retirementProblems,
} from './domain/assurance-activity.js';
import type { AssuranceActivityEntity } from './persistence/assurance-activity.entity.js';
import { AssuranceActivityRepository } from './persistence/assurance-activity.repository.js';

type IssueInput = Pick<Issue, 'text'> & Partial<Issue>;
export type ActivityChange = Partial<Omit<ActivityFacts, 'openIssues'>> & {
  openIssues?: readonly IssueInput[];
};
export interface ActivityInput extends ActivityChange {
  kind: string;
  legalEntityId: string;
  subject: { type: string; id: string };
  performedOn: string;
  configurationHash?: string | null;
}

const UNSTATED: ActivityFacts = {
  ...{ performedBy: null, performer: null, scope: [], scopeComponentIds: [], outcome: 'unknown' },
  ...{ openIssues: [], target: null, result: null, breaches: null, evidenceIds: [], nextDueOn: null },
  summary: null,
};
const UNSTATED_ISSUE: Omit<Issue, 'text'> = {
  ...{ ownerId: null, dueOn: null, dealtWith: 'unknown', reason: null },
};

/** Records what was done to be sure of something: what it was stays, and what it found is not forgotten. */
@Injectable()
export class AssuranceActivityService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly activities: AssuranceActivityRepository,
    private readonly references: AssuranceReferences,
  ) {}

  register(context: RequestContext, input: ActivityInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const wrong = await this.references.identityProblems(tx, input);
      const identity = await this.#identityOf(tx, input);
      const facts = { ...UNSTATED, ...factsOf(input) };
      refuse([...wrong, ...(await this.#factProblems(tx, identity, facts, facts, {}))]);
      const id = newId();
      const createdBy = preparerOf(context.actor);
      const row = { id, ...identity, ...stored(facts), createdBy, preparedBy: [createdBy] };
      const { rowVersion } = await this.activities.insert(tx, row);
      recordActivity(tx, 'registered', row, { ...identity, ...facts });
      const { json } = await this.activities.shown(tx, id);
      return Answer.created(json, `/api/v1/assurance-activities/${id}`, etagOf(rowVersion));
    });
  }

  change(context: RequestContext, id: string, rowVersion: number, input: ActivityChange): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.references.holdCurrent(tx, id, rowVersion);
      const stated = factsOf(input);
      const wanted = { ...current, ...stated };
      refuse(await this.#factProblems(tx, current, wanted, stated, current));
      refuseForgetting(forgottenProblems(current, wanted));
      const changes = changesBetween<ActivityFacts>(current, stated);
      if (Object.keys(changes).length > 0) {
        const preparedBy = preparersWith(context.actor, current.preparedBy);
        await this.activities.update(tx, id, { ...stored(stated), preparedBy });
        recordActivity(tx, 'changed', current, changes);
      }
      return Answer.of(await this.activities.shown(tx, id));
    });
  }

  retire(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.references.holdCurrent(tx, id, rowVersion);
      refuseForgetting(retirementProblems(current));
      await this.activities.retire(tx, id);
      recordActivity(tx, 'retired', current);
      return Answer.noContent();
    });
  }

  /** What it names may have gone since it was retired, and then keeps it from coming back. */
  restore(context: RequestContext, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.references.hold(tx, id);
      if (!current.retiredAt) throw new DomainError('not-retired');
      refuse([
        ...(await this.references.identityProblems(tx, { ...current, subject: subjectOf(current) })),
        ...(await this.#factProblems(tx, current, current, { evidenceIds: current.evidenceIds }, {})),
      ]);
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      await this.activities.update(tx, id, { retiredAt: null, preparedBy });
      recordActivity(tx, 'restored', current);
      return Answer.of(await this.activities.shown(tx, id));
    });
  }

  /** What was done on a use case was done on its stack; on which one, is what it is now unless somebody says otherwise. */
  async #identityOf(tx: Transaction, input: ActivityInput): Promise<ActivityIdentity> {
    const { kind, legalEntityId, performedOn, subject, configurationHash } = input;
    const idOf = (type: string): string | null => (subject.type === type ? subject.id : null);
    const useCaseId = idOf('use_case');
    return {
      ...{ kind, legalEntityId, performedOn, useCaseId },
      ...{ componentId: idOf('component'), providerId: idOf('provider') },
      configurationHash:
        configurationHash === undefined ? await this.activities.stackHash(tx, useCaseId) : configurationHash,
    };
  }

  /**
   * @param named what is looked up
   * @param known what was named before: that may have gone since
   */
  async #factProblems(
    tx: Transaction,
    identity: ActivityIdentity,
    facts: ActivityFacts,
    named: Partial<ActivityFacts>,
    known: Partial<ActivityFacts>,
  ): Promise<FieldError[]> {
    const today = await this.references.today(tx, identity.legalEntityId);
    return [
      ...activityProblems(identity, facts, today),
      ...(await this.references.factProblems(tx, identity.legalEntityId, named, known)),
    ];
  }
}

/** Tells the audit log what happened to an activity. */
export function recordActivity(
  tx: Transaction,
  what: string,
  { id, legalEntityId }: Pick<AssuranceActivityEntity, 'id' | 'legalEntityId'>,
  changes: object = {},
  reason: string | null = null,
): void {
  tx.record({
    action: `assurance_activity.${what}`,
    resource: { type: 'assurance_activity', id },
    legalEntityIds: auditedFor([legalEntityId]),
    changes: { ...changes },
    reason,
  });
}

function subjectOf({ useCaseId, componentId, providerId, legalEntityId }: AssuranceActivityEntity): {
  type: string;
  id: string;
} {
  if (useCaseId !== null) return { type: 'use_case', id: useCaseId };
  if (componentId !== null) return { type: 'component', id: componentId };
  return providerId === null
    ? { type: 'legal_entity', id: legalEntityId }
    : { type: 'provider', id: providerId };
}

function factsOf(input: ActivityChange): Partial<ActivityFacts> {
  const { openIssues, ...rest } = input;
  const stated = Object.entries(rest).filter(([field, value]) => value !== undefined && field in UNSTATED);
  const issues = openIssues?.map((issue) => ({ ...UNSTATED_ISSUE, ...withoutUndefined(issue) }));
  return { ...Object.fromEntries(stated), ...(issues && { openIssues: issues }) };
}

function withoutUndefined({ text, ...rest }: IssueInput): IssueInput {
  return { text, ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) };
}

function stored({
  scope,
  scopeComponentIds,
  openIssues,
  evidenceIds,
  ...rest
}: Partial<ActivityFacts>): Partial<AssuranceActivityEntity> {
  return {
    ...rest,
    ...(scope && { scope: [...scope] }),
    ...(scopeComponentIds && { scopeComponentIds: [...scopeComponentIds] }),
    ...(openIssues && { openIssues: [...openIssues] }),
    ...(evidenceIds && { evidenceIds: [...evidenceIds] }),
  };
}

function refuseForgetting(problems: readonly FieldError[]): void {
  if (problems.length > 0) throw new DomainError('adverse-finding', {}, problems);
}

function refuse(problems: readonly FieldError[]): void {
  if (problems.length > 0) throw invalid(...problems);
}

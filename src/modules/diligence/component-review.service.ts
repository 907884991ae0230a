import { Injectable } from '@nestjs/common';
import { preparerOf, preparersWith, type RequestContext } from '../../kernel/actor.js';
import { auditedFor } from '../../kernel/audited-entities.js';
import { changesBetween } from '../../kernel/changes.js';
import { Clock } from '../../kernel/clock.js';
import { DomainError, type FieldError, invalid } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import { contentHash } from '../../platform/content-hash.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { ComponentReviewReferences } from './component-review-references.js';
import {
  approvalProblems,
  forgottenProblems,
  type Measure,
  retirementProblems,
  type ReviewFacts,
  type ReviewIdentity,
  reviewProblems,
  signersOf,
} from './domain/component-review.js';
import type { ComponentReviewEntity } from './persistence/component-review.entity.js';
import { ComponentReviewRepository } from './persistence/component-review.repository.js';

type MeasureInput = Pick<Measure, 'text'> & Partial<Measure>;
export type ReviewChange = Partial<Omit<ReviewFacts, 'measures'>> & { measures?: readonly MeasureInput[] };
export type ReviewInput = ReviewChange &
  Pick<ReviewIdentity, 'kind' | 'legalEntityId' | 'componentId' | 'performedOn'> & {
    useCaseId?: string | null;
    componentVersion?: string | null;
  };

const UNSTATED: ReviewFacts = {
  ...{ performedBy: null, outcome: 'unknown', decision: null, reason: null, ownerId: null },
  ...{ measures: [], evidenceIds: [], validTo: null },
};
/** What any change leaves of an approval. */
const UNAPPROVED: Partial<ComponentReviewEntity> = {
  ...{ state: 'recorded', approvedBy: null, approvedAt: null, approvalReason: null, approvedHash: null },
};

/** Records looks at components: what was looked at stays, what was found wanting is not forgotten, and others approve it. */
@Injectable()
export class ComponentReviewService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly reviews: ComponentReviewRepository,
    private readonly references: ComponentReviewReferences,
  ) {}

  register(context: RequestContext, input: ReviewInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const identity = await this.#identityOf(tx, input);
      const facts = { ...UNSTATED, ...factsOf(input) };
      refuse([
        ...(await this.references.identityProblems(tx, identity)),
        ...(await this.#factProblems(tx, identity, facts, facts, {})),
      ]);
      const id = newId();
      const createdBy = preparerOf(context.actor);
      const row = { id, ...identity, ...stored(facts), ...UNAPPROVED, createdBy, preparedBy: [createdBy] };
      const { rowVersion } = await this.reviews.insert(tx, row);
      record(tx, 'registered', row, { ...identity, ...facts });
      const { json } = await this.reviews.shown(tx, id, this.clock.now());
      return Answer.created(json, `/api/v1/component-reviews/${id}`, etagOf(rowVersion));
    });
  }

  change(context: RequestContext, id: string, rowVersion: number, input: ReviewChange): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.references.holdCurrent(tx, id, rowVersion);
      const stated = factsOf(input);
      const wanted = { ...current, ...stated };
      refuse(await this.#factProblems(tx, current, wanted, stated, current));
      refuseForgetting(forgottenProblems(current, wanted));
      const changes = changesBetween<ReviewFacts>(current, stated);
      if (Object.keys(changes).length === 0) return this.#shown(tx, id);
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      return this.#moved(tx, current, 'changed', { ...stored(stated), ...UNAPPROVED, preparedBy }, changes);
    });
  }

  /** Approves what was recorded, for whoever had no hand in it and did not do it. */
  approve(context: RequestContext, id: string, rowVersion: number, reason: string | null): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.references.holdCurrent(tx, id, rowVersion);
      if (current.state === 'approved') throw new DomainError('already-decided');
      const approvedBy = preparerOf(context.actor);
      if ([...current.preparedBy, current.performedBy].includes(approvedBy)) {
        throw new DomainError('four-eyes');
      }
      refuseWithoutFunction(context, signersOf(current.kind));
      refuse(approvalProblems(current, await this.references.today(tx, current.legalEntityId)));
      const approvedHash = hashOf(current);
      const approval = { approvedBy, approvedAt: this.clock.now(), approvalReason: reason, approvedHash };
      const change = { state: 'approved', ...approval };
      return this.#moved(tx, current, 'approved', change, { contentHash: approvedHash }, reason);
    });
  }

  retire(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.references.holdCurrent(tx, id, rowVersion);
      refuseForgetting(retirementProblems(current));
      await this.reviews.retire(tx, id);
      record(tx, 'retired', current);
      return Answer.noContent();
    });
  }

  /** It comes back unapproved. What it names may have gone since it was retired, and then keeps it from coming back. */
  restore(context: RequestContext, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.references.hold(tx, id);
      if (!current.retiredAt) throw new DomainError('not-retired');
      const { evidenceIds, measures } = current;
      refuse([
        ...(await this.references.identityProblems(tx, current)),
        ...(await this.references.factProblems(tx, current.legalEntityId, { evidenceIds, measures })),
      ]);
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      return this.#moved(tx, current, 'restored', { ...UNAPPROVED, retiredAt: null, preparedBy }, {});
    });
  }

  /** What was looked at is the component as it is now, unless somebody says otherwise. */
  async #identityOf(tx: Transaction, input: ReviewInput): Promise<ReviewIdentity> {
    const { kind, legalEntityId, componentId, performedOn, useCaseId = null, componentVersion } = input;
    const version =
      componentVersion === undefined
        ? ((await this.reviews.component(tx, componentId))?.version ?? null)
        : componentVersion;
    return { kind, legalEntityId, componentId, useCaseId, componentVersion: version, performedOn };
  }

  /**
   * @param named what is looked up
   * @param known what was named before: that may have gone since
   */
  async #factProblems(
    tx: Transaction,
    identity: ReviewIdentity,
    facts: ReviewFacts,
    named: Partial<ReviewFacts>,
    known: Partial<ReviewFacts>,
  ): Promise<FieldError[]> {
    const today = await this.references.today(tx, identity.legalEntityId);
    return [
      ...reviewProblems(identity, facts, today),
      ...(await this.references.factProblems(tx, identity.legalEntityId, named, known)),
    ];
  }

  async #moved(
    tx: Transaction,
    current: ComponentReviewEntity,
    what: string,
    change: Partial<ComponentReviewEntity>,
    told: object,
    reason: string | null = null,
  ): Promise<Answer> {
    await this.reviews.update(tx, current.id, change);
    const { state = current.state } = change;
    const moved = state === current.state ? {} : { state: { from: current.state, to: state } };
    record(tx, what, current, { ...moved, ...told }, reason);
    return this.#shown(tx, current.id);
  }

  async #shown(tx: Transaction, id: string): Promise<Answer> {
    return Answer.of(await this.reviews.shown(tx, id, this.clock.now()));
  }
}

/** SHA-256 of all that somebody approves. */
function hashOf(review: ComponentReviewEntity): string {
  const { id, kind, legalEntityId, componentId, useCaseId, componentVersion, performedOn } = review;
  const { performedBy, outcome, decision, reason, ownerId, measures, evidenceIds, validTo } = review;
  return contentHash({
    ...{ id, kind, legalEntityId, componentId, useCaseId, componentVersion, performedOn, performedBy },
    ...{ outcome, decision, reason, ownerId, evidenceIds, validTo },
    measures: measures.map(({ text, controlName, evidenceId }) => ({ text, controlName, evidenceId })),
  });
}

function factsOf({ measures, ...rest }: ReviewChange): Partial<ReviewFacts> {
  const stated = Object.entries(rest).filter(([field, value]) => value !== undefined && field in UNSTATED);
  const whole = measures?.map(({ text, controlName = null, evidenceId = null }) => ({
    ...{ text, controlName, evidenceId },
  }));
  return { ...Object.fromEntries(stated), ...(whole && { measures: whole }) };
}

function stored({ measures, evidenceIds, ...rest }: Partial<ReviewFacts>): Partial<ComponentReviewEntity> {
  return {
    ...rest,
    ...(measures && { measures: [...measures] }),
    ...(evidenceIds && { evidenceIds: [...evidenceIds] }),
  };
}

function refuseWithoutFunction({ actor }: RequestContext, signers: readonly string[]): void {
  if (signers.length === 0 || actor.functions.some((name) => signers.includes(name))) return;
  throw new DomainError('function-needed', { functions: signers.join(', ') });
}

function refuseForgetting(problems: readonly FieldError[]): void {
  if (problems.length > 0) throw new DomainError('adverse-finding', {}, problems);
}

function refuse(problems: readonly FieldError[]): void {
  if (problems.length > 0) throw invalid(...problems);
}

function record(
  tx: Transaction,
  what: string,
  { id, legalEntityId }: Pick<ComponentReviewEntity, 'id' | 'legalEntityId'>,
  changes: object = {},
  reason: string | null = null,
): void {
  tx.record({
    action: `component_review.${what}`,
    resource: { type: 'component_review', id },
    legalEntityIds: auditedFor([legalEntityId]),
    changes: { ...changes },
    reason,
  });
}

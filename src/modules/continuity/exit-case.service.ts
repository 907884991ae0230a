import { Injectable } from '@nestjs/common';
import { preparerOf, preparersWith, type RequestContext } from '../../kernel/actor.js';
import { changesBetween } from '../../kernel/changes.js';
import { DomainError, type FieldError, invalid } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import {
  columnsOfExit,
  columnsOfSuccessor,
  type ExitFacts,
  type ExitSubject,
  exitSubjectOf,
  refuseDecidedExit,
  refuseExitRetirement,
  stepsForSuccessor,
  successorOf,
  successorProblems,
  validationProblems,
} from './domain/exit-case.js';
import {
  changedSteps,
  type ExitStep,
  type StatedStep,
  stepProblems,
  stepsWith,
  UNKNOWN_STEPS,
} from './domain/exit-steps.js';
import { ExitReferences } from './exit-references.js';
import { type HeldExit, HeldExits, recordExit } from './held-exits.js';
import type { ExitCaseEntity } from './persistence/exit-case.entity.js';
import { ExitCaseRepository } from './persistence/exit-case.repository.js';

export interface ExitCaseChange extends Partial<ExitFacts> {
  steps?: readonly StatedStep[];
}
export type ExitCaseInput = ExitCaseChange &
  Pick<ExitFacts, 'ownerId' | 'dueOn' | 'summary'> & { legalEntityId: string; subject: ExitSubject };

const UNSTATED = { reason: 'unknown', successorStatus: 'unknown', successor: null } as const;
const FIELDS = ['reason', 'successorStatus', 'successor', 'ownerId', 'dueOn', 'summary'] as const;
/** What any change leaves of a submission, and of what was decided before. */
const UNDECIDED: Partial<ExitCaseEntity> = {
  ...{ state: 'open', submittedBy: null, submittedAt: null, submittedHash: null },
  ...{ decidedBy: null, decidedAt: null, decisionReason: null },
};

/** Opens, changes and retires exit cases. What is submitted is what somebody closes: any change takes the submission away. */
@Injectable()
export class ExitCaseService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly exits: ExitCaseRepository,
    private readonly held: HeldExits,
    private readonly references: ExitReferences,
  ) {}

  open(context: RequestContext, input: ExitCaseInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { legalEntityId, subject, ownerId, dueOn, summary } = input;
      await this.references.refuseUnknown(tx, legalEntityId, subject);
      const facts: ExitFacts = { ...UNSTATED, ownerId, dueOn, summary, ...factsOf(input) };
      const stated = input.steps ?? [];
      const steps = stepsWith(UNKNOWN_STEPS, stated);
      const owner = { legalEntityId, subject };
      refuse(await this.#problemsOf(tx, owner, { facts, steps, stated }, facts, UNKNOWN_STEPS));
      const id = newId();
      recordExit(tx, 'opened', { id, legalEntityId }, { ...owner, ...facts, steps: stated });
      const createdBy = preparerOf(context.actor);
      await this.exits.insert(tx, {
        ...{ id, legalEntityId, ...columnsOfExit(subject), ...rowOf(facts), state: 'open' },
        ...{ createdBy, preparedBy: [createdBy] },
      });
      await this.exits.writeSteps(tx, id, steps);
      const { json, rowVersion } = await this.exits.shown(tx, id);
      return Answer.created(json, `/api/v1/exit-cases/${id}`, etagOf(rowVersion));
    });
  }

  change(context: RequestContext, id: string, rowVersion: number, input: ExitCaseChange): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.held.holdCurrent(tx, id, rowVersion);
      const { exit } = current;
      refuseDecidedExit(exit);
      const subject = exitSubjectOf(exit);
      const said: ExitFacts = { ...exit, successor: successorOf(exit) };
      const changes = changesBetween<ExitFacts>(said, factsOf(input));
      const facts = { ...said, ...factsOf(input) };
      const stated = input.steps ?? [];
      const kept = stepsForSuccessor(current.steps, 'successor' in changes);
      const steps = stepsWith(kept, stated);
      const owner = { legalEntityId: exit.legalEntityId, subject };
      const named = Object.fromEntries(
        Object.keys(changes).map((field) => [field, facts[field as keyof ExitFacts]]),
      );
      refuse(await this.#problemsOf(tx, owner, { facts, steps, stated }, named, current.steps));
      const moved = changedSteps(current.steps, steps);
      if (Object.keys(changes).length === 0 && moved.length === 0) {
        return Answer.of(await this.exits.shown(tx, id));
      }
      return this.#changed(tx, current, { facts, changes, moved });
    });
  }

  async #changed(
    tx: Transaction,
    { exit, steps }: HeldExit,
    { facts, changes, moved }: { facts: ExitFacts; changes: object; moved: readonly ExitStep[] },
  ): Promise<Answer> {
    const { id, preparedBy } = exit;
    const told = moved.map((to) => ({ from: steps.find(({ step }) => step === to.step), to }));
    const undone = changesBetween(exit, { state: UNDECIDED.state });
    recordExit(tx, 'changed', exit, { ...changes, ...undone, ...(told.length > 0 ? { steps: told } : {}) });
    await this.exits.writeSteps(tx, id, moved);
    const row = { ...rowOf(facts), ...UNDECIDED, preparedBy: preparersWith(tx.context.actor, preparedBy) };
    await this.exits.update(tx, id, row);
    return Answer.of(await this.exits.shown(tx, id));
  }

  retire(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { exit, steps } = await this.held.holdCurrent(tx, id, rowVersion);
      refuseExitRetirement(exit, steps);
      await this.exits.retire(tx, id);
      recordExit(tx, 'retired', exit);
      return Answer.noContent();
    });
  }

  restore(context: RequestContext, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { exit, steps } = await this.held.hold(tx, id);
      if (!exit.retiredAt) throw new DomainError('not-retired');
      const subject = exitSubjectOf(exit);
      const { legalEntityId } = exit;
      await this.references.refuseUnknown(tx, legalEntityId, subject);
      const facts = { ...exit, successor: successorOf(exit) };
      // Its day may have passed meanwhile: who restores it sees to that.
      const { successor, ownerId } = facts;
      refuse(
        await this.#problemsOf(
          tx,
          { legalEntityId, subject },
          { facts, steps, stated: [] },
          { successor, ownerId },
          steps,
        ),
      );
      recordExit(tx, 'restored', exit);
      const preparedBy = preparersWith(context.actor, exit.preparedBy);
      await this.exits.update(tx, id, { retiredAt: null, preparedBy });
      return Answer.of(await this.exits.shown(tx, id));
    });
  }

  /**
   * @param named what the request names: what is named already may have gone since
   * @param before the steps as they are
   */
  async #problemsOf(
    tx: Transaction,
    owner: { legalEntityId: string; subject: ExitSubject },
    { facts, steps, stated }: { facts: ExitFacts; steps: readonly ExitStep[]; stated: readonly StatedStep[] },
    named: Partial<ExitFacts>,
    before: readonly ExitStep[],
  ): Promise<FieldError[]> {
    const today = await this.references.todayOf(tx, owner.legalEntityId);
    return [
      ...successorProblems(facts, owner.subject),
      ...stepProblems(stated, today),
      ...validationProblems(steps, facts.successorStatus, stated),
      ...(await this.references.problemsOf(tx, owner, { ...named, steps: stated }, before)),
    ];
  }
}

function factsOf(input: ExitCaseChange): Partial<ExitFacts> {
  return Object.fromEntries(
    FIELDS.flatMap((field) => (input[field] === undefined ? [] : [[field, input[field]]])),
  );
}

function rowOf({
  reason,
  successorStatus,
  successor,
  ownerId,
  dueOn,
  summary,
}: ExitFacts): Partial<ExitCaseEntity> {
  return { reason, successorStatus, ...columnsOfSuccessor(successor), ownerId, dueOn, summary };
}

function refuse(problems: readonly FieldError[]): void {
  if (problems.length > 0) throw invalid(...problems);
}

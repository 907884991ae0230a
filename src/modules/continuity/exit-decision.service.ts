import { Injectable } from '@nestjs/common';
import { preparerOf, preparersWith, type RequestContext } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { DomainError, type FieldError, invalid } from '../../kernel/domain-error.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import {
  exitSubjectOf,
  refuseDecidedExit,
  refuseOwnExit,
  refuseUnsubmittedExit,
  submissionGaps,
  successorOf,
} from './domain/exit-case.js';
import { ExitReferences } from './exit-references.js';
import { exitHash, type HeldExit, HeldExits, recordExit } from './held-exits.js';
import type { ExitCaseEntity } from './persistence/exit-case.entity.js';
import { ExitCaseRepository } from './persistence/exit-case.repository.js';

const UNSUBMITTED = { submittedBy: null, submittedAt: null, submittedHash: null } as const;

/** What is decided about an exit: those who did it submit it, and others close, return or abandon it. */
@Injectable()
export class ExitDecisionService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly exits: ExitCaseRepository,
    private readonly held: HeldExits,
    private readonly references: ExitReferences,
  ) {}

  submit(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.#decide(context, id, rowVersion, async (tx, held) => {
      refuseDecidedExit(held.exit);
      if (held.exit.state !== 'open') throw new DomainError('not-a-draft');
      await this.#refuseGaps(tx, held);
      const submittedHash = exitHash(held);
      recordExit(tx, 'submitted', held.exit, { hash: submittedHash });
      return {
        ...{ state: 'submitted', submittedHash, submittedBy: preparerOf(context.actor) },
        ...{ submittedAt: this.clock.now(), decidedBy: null, decidedAt: null, decisionReason: null },
        preparedBy: preparersWith(context.actor, held.exit.preparedBy),
      };
    });
  }

  /** What is closed is what was submitted, by its hash. */
  close(context: RequestContext, id: string, rowVersion: number, reason: string | null): Promise<Answer> {
    return this.#decide(context, id, rowVersion, async (tx, held) => {
      refuseUnsubmittedExit(held.exit);
      refuseOwnExit(context.actor, held.exit, held.steps);
      const hash = exitHash(held);
      if (hash !== held.exit.submittedHash) throw new DomainError('not-submitted');
      await this.#refuseGaps(tx, held);
      recordExit(tx, 'closed', held.exit, { hash }, reason);
      return { state: 'closed', ...this.#decision(context, reason) };
    });
  }

  /** Gives it back to be changed; it may be submitted again as it is. */
  return(context: RequestContext, id: string, rowVersion: number, reason: string): Promise<Answer> {
    return this.#decide(context, id, rowVersion, (tx, { exit }) => {
      refuseUnsubmittedExit(exit);
      recordExit(tx, 'returned', exit, {}, reason);
      return Promise.resolve({ state: 'open', ...UNSUBMITTED, ...this.#decision(context, reason) });
    });
  }

  /** The firm stays. It is decided by somebody else, as closing is: what waited for the exit waits no longer. */
  abandon(context: RequestContext, id: string, rowVersion: number, reason: string): Promise<Answer> {
    return this.#decide(context, id, rowVersion, async (tx, { exit, steps }) => {
      refuseDecidedExit(exit);
      refuseOwnExit(context.actor, exit, steps);
      // What is gone was left: that is closed, and not abandoned.
      await this.references.refuseGone(tx, exit.legalEntityId, exitSubjectOf(exit));
      recordExit(tx, 'abandoned', exit, {}, reason);
      return { state: 'abandoned', ...UNSUBMITTED, ...this.#decision(context, reason) };
    });
  }

  #decide(
    context: RequestContext,
    id: string,
    rowVersion: number,
    decide: (tx: Transaction, held: HeldExit) => Promise<Partial<ExitCaseEntity>>,
  ): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const held = await this.held.holdCurrent(tx, id, rowVersion);
      await this.exits.update(tx, id, await decide(tx, held));
      return Answer.of(await this.exits.shown(tx, id));
    });
  }

  #decision({ actor }: RequestContext, reason: string | null): Partial<ExitCaseEntity> {
    return { decidedBy: preparerOf(actor), decidedAt: this.clock.now(), decisionReason: reason };
  }

  /** Documents, and the successor, may have gone since they were named. */
  async #refuseGaps(tx: Transaction, { exit, steps }: HeldExit): Promise<void> {
    const owner = { legalEntityId: exit.legalEntityId, subject: exitSubjectOf(exit) };
    const documents = steps.map(({ step, evidenceId }) => ({ step, evidenceId }));
    const named = { successor: successorOf(exit), steps: documents };
    const problems: FieldError[] = [
      ...submissionGaps(exit.successorStatus, steps),
      ...(await this.references.problemsOf(tx, owner, named, [])),
    ];
    if (problems.length > 0) throw invalid(...problems);
  }
}

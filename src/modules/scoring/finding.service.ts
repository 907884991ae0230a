import { Injectable } from '@nestjs/common';
import { preparerOf, type RequestContext } from '../../kernel/actor.js';
import { auditedFor } from '../../kernel/audited-entities.js';
import { addDays, Clock, localDate } from '../../kernel/clock.js';
import { DomainError, invalid, notFound } from '../../kernel/domain-error.js';
import { refuseStale } from '../../kernel/versioned.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { personProblems } from '../inventory/person-references.public.js';
import { ACCEPTING_FUNCTIONS, dayProblems, upToProblems } from './domain/finding-decision.js';
import { DAYS_TO_DECIDE } from './domain/limit-codes.js';
import { shownFinding } from './domain/shown-finding.js';
import { FindingRepository, type FindingRow } from './persistence/finding.repository.js';

export interface AcceptInput {
  reason: string;
  /** YYYY-MM-DD */
  until: string;
  /** Without it, the value as it is. */
  upTo?: number;
}

export interface TreatInput {
  ownerId: string;
  plan: string;
  /** YYYY-MM-DD */
  dueOn: string;
}

/** What people decide about an excess: it is accepted for a time and up to a value, or it is treated. */
@Injectable()
export class FindingService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly findings: FindingRepository,
  ) {}

  /** An acceptance authorises: the excess stays what it is, and no score falls by it. */
  accept(context: RequestContext, id: string, rowVersion: number, input: AcceptInput): Promise<Answer> {
    return this.#decide(context, id, rowVersion, async (tx, finding, now) => {
      refuseOwnLimit(context, finding);
      refuseWithoutFunction(context);
      const { reason, until, upTo = finding.value } = input;
      const today = localDate(now, finding.timeZone);
      const problems = [...dayProblems('/until', until, today), ...upToProblems(upTo, finding)];
      if (problems.length > 0) throw invalid(...problems);
      const { value, threshold } = finding;
      this.findings.accept(tx, id, { by: context.actor.personId, at: now, reason, upTo, threshold, until });
      record(tx, 'accepted', finding, { value, threshold, upTo, until }, reason);
      return Promise.resolve();
    });
  }

  /** Takes an acceptance back before its day; what is planned beside it goes on. */
  withdraw(context: RequestContext, id: string, rowVersion: number, reason: string): Promise<Answer> {
    return this.#decide(context, id, rowVersion, (tx, finding, now) => {
      if (finding.state !== 'accepted') throw new DomainError('not-accepted');
      const decideBy = addDays(localDate(now, finding.timeZone), DAYS_TO_DECIDE);
      this.findings.withdraw(tx, id, now, finding.isTreated ? 'treating' : 'open', decideBy);
      record(tx, 'acceptance_ended', finding, { because: 'withdrawn' }, reason);
      return Promise.resolve();
    });
  }

  treat(context: RequestContext, id: string, rowVersion: number, input: TreatInput): Promise<Answer> {
    return this.#decide(context, id, rowVersion, async (tx, finding, now) => {
      const { ownerId, plan, dueOn } = input;
      const problems = [
        ...dayProblems('/dueOn', dueOn, localDate(now, finding.timeZone)),
        ...(await personProblems(tx, [{ pointer: '/ownerId', id: ownerId }])),
      ];
      if (problems.length > 0) throw invalid(...problems);
      this.findings.treat(tx, id, { by: context.actor.personId, at: now, ownerId, plan, dueOn });
      record(tx, 'treated', finding, { ownerId, plan, dueOn });
    });
  }

  #decide(
    context: RequestContext,
    id: string,
    rowVersion: number,
    decide: (tx: Transaction, finding: FindingRow, now: Date) => Promise<void>,
  ): Promise<Answer> {
    const { scope } = context.actor;
    return this.unitOfWork.answer(context, async (tx) => {
      const finding = await this.findings.lock(tx, id);
      if (!finding || !(scope.all || scope.ids.includes(finding.legalEntityId))) throw notFound();
      refuseStale(finding, rowVersion);
      if (finding.state === 'closed') throw new DomainError('finding-closed');
      await decide(tx, finding, this.clock.now());
      const stored = await this.findings.record(tx, id);
      return Answer.ok(JSON.stringify(shownFinding(stored)), etagOf(stored.rowVersion));
    });
  }
}

function refuseOwnLimit({ actor }: RequestContext, { preparedBy }: FindingRow): void {
  if (preparedBy.includes(preparerOf(actor))) throw new DomainError('four-eyes');
}

function refuseWithoutFunction({ actor }: RequestContext): void {
  if (ACCEPTING_FUNCTIONS.some((name) => actor.functions.includes(name))) return;
  throw new DomainError('function-needed', { functions: ACCEPTING_FUNCTIONS.join(', ') });
}

function record(
  tx: Transaction,
  what: string,
  { id, legalEntityId }: FindingRow,
  changes: Readonly<Record<string, unknown>>,
  reason: string | null = null,
): void {
  tx.record({
    action: `concentration_finding.${what}`,
    resource: { type: 'concentration_finding', id },
    legalEntityIds: auditedFor([legalEntityId]),
    changes,
    reason,
  });
}

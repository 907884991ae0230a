import { Injectable } from '@nestjs/common';
import { DomainError, type FieldError } from '../../kernel/domain-error.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { personProblems } from '../inventory/person-references.public.js';
import { ChangeReferences } from './change-references.js';
import { dueProblems, type ExitFacts, type ExitSubject } from './domain/exit-case.js';
import type { ExitStep, StatedStep } from './domain/exit-steps.js';
import { ExitCaseRepository } from './persistence/exit-case.repository.js';

/** What an exit names, as far as the request names it. */
export interface NamedByExit extends Partial<Pick<ExitFacts, 'successor' | 'ownerId' | 'dueOn'>> {
  steps?: readonly StatedStep[];
}

/** What an exit is of and what it names must be there, for the actor to see, and of one legal entity. */
@Injectable()
export class ExitReferences {
  constructor(
    private readonly references: ChangeReferences,
    private readonly exits: ExitCaseRepository,
  ) {}

  /** Throws validation-failed where there is no such thing to leave, or it is another legal entity's. */
  async refuseUnknown(tx: Transaction, legalEntityId: string, subject: ExitSubject): Promise<void> {
    await this.references.ownerOf(tx, subject, legalEntityId);
  }

  /** What was left already is not stayed with. Throws retired. */
  async refuseGone(tx: Transaction, legalEntityId: string, subject: ExitSubject): Promise<void> {
    const problems = await this.references.namedProblems(tx, legalEntityId, subject, '/subject/id');
    if (problems.length > 0) throw new DomainError('retired', {}, problems);
  }

  todayOf(tx: Transaction, legalEntityId: string): Promise<string> {
    return this.references.todayOf(tx, legalEntityId);
  }

  /** @param before what was said of the steps already: what that names may have gone since */
  async problemsOf(
    tx: Transaction,
    { legalEntityId, subject }: { legalEntityId: string; subject: ExitSubject },
    { successor, ownerId, dueOn, steps = [] }: NamedByExit,
    before: readonly ExitStep[],
  ): Promise<FieldError[]> {
    const named = (field: 'evidenceId' | 'doneBy'): { pointer: string; id: string }[] =>
      steps.flatMap((step, i) => {
        const id = step[field];
        const was = before.find((one) => one.step === step.step)?.[field];
        return id && id !== was ? [{ pointer: `/steps/${i}/${field}`, id }] : [];
      });
    const evidenceIds = named('evidenceId');
    return [
      ...(successor
        ? await this.references.namedProblems(tx, legalEntityId, successor, '/successor/id')
        : []),
      ...(dueOn === undefined ? [] : await this.#dueProblems(tx, legalEntityId, subject, dueOn)),
      ...(await this.references.problemsOf(tx, legalEntityId, { evidenceIds, ownerId })),
      ...(await personProblems(tx, named('doneBy'))),
    ];
  }

  async #dueProblems(
    tx: Transaction,
    legalEntityId: string,
    { type, id }: ExitSubject,
    dueOn: string,
  ): Promise<FieldError[]> {
    const retiresOn = type === 'component' ? await this.exits.retirementOf(tx, id) : null;
    return dueProblems(dueOn, await this.todayOf(tx, legalEntityId), retiresOn);
  }
}

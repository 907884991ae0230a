import { Injectable } from '@nestjs/common';
import { preparerOf, preparersWith, type RequestContext } from '../../kernel/actor.js';
import { changesBetween } from '../../kernel/changes.js';
import { Clock } from '../../kernel/clock.js';
import { DomainError, type FieldError, invalid } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { ChangeReferences } from './change-references.js';
import {
  forgottenImpact,
  type IncidentFacts,
  incidentProblems,
  outlivesChange,
  refuseIncidentRetirement,
} from './domain/incident.js';
import { columnsOfSubject, type Subject, subjectOf } from './domain/subject.js';
import { HeldIncidents, recordIncident } from './held-incidents.js';
import { IncidentRepository } from './persistence/incident.repository.js';

/** What a request says of an incident: instants as text, and its impact together. */
export interface IncidentChange extends Partial<
  Omit<IncidentFacts, 'startedAt' | 'endedAt' | 'clientImpact' | 'dataImpact'>
> {
  startedAt?: string;
  endedAt?: string | null;
  impact?: { clients?: string; data?: string };
}
export type IncidentInput = IncidentChange &
  Pick<IncidentFacts, 'kind' | 'summary'> & { startedAt: string; subject: Subject; legalEntityId: string };

const UNSTATED: Omit<IncidentFacts, 'kind' | 'summary' | 'startedAt'> = {
  ...{ useCaseIds: [], endedAt: null, clientImpact: 'unknown', dataImpact: 'unknown' },
  ...{ severity: 'unknown', ownerId: null, evidenceIds: [] },
};
const PLAIN = ['kind', 'useCaseIds', 'severity', 'summary', 'ownerId', 'evidenceIds'] as const;
const UNDECIDED = {
  ...{ reportDecision: 'undecided', reportReason: null, reportDecidedBy: null, reportDecidedAt: null },
};

/** Registers, changes and retires incidents. An impact that was found is not taken back. */
@Injectable()
export class IncidentService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly incidents: IncidentRepository,
    private readonly held: HeldIncidents,
    private readonly references: ChangeReferences,
  ) {}

  register(context: RequestContext, input: IncidentInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { subject, legalEntityId, kind, summary } = input;
      await this.references.ownerOf(tx, subject, legalEntityId);
      const startedAt = new Date(input.startedAt);
      const facts: IncidentFacts = { ...UNSTATED, kind, summary, startedAt, ...statedBy(input) };
      await this.#refuseWrong(tx, legalEntityId, facts, facts, null);
      const id = newId();
      recordIncident(tx, 'registered', { id, legalEntityId }, { subject, legalEntityId, ...facts });
      const createdBy = preparerOf(context.actor);
      const stored = await this.incidents.insert(tx, {
        ...{ id, legalEntityId, ...columnsOfSubject(subject), ...facts, ...UNDECIDED },
        ...{
          recordedOn: await this.references.todayOf(tx, legalEntityId),
          createdBy,
          preparedBy: [createdBy],
        },
      });
      return Answer.created(stored.json, `/api/v1/incidents/${id}`, etagOf(stored.rowVersion));
    });
  }

  change(context: RequestContext, id: string, rowVersion: number, input: IncidentChange): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.held.holdCurrent(tx, id, rowVersion);
      const stated = statedBy(input);
      const wanted = { ...current, ...stated };
      await this.#refuseWrong(tx, current.legalEntityId, wanted, stated, current);
      const forgotten = forgottenImpact(current, wanted);
      if (forgotten.length > 0) throw new DomainError('adverse-finding', {}, forgotten);
      const changes = changesBetween<IncidentFacts>(current, stated);
      const changed = Object.keys(changes);
      if (changed.length === 0) return Answer.of(await this.incidents.stored(tx, id));
      const undecided = outlivesChange(current.reportDecision, changed) ? {} : UNDECIDED;
      recordIncident(tx, 'changed', current, { ...changes, ...changesBetween(current, undecided) });
      // Who sees to it, and which documents there are, is not what is decided on.
      const isFact = !outlivesChange('not_required', changed);
      const preparedBy = isFact ? preparersWith(context.actor, current.preparedBy) : undefined;
      return Answer.of(await this.incidents.update(tx, id, { ...stated, ...undecided, preparedBy }));
    });
  }

  retire(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.held.holdCurrent(tx, id, rowVersion);
      refuseIncidentRetirement(current);
      await this.incidents.retire(tx, id);
      recordIncident(tx, 'retired', current);
      return Answer.noContent();
    });
  }

  restore(context: RequestContext, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.held.hold(tx, id);
      if (!current.retiredAt) throw new DomainError('not-retired');
      await this.references.ownerOf(tx, subjectOf(current), current.legalEntityId);
      await this.#refuseWrong(tx, current.legalEntityId, current, current, null);
      recordIncident(tx, 'restored', current);
      return Answer.of(await this.incidents.update(tx, id, { retiredAt: null }));
    });
  }

  /** @param before what it says already: what that names may have gone since */
  async #refuseWrong(
    tx: Transaction,
    legalEntityId: string,
    facts: IncidentFacts,
    { useCaseIds = [], evidenceIds = [], ownerId }: Partial<IncidentFacts>,
    before: IncidentFacts | null,
  ): Promise<void> {
    const named = (field: 'useCaseIds' | 'evidenceIds', ids: string[]): { pointer: string; id: string }[] =>
      ids
        .map((id, i) => ({ pointer: `/${field}/${i}`, id }))
        .filter(({ id }) => !before?.[field].includes(id));
    const documents = named('evidenceIds', evidenceIds);
    const [useCases, references] = await Promise.all([
      this.references.useCaseProblems(tx, legalEntityId, named('useCaseIds', useCaseIds)),
      this.references.problemsOf(tx, legalEntityId, { evidenceIds: documents, ownerId }),
    ]);
    const problems: FieldError[] = [...incidentProblems(facts, this.clock.now()), ...useCases, ...references];
    if (problems.length > 0) throw invalid(...problems);
  }
}

function statedBy({ startedAt, endedAt, impact, ...rest }: IncidentChange): Partial<IncidentFacts> {
  const plain = PLAIN.filter((field) => rest[field] !== undefined).map((field) => [field, rest[field]]);
  return {
    ...(Object.fromEntries(plain) as Partial<IncidentFacts>),
    ...(startedAt === undefined ? {} : { startedAt: new Date(startedAt) }),
    ...(endedAt === undefined ? {} : { endedAt: endedAt === null ? null : new Date(endedAt) }),
    ...(impact?.clients === undefined ? {} : { clientImpact: impact.clients }),
    ...(impact?.data === undefined ? {} : { dataImpact: impact.data }),
  };
}

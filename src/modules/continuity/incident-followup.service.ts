import { Injectable } from '@nestjs/common';
import { preparerOf, type RequestContext } from '../../kernel/actor.js';
import { Clock, localDate } from '../../kernel/clock.js';
import { DomainError, invalid } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { ChangeEventService } from './change-event.service.js';
import { ChangeReferences } from './change-references.js';
import type { ChangeFacts } from './domain/change-event.js';
import { changeKindOf, refuseReportRuling, type ReportRuling } from './domain/incident.js';
import { subjectOf } from './domain/subject.js';
import { HeldIncidents, recordIncident } from './held-incidents.js';
import { IncidentRepository } from './persistence/incident.repository.js';

/** What follows from an incident: what is told of it, whether it is reported, and the change that it is. */
@Injectable()
export class IncidentFollowup {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly incidents: IncidentRepository,
    private readonly held: HeldIncidents,
    private readonly changes: ChangeEventService,
    private readonly references: ChangeReferences,
  ) {}

  /** An entry is not changed: what was wrong in it, another one says. */
  tell(context: RequestContext, id: string, input: { at: string; text: string }): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const incident = await this.held.holdInUse(tx, id);
      const at = new Date(input.at);
      if (at > this.clock.now()) throw invalid({ pointer: '/at', code: 'not-in-future' });
      const entry = { id: newId(), at, text: input.text, byId: preparerOf(context.actor) };
      recordIncident(tx, 'told', incident, entry);
      const json = await this.incidents.tell(tx, id, entry);
      return Answer.created(json, `/api/v1/incidents/${id}/timeline/${entry.id}`, etagOf(1));
    });
  }

  decideReport(
    context: RequestContext,
    id: string,
    rowVersion: number,
    { decision, reason }: { decision: ReportRuling; reason: string },
  ): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const incident = await this.held.holdCurrent(tx, id, rowVersion);
      refuseReportRuling(context.actor, incident, decision);
      recordIncident(tx, 'report_decided', incident, { decision }, reason);
      const stored = await this.incidents.update(tx, id, {
        ...{ reportDecision: decision, reportReason: reason },
        ...{ reportDecidedBy: context.actor.personId, reportDecidedAt: this.clock.now() },
      });
      return Answer.of(stored);
    });
  }

  /** Makes the change event of an incident, once. Who wrote of the incident does not rule on the change. */
  makeChange(context: RequestContext, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const incident = await this.held.holdInUse(tx, id);
      if (incident.changeEventId !== null) throw new DomainError('already-linked');
      const { legalEntityId, summary, ownerId, startedAt, preparedBy } = incident;
      const tolerances = await this.incidents.tolerances(tx, incident.useCaseIds);
      const kind = changeKindOf(incident, tolerances, this.clock.now());
      if (kind === null) throw new DomainError('no-impact');
      const happenedOn = localDate(startedAt, await this.references.timeZoneOf(tx, legalEntityId));
      const source = context.actor.type === 'person' ? 'typed' : 'api';
      const facts: ChangeFacts = {
        ...{ kind, summary, happenedOn, announcedOn: null, takesEffectOn: null, source, notice: null },
        ...{ evidenceId: incident.evidenceIds[0] ?? null, ownerId },
      };
      const subject = subjectOf(incident);
      const event = await this.changes.enter(tx, { subject, legalEntityId, facts, preparedBy });
      recordIncident(tx, 'linked', incident, { changeEventId: event.id, kind });
      await this.incidents.update(tx, id, { changeEventId: event.id });
      return Answer.created(event.json, `/api/v1/change-events/${event.id}`, etagOf(event.rowVersion));
    });
  }
}

import { Injectable } from '@nestjs/common';
import {
  CreateChangeEventDto,
  CreateIncidentDto,
  CreateTimelineEntryDto,
  DecideReportDto,
  TriageDto,
} from '../modules/continuity/continuity-contract.public.js';
import {
  ChangeEventService,
  ChangeTriageService,
  IncidentFollowup,
  IncidentService,
} from '../modules/continuity/continuity.public.js';
import type { Placed } from '../platform/data-file/placed.js';
import type { DemoRun } from './demo-run.js';

/** Makes what happened to the firm's stack, on which somebody else ruled, and what went wrong. */
@Injectable()
export class ChangeMaker {
  constructor(
    private readonly events: ChangeEventService,
    private readonly triages: ChangeTriageService,
    private readonly incidents: IncidentService,
    private readonly followup: IncidentFollowup,
  ) {}

  async make(run: DemoRun, file: Placed): Promise<void> {
    file.only('changes', 'incidents');
    for (const at of file.get('changes').items()) await this.#change(run, at);
    for (const at of file.get('incidents').items()) await this.#incident(run, at);
  }

  async #change(run: DemoRun, at: Placed): Promise<void> {
    const request = await run.request(at, CreateChangeEventDto, 'by', 'triage');
    const { id, rowVersion } = await run.command(at, 'changes.write', (context) =>
      this.events.register(context, request),
    );
    const triage = at.get('triage');
    if (triage.absent) return;
    const ruling = await run.request(triage, TriageDto, 'by');
    await run.command(triage, 'changes.triage', (context) =>
      this.triages.triage(context, id, rowVersion, ruling),
    );
  }

  async #incident(run: DemoRun, at: Placed): Promise<void> {
    const request = await run.request(at, CreateIncidentDto, 'by', 'timeline', 'report');
    const { id, rowVersion } = await run.command(at, 'changes.write', (context) =>
      this.incidents.register(context, request),
    );
    for (const part of at.get('timeline').items()) {
      const entry = await run.request(part, CreateTimelineEntryDto, 'by');
      await run.command(part, 'changes.write', (context) => this.followup.tell(context, id, entry));
    }
    const report = at.get('report');
    const decision = await run.request(report, DecideReportDto, 'by');
    await run.command(report, 'changes.triage', (context) =>
      this.followup.decideReport(context, id, rowVersion, decision),
    );
  }
}

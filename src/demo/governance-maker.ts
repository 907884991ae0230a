import { Injectable } from '@nestjs/common';
import {
  CreateCompetenceDto,
  CreateCorrespondenceDto,
  CreateDelegationDto,
  CreateOversightReportDto,
  CreatePolicyDto,
  ProposeExceptionDto,
} from '../modules/diligence/diligence-contract.public.js';
import {
  CompetenceService,
  CorrespondenceService,
  DelegationService,
  ExceptionService,
  OversightReportService,
  PolicyService,
} from '../modules/diligence/diligence.public.js';
import { CreateLimitDto, LimitService } from '../modules/scoring/scoring.public.js';
import type { Placed } from '../platform/data-file/placed.js';
import type { DemoRun } from './demo-run.js';

type Make = (run: DemoRun, at: Placed) => Promise<void>;

/** Makes how the firm governs its use of AI: rules and who is fit to keep them, what the SFC was told, departures and limits. */
@Injectable()
export class GovernanceMaker {
  readonly #families: Readonly<Record<string, Make>> = {
    policies: (run, at) => this.#policy(run, at),
    competences: (run, at) => this.#competence(run, at),
    delegations: (run, at) => this.#delegation(run, at),
    correspondence: (run, at) => this.#correspondence(run, at),
    exceptions: (run, at) => this.#exception(run, at),
    limits: (run, at) => this.#limit(run, at),
  };

  constructor(
    private readonly policies: PolicyService,
    private readonly competences: CompetenceService,
    private readonly delegations: DelegationService,
    private readonly reports: OversightReportService,
    private readonly letters: CorrespondenceService,
    private readonly exceptions: ExceptionService,
    private readonly limits: LimitService,
  ) {}

  async make(run: DemoRun, file: Placed): Promise<void> {
    file.only(...Object.keys(this.#families));
    for (const [family, make] of Object.entries(this.#families)) {
      for (const at of file.get(family).items()) await make(run, at);
    }
  }

  async #policy(run: DemoRun, at: Placed): Promise<void> {
    const policy = await run.request(at, CreatePolicyDto, 'by', 'approvedBy');
    const { id, rowVersion } = await run.command(at, 'policies.write', (context) =>
      this.policies.register(context, policy),
    );
    if (at.get('approvedBy').absent) return;
    const submitted = await run.command(at, 'policies.write', (context) =>
      this.policies.submit(context, id, rowVersion),
    );
    await run.command(
      at,
      'policies.approve',
      (context) => this.policies.approve(context, id, submitted.rowVersion),
      at.get('approvedBy'),
    );
  }

  async #competence(run: DemoRun, at: Placed): Promise<void> {
    const competence = await run.request(at, CreateCompetenceDto, 'by');
    await run.command(at, 'assurance.write', (context) => this.competences.register(context, competence));
  }

  async #delegation(run: DemoRun, at: Placed): Promise<void> {
    const delegation = await run.request(at, CreateDelegationDto, 'by', 'reports');
    const { id } = await run.command(at, 'assurance.write', (context) =>
      this.delegations.register(context, delegation),
    );
    for (const part of at.get('reports').items()) {
      const report = await run.request(part, CreateOversightReportDto, 'by');
      await run.command(part, 'assurance.write', (context) => this.reports.register(context, id, report));
    }
  }

  async #correspondence(run: DemoRun, at: Placed): Promise<void> {
    const letter = await run.request(at, CreateCorrespondenceDto, 'by');
    await run.command(at, 'assurance.write', (context) => this.letters.register(context, letter));
  }

  async #exception(run: DemoRun, at: Placed): Promise<void> {
    const exception = await run.request(at, ProposeExceptionDto, 'by', 'approval');
    const { id, rowVersion } = await run.command(at, 'exceptions.write', (context) =>
      this.exceptions.propose(context, exception),
    );
    const approval = at.get('approval');
    if (approval.absent) return;
    const reason = approval.only('by', 'reason').get('reason').text();
    await run.command(approval, 'exceptions.approve', (context) =>
      this.exceptions.approve(context, id, rowVersion, reason),
    );
  }

  async #limit(run: DemoRun, at: Placed): Promise<void> {
    const limit = await run.request(at, CreateLimitDto, 'by');
    await run.command(at, 'limits.write', (context) => this.limits.register(context, limit));
  }
}

import { Injectable } from '@nestjs/common';
import {
  type AnswerInputDto,
  ApproveAssessmentDto,
  CreateAssessmentDto,
  CreateFindingDto,
  CreateLinkDto,
} from '../modules/diligence/diligence-contract.public.js';
import {
  AssessmentDecisions,
  AssessmentFollowup,
  AssessmentLinks,
  AssessmentService,
  openQuestions,
} from '../modules/diligence/diligence.public.js';
import type { Placed } from '../platform/data-file/placed.js';
import type { DemoRun, Made } from './demo-run.js';

/** `notKnown`: every other question that is asked is answered as not known, with this comment. */
const OWN = ['by', 'notKnown', 'findings', 'sentTo', 'approval'];

/** Makes due diligence: answers, what was found wanting, and what somebody else decided. */
@Injectable()
export class AssessmentMaker {
  constructor(
    private readonly assessments: AssessmentService,
    private readonly followup: AssessmentFollowup,
    private readonly links: AssessmentLinks,
    private readonly decisions: AssessmentDecisions,
  ) {}

  async make(run: DemoRun, file: Placed): Promise<void> {
    for (const at of file.only('assessments').get('assessments').items()) {
      let made = await this.#begin(run, at);
      const { id } = made;
      for (const part of at.get('findings').items()) {
        const finding = await run.request(part, CreateFindingDto);
        const { rowVersion } = made;
        made = await run.command(
          part,
          'assessments.write',
          (context) => this.followup.addFinding(context, id, rowVersion, finding),
          at.get('by'),
        );
      }
      if (!at.get('sentTo').absent) await this.#send(run, at, made);
      if (!at.get('approval').absent) await this.#decide(run, at, made);
    }
  }

  async #begin(run: DemoRun, at: Placed): Promise<Made> {
    const request = await run.request(at, CreateAssessmentDto, ...OWN);
    const comment = at.get('notKnown').optional((text) => text.text());
    if (comment !== undefined) request.answers = completed(request, comment);
    return run.command(at, 'assessments.write', (context) => this.assessments.register(context, request));
  }

  async #send(run: DemoRun, at: Placed, { id, rowVersion }: Made): Promise<void> {
    const link = await run.request(at.get('sentTo'), CreateLinkDto);
    await run.command(at, 'assessments.write', (context) => this.links.issue(context, id, rowVersion, link));
  }

  async #decide(run: DemoRun, at: Placed, { id, rowVersion }: Made): Promise<void> {
    const approval = at.get('approval');
    const request = await run.request(approval, ApproveAssessmentDto, 'by');
    const submitted = await run.command(at, 'assessments.write', (context) =>
      this.decisions.submit(context, id, rowVersion),
    );
    await run.command(approval, 'assessments.decide', (context) =>
      this.decisions.approve(context, id, submitted.rowVersion, request),
    );
  }
}

/** One answer may bring further questions with it. */
function completed(
  { templateVersion, answers = [] }: CreateAssessmentDto,
  comment: string,
): AnswerInputDto[] {
  const all = [...answers];
  for (;;) {
    const open = openQuestions(templateVersion, all);
    if (open.length === 0) return all;
    all.push(...open.map((question): AnswerInputDto => ({ question, state: 'not_known', comment })));
  }
}

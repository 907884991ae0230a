import { Injectable } from '@nestjs/common';
import { CreateExerciseDto, CreatePlanDto } from '../modules/continuity/continuity-contract.public.js';
import {
  ExerciseService,
  PlanDecisionService,
  PlanService,
} from '../modules/continuity/continuity.public.js';
import type { Placed } from '../platform/data-file/placed.js';
import type { DemoRun } from './demo-run.js';

/** Makes contingency plans, has them approved by somebody else, and records their exercises. */
@Injectable()
export class PlanMaker {
  constructor(
    private readonly plans: PlanService,
    private readonly decisions: PlanDecisionService,
    private readonly exercises: ExerciseService,
  ) {}

  async make(run: DemoRun, file: Placed): Promise<void> {
    for (const at of file.only('plans').get('plans').items()) {
      const request = await run.request(at, CreatePlanDto, 'by', 'approval', 'exercises');
      const plan = await run.command(at, 'plans.write', (context) => this.plans.register(context, request));
      for (const part of at.get('exercises').items()) {
        const exercise = await run.request(part, CreateExerciseDto, 'by');
        await run.command(part, 'plans.write', (context) =>
          this.exercises.register(context, plan.id, exercise),
        );
      }
      if (!at.get('approval').absent) await this.#decide(run, at, plan.id, plan.rowVersion);
    }
  }

  async #decide(run: DemoRun, at: Placed, id: string, rowVersion: number): Promise<void> {
    const approval = at.get('approval').only('by', 'reason');
    const reason = approval.get('reason').text();
    const submitted = await run.command(at, 'plans.write', (context) =>
      this.decisions.submit(context, id, rowVersion),
    );
    await run.command(approval, 'plans.approve', (context) =>
      this.decisions.approve(context, id, submitted.rowVersion, reason),
    );
  }
}

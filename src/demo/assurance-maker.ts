import { Injectable } from '@nestjs/common';
import {
  CreateAssuranceActivityDto,
  CreateControlDto,
} from '../modules/diligence/diligence-contract.public.js';
import { AssuranceActivityService, ControlService } from '../modules/diligence/diligence.public.js';
import type { Placed } from '../platform/data-file/placed.js';
import type { DemoRun } from './demo-run.js';

/** Makes what keeps risks in check, and what the firm did to be sure of what it uses. */
@Injectable()
export class AssuranceMaker {
  constructor(
    private readonly controls: ControlService,
    private readonly activities: AssuranceActivityService,
  ) {}

  async make(run: DemoRun, file: Placed): Promise<void> {
    file.only('controls', 'activities');
    for (const at of file.get('controls').items()) {
      const control = await run.request(at, CreateControlDto, 'by');
      await run.command(at, 'controls.write', (context) => this.controls.register(context, control));
    }
    for (const at of file.get('activities').items()) {
      const activity = await run.request(at, CreateAssuranceActivityDto, 'by');
      await run.command(at, 'assurance.write', (context) => this.activities.register(context, activity));
    }
  }
}

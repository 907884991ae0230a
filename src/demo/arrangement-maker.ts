import { Injectable } from '@nestjs/common';
import {
  CreateArrangementDto,
  CreateIndemnityDto,
  CreateResponsibilityDto,
} from '../modules/arrangements/arrangements-contract.public.js';
import {
  ArrangementService,
  IndemnityService,
  ResponsibilityService,
} from '../modules/arrangements/arrangements.public.js';
import { type Placed, refuseDuplicates } from '../platform/data-file/placed.js';
import type { DemoRun } from './demo-run.js';

/** Makes the firm's contracts and other terms, with who pays for which claims, and who does which task. */
@Injectable()
export class ArrangementMaker {
  constructor(
    private readonly arrangements: ArrangementService,
    private readonly indemnities: IndemnityService,
    private readonly responsibilities: ResponsibilityService,
  ) {}

  async make(run: DemoRun, file: Placed): Promise<void> {
    const list = file.only('arrangements').get('arrangements');
    refuseDuplicates(
      list.items().map((at) => ({ id: at.get('id').slug() })),
      list,
    );
    for (const at of list.items()) {
      const parts = ['indemnities', 'responsibilities'];
      const request = await run.request(at, CreateArrangementDto, 'id', 'by', ...parts);
      const { id } = await run.command(at, 'register.write', (context) =>
        this.arrangements.register(context, request),
      );
      run.ids.add('arrangement', at.get('id').slug(), id);
      for (const part of at.get('indemnities').items()) {
        const indemnity = await run.request(part, CreateIndemnityDto);
        await run.command(
          part,
          'register.write',
          (context) => this.indemnities.register(context, id, indemnity),
          at.get('by'),
        );
      }
      for (const part of at.get('responsibilities').items()) {
        const task = await run.request(part, CreateResponsibilityDto);
        await run.command(
          part,
          'register.write',
          (context) => this.responsibilities.register(context, id, task),
          at.get('by'),
        );
      }
    }
  }
}

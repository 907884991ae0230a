import { Injectable } from '@nestjs/common';
import { readDataFile } from '../platform/data-file/read-data-file.js';
import { ArrangementMaker } from './arrangement-maker.js';
import { AssessmentMaker } from './assessment-maker.js';
import { AssuranceMaker } from './assurance-maker.js';
import { ChangeMaker } from './change-maker.js';
import type { DemoRun } from './demo-run.js';
import { DocumentMaker } from './document-maker.js';
import { GovernanceMaker } from './governance-maker.js';
import { PlanMaker } from './plan-maker.js';

const DATA_FOLDER = 'src/demo/data';

/** Makes what the firm has recorded of what it stands on, family by family: each may name what those before it made. */
@Injectable()
export class RecordsMaker {
  constructor(
    private readonly documents: DocumentMaker,
    private readonly arrangements: ArrangementMaker,
    private readonly assessments: AssessmentMaker,
    private readonly assurance: AssuranceMaker,
    private readonly plans: PlanMaker,
    private readonly changes: ChangeMaker,
    private readonly governance: GovernanceMaker,
  ) {}

  async make(run: DemoRun): Promise<void> {
    await this.documents.make(run, fileOf('documents'));
    await this.arrangements.make(run, fileOf('arrangements'));
    await this.assessments.make(run, fileOf('assessments'));
    await this.assurance.make(run, fileOf('assurance'));
    await this.plans.make(run, fileOf('plans'));
    await this.changes.make(run, fileOf('changes'));
    await this.governance.make(run, fileOf('governance'));
  }
}

function fileOf(family: string) {
  return readDataFile(DATA_FOLDER, `${family}.yaml`);
}

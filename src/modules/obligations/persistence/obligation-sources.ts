import { Injectable } from '@nestjs/common';
import { AssessmentSourceRepository } from './assessment-source.repository.js';
import { ChangeSourceRepository } from './change-source.repository.js';
import { ControlSourceRepository } from './control-source.repository.js';
import { ExitSourceRepository } from './exit-source.repository.js';
import { FindingSourceRepository } from './finding-source.repository.js';
import {
  AssessmentConditionSourceRepository,
  AssessmentFindingSourceRepository,
} from './followup-source.repositories.js';
import type { ObligationSource } from './obligation-source.js';
import { PlanSourceRepository } from './plan-source.repository.js';
import { RetirementRepository } from './retirement.repository.js';
import { SuspensionSourceRepository } from './suspension-source.repository.js';

/** Every kind of record whose dates ask for something. */
@Injectable()
export class ObligationSources {
  readonly all: readonly ObligationSource[];

  constructor(
    retirements: RetirementRepository,
    findings: FindingSourceRepository,
    controls: ControlSourceRepository,
    plans: PlanSourceRepository,
    assessments: AssessmentSourceRepository,
    assessmentFindings: AssessmentFindingSourceRepository,
    assessmentConditions: AssessmentConditionSourceRepository,
    changeEvents: ChangeSourceRepository,
    exits: ExitSourceRepository,
    suspensions: SuspensionSourceRepository,
  ) {
    this.all = [
      ...[retirements, findings, controls, plans],
      ...[assessments, assessmentFindings, assessmentConditions, changeEvents],
      ...[exits, suspensions],
    ];
  }
}

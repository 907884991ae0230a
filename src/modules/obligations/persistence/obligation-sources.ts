import { Injectable } from '@nestjs/common';
import { ARRANGEMENTS } from './arrangement-source.js';
import { AssessmentSourceRepository } from './assessment-source.repository.js';
import { ACTIVITIES } from './assurance-source.js';
import { ChangeSourceRepository } from './change-source.repository.js';
import { ControlSourceRepository } from './control-source.repository.js';
import { ExitSourceRepository } from './exit-source.repository.js';
import { COMPETENCES, DELEGATIONS, EXCEPTIONS, POLICIES, REVIEWS, STATEMENTS } from './diligence-sources.js';
import { DOCUMENTS } from './evidence-source.js';
import { FindingSourceRepository } from './finding-source.repository.js';
import {
  AssessmentConditionSourceRepository,
  AssessmentFindingSourceRepository,
} from './followup-source.repositories.js';
import { INCIDENTS } from './incident-source.js';
import { LIMITS } from './limit-source.js';
import type { ObligationSource } from './obligation-source.js';
import { PlanSourceRepository } from './plan-source.repository.js';
import { NOTICES } from './regulator-source.js';
import { RetirementRepository } from './retirement.repository.js';
import { SuspensionSourceRepository } from './suspension-source.repository.js';
import { USE_CASES } from './use-case-source.js';
import { VULNERABILITIES } from './vulnerability-source.js';

/** Those that need nothing but a transaction. */
const RECORDS: readonly ObligationSource[] = [
  ...[LIMITS, ARRANGEMENTS, DOCUMENTS, INCIDENTS, POLICIES, COMPETENCES, NOTICES, EXCEPTIONS],
  ...[REVIEWS, STATEMENTS, ACTIVITIES, DELEGATIONS, VULNERABILITIES, USE_CASES],
];

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
      ...RECORDS,
    ];
  }
}

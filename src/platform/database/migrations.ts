import { Foundation1764028800000 } from '../../../migrations/1764028800000-foundation.js';
import { Identity1764028800010 } from '../../../migrations/1764028800010-identity.js';
import { Inventory1764028800020 } from '../../../migrations/1764028800020-inventory.js';
import { Obligations1764028800030 } from '../../../migrations/1764028800030-obligations.js';
import { CodeChecks1764028800040 } from '../../../migrations/1764028800040-code-checks.js';
import { ComponentFacts1764028800050 } from '../../../migrations/1764028800050-component-facts.js';
import { Scores1764028800060 } from '../../../migrations/1764028800060-scores.js';
import { ScoringMethods1764028800070 } from '../../../migrations/1764028800070-scoring-methods.js';
import { ConcentrationLimits1764028800080 } from '../../../migrations/1764028800080-concentration-limits.js';
import { Arrangements1764028800090 } from '../../../migrations/1764028800090-arrangements.js';
import { Evidence1764028800100 } from '../../../migrations/1764028800100-evidence.js';
import { Indemnities1764028800110 } from '../../../migrations/1764028800110-indemnities.js';
import { Controls1764028800120 } from '../../../migrations/1764028800120-controls.js';
import { Assessments1764028800130 } from '../../../migrations/1764028800130-assessments.js';
import { ContingencyPlans1764028800140 } from '../../../migrations/1764028800140-contingency-plans.js';
import { IndemnityCoverage1764028800150 } from '../../../migrations/1764028800150-indemnity-coverage.js';
import { AssessmentObligations1764028800155 } from '../../../migrations/1764028800155-assessment-obligations.js';
import { Assurance1764028800160 } from '../../../migrations/1764028800160-assurance.js';
import { AssuranceRecords1764028800170 } from '../../../migrations/1764028800170-assurance-records.js';
import { Exceptions1764028800175 } from '../../../migrations/1764028800175-exceptions.js';
import { ChangeEvents1764028800180 } from '../../../migrations/1764028800180-change-events.js';
import { Incidents1764028800190 } from '../../../migrations/1764028800190-incidents.js';
import { ExitAndSuspension1764028800200 } from '../../../migrations/1764028800200-exit-and-suspension.js';
import { FlowsAndService1764028800210 } from '../../../migrations/1764028800210-flows-and-service.js';
import { Reviews1764028800220 } from '../../../migrations/1764028800220-reviews.js';
import { EveryDate1764028800230 } from '../../../migrations/1764028800230-every-date.js';
import { AssuranceInScores1764028800240 } from '../../../migrations/1764028800240-assurance-in-scores.js';
import { Inspection1764028800250 } from '../../../migrations/1764028800250-inspection.js';
import { OversightPreparers1764028800270 } from '../../../migrations/1764028800270-oversight-preparers.js';
import { ResolutionsWithdrawn1764028800271 } from '../../../migrations/1764028800271-resolutions-withdrawn.js';
import { LinkMails1764028800272 } from '../../../migrations/1764028800272-link-mails.js';

/** Every migration, oldest first. */
export const MIGRATIONS = [
  Foundation1764028800000,
  Identity1764028800010,
  Inventory1764028800020,
  Obligations1764028800030,
  CodeChecks1764028800040,
  ComponentFacts1764028800050,
  Scores1764028800060,
  ScoringMethods1764028800070,
  ConcentrationLimits1764028800080,
  Arrangements1764028800090,
  Evidence1764028800100,
  Indemnities1764028800110,
  Controls1764028800120,
  Assessments1764028800130,
  ContingencyPlans1764028800140,
  IndemnityCoverage1764028800150,
  AssessmentObligations1764028800155,
  Assurance1764028800160,
  AssuranceRecords1764028800170,
  Exceptions1764028800175,
  ChangeEvents1764028800180,
  Incidents1764028800190,
  ExitAndSuspension1764028800200,
  FlowsAndService1764028800210,
  Reviews1764028800220,
  EveryDate1764028800230,
  AssuranceInScores1764028800240,
  Inspection1764028800250,
  OversightPreparers1764028800270,
  ResolutionsWithdrawn1764028800271,
  LinkMails1764028800272,
];

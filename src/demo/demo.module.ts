import { Module } from '@nestjs/common';
import { ArrangementsModule } from '../modules/arrangements/arrangements.public.js';
import { ContinuityModule } from '../modules/continuity/continuity.public.js';
import { DiligenceModule } from '../modules/diligence/diligence.public.js';
import { IdentityModule } from '../modules/identity/identity.public.js';
import { InventoryModule } from '../modules/inventory/inventory.public.js';
import { ScoringModule } from '../modules/scoring/scoring.public.js';
import { ArrangementMaker } from './arrangement-maker.js';
import { AssessmentMaker } from './assessment-maker.js';
import { AssuranceMaker } from './assurance-maker.js';
import { ChangeMaker } from './change-maker.js';
import { DemoMaker } from './demo-maker.js';
import { DocumentMaker } from './document-maker.js';
import { FirmMaker } from './firm-maker.js';
import { GovernanceMaker } from './governance-maker.js';
import { PlanMaker } from './plan-maker.js';
import { RecordsMaker } from './records-maker.js';

/** The demonstration firm; composed above the modules, like the intake. */
@Module({
  imports: [
    IdentityModule,
    InventoryModule,
    ArrangementsModule,
    DiligenceModule,
    ContinuityModule,
    ScoringModule,
  ],
  providers: [
    DemoMaker,
    FirmMaker,
    RecordsMaker,
    DocumentMaker,
    ArrangementMaker,
    AssessmentMaker,
    AssuranceMaker,
    PlanMaker,
    ChangeMaker,
    GovernanceMaker,
  ],
  exports: [DemoMaker],
})
export class DemoModule {}

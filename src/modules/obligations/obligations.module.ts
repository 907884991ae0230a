import { Module } from '@nestjs/common';
import { ObligationController } from './http/obligation.controller.js';
import { ReminderController } from './http/reminder.controller.js';
import { ObligationService } from './obligation.service.js';
import { AssessmentSourceRepository } from './persistence/assessment-source.repository.js';
import { ChangeSourceRepository } from './persistence/change-source.repository.js';
import { ControlSourceRepository } from './persistence/control-source.repository.js';
import { ExitSourceRepository } from './persistence/exit-source.repository.js';
import { FindingSourceRepository } from './persistence/finding-source.repository.js';
import { InboxRepository } from './persistence/inbox.repository.js';
import { ObligationReadModel } from './persistence/obligation.read-model.js';
import { ObligationRepository } from './persistence/obligation.repository.js';
import { PlanRepository } from './persistence/plan.repository.js';
import {
  AssessmentConditionSourceRepository,
  AssessmentFindingSourceRepository,
} from './persistence/followup-source.repositories.js';
import { ObligationSources } from './persistence/obligation-sources.js';
import { PlanSourceRepository } from './persistence/plan-source.repository.js';
import { ReminderReadModel } from './persistence/reminder.read-model.js';
import { RetirementRepository } from './persistence/retirement.repository.js';
import { SendRepository } from './persistence/send.repository.js';
import { SuspensionSourceRepository } from './persistence/suspension-source.repository.js';
import { SweepRepository } from './persistence/sweep.repository.js';
import { ObligationPlanner } from './planner.js';
import { ReminderService } from './reminder.service.js';
import { ReminderSender } from './sender.js';
import { ReminderSweeper } from './sweeper.js';

/** What must be done by when, and who was told of it. */
@Module({
  controllers: [ObligationController, ReminderController],
  providers: [
    ObligationService,
    ReminderService,
    ObligationPlanner,
    ReminderSweeper,
    ReminderSender,
    ObligationRepository,
    InboxRepository,
    PlanRepository,
    RetirementRepository,
    FindingSourceRepository,
    ChangeSourceRepository,
    ExitSourceRepository,
    SuspensionSourceRepository,
    ControlSourceRepository,
    PlanSourceRepository,
    AssessmentSourceRepository,
    AssessmentFindingSourceRepository,
    AssessmentConditionSourceRepository,
    ObligationSources,
    SweepRepository,
    SendRepository,
    ObligationReadModel,
    ReminderReadModel,
  ],
  exports: [ObligationPlanner, ReminderSweeper, ReminderSender],
})
export class ObligationsModule {}

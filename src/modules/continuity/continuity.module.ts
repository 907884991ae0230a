import { Module, type OnModuleInit } from '@nestjs/common';
import { listedIds } from '../../kernel/entity-scope.js';
import { ArrangementsModule } from '../arrangements/arrangements.public.js';
import { Holders, InventoryModule } from '../inventory/inventory.public.js';
import { ChangeEventService } from './change-event.service.js';
import { ChangeReferences } from './change-references.js';
import { ChangeTriageService } from './change-triage.service.js';
import { ExerciseService } from './exercise.service.js';
import { ExitCaseService } from './exit-case.service.js';
import { ExitDecisionService } from './exit-decision.service.js';
import { ExitReferences } from './exit-references.js';
import { HeldChanges } from './held-changes.js';
import { HeldExits } from './held-exits.js';
import { HeldIncidents } from './held-incidents.js';
import { HeldPlans } from './held-plans.js';
import { ChangeEventController } from './http/change-event.controller.js';
import { ChangeMatrixController } from './http/change-matrix.controller.js';
import { ExerciseController } from './http/exercise.controller.js';
import { ExitCaseController } from './http/exit-case.controller.js';
import { ExitStepController } from './http/exit-step.controller.js';
import { IncidentController } from './http/incident.controller.js';
import { PlanController } from './http/plan.controller.js';
import { ServiceQualityController } from './http/service-quality.controller.js';
import { ServiceRecordController } from './http/service-record.controller.js';
import { TimelineController } from './http/timeline.controller.js';
import { IncidentFollowup } from './incident-followup.service.js';
import { IncidentService } from './incident.service.js';
import { ChangeEventReadModel } from './persistence/change-event.read-model.js';
import { ChangeEventRepository } from './persistence/change-event.repository.js';
import { ExerciseReadModel } from './persistence/exercise.read-model.js';
import { ExerciseRepository } from './persistence/exercise.repository.js';
import { ExitCaseReadModel } from './persistence/exit-case.read-model.js';
import { ExitCaseRepository } from './persistence/exit-case.repository.js';
import { IncidentReadModel } from './persistence/incident.read-model.js';
import { IncidentRepository } from './persistence/incident.repository.js';
import { PlanReadModel } from './persistence/plan.read-model.js';
import { PlanRepository } from './persistence/plan.repository.js';
import { ServiceQualityReadModel } from './persistence/service-quality.read-model.js';
import { ServiceRecordReadModel } from './persistence/service-record.read-model.js';
import { ServiceRecordRepository } from './persistence/service-record.repository.js';
import { TimelineReadModel } from './persistence/timeline.read-model.js';
import { PlanDecisionService } from './plan-decision.service.js';
import { PlanReferences } from './plan-references.js';
import { PlanService } from './plan.service.js';
import { ServiceRecordService } from './service-record.service.js';

/** How the firm keeps going when what it relies on fails or changes, or when it suspends it; and how it leaves that in order. */
@Module({
  imports: [InventoryModule, ArrangementsModule],
  controllers: [
    PlanController,
    ExerciseController,
    ChangeEventController,
    ChangeMatrixController,
    IncidentController,
    TimelineController,
    ServiceRecordController,
    ServiceQualityController,
    ExitCaseController,
    ExitStepController,
  ],
  providers: [
    PlanService,
    PlanDecisionService,
    PlanReferences,
    PlanRepository,
    PlanReadModel,
    HeldPlans,
    ExerciseService,
    ExerciseRepository,
    ExerciseReadModel,
    ChangeEventService,
    ChangeTriageService,
    ChangeReferences,
    ChangeEventRepository,
    ChangeEventReadModel,
    HeldChanges,
    IncidentService,
    IncidentFollowup,
    IncidentRepository,
    IncidentReadModel,
    TimelineReadModel,
    HeldIncidents,
    ServiceRecordService,
    ServiceRecordRepository,
    ServiceRecordReadModel,
    ServiceQualityReadModel,
    ExitCaseService,
    ExitDecisionService,
    ExitReferences,
    ExitCaseRepository,
    ExitCaseReadModel,
    HeldExits,
  ],
  exports: [
    ChangeEventService,
    ChangeTriageService,
    ExerciseService,
    IncidentFollowup,
    IncidentService,
    PlanDecisionService,
    PlanService,
  ],
})
export class ContinuityModule implements OnModuleInit {
  constructor(
    private readonly holders: Holders,
    private readonly plans: PlanRepository,
    private readonly changes: ChangeEventRepository,
    private readonly incidents: IncidentRepository,
    private readonly services: ServiceRecordRepository,
    private readonly exits: ExitCaseRepository,
  ) {}

  onModuleInit(): void {
    this.holders.add((tx, type, id) => this.plans.holding(tx, type, id, listedIds(tx.context.actor.scope)));
    // Nothing is retired before it was left in order, where somebody began to.
    this.holders.add((tx, type, id) => this.exits.holding(tx, type, id, listedIds(tx.context.actor.scope)));
    // What shows a change, an incident, what was redone because of it, or how good a service was, is not taken away.
    this.holders.add(async (tx, type, id) => {
      if (type !== 'evidence') return { count: 0, names: [] };
      const counts = await Promise.all([
        this.changes.countOnEvidence(tx, id),
        this.incidents.countOnEvidence(tx, id),
        this.services.countOnEvidence(tx, id),
      ]);
      return { count: counts[0] + counts[1] + counts[2], names: [] };
    });
  }
}

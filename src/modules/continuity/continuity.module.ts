import { Module, type OnModuleInit } from '@nestjs/common';
import { listedIds } from '../../kernel/entity-scope.js';
import { ArrangementsModule } from '../arrangements/arrangements.public.js';
import { Holders, InventoryModule } from '../inventory/inventory.public.js';
import { ExerciseService } from './exercise.service.js';
import { HeldPlans } from './held-plans.js';
import { ExerciseController } from './http/exercise.controller.js';
import { PlanController } from './http/plan.controller.js';
import { ExerciseReadModel } from './persistence/exercise.read-model.js';
import { ExerciseRepository } from './persistence/exercise.repository.js';
import { PlanReadModel } from './persistence/plan.read-model.js';
import { PlanRepository } from './persistence/plan.repository.js';
import { PlanDecisionService } from './plan-decision.service.js';
import { PlanReferences } from './plan-references.js';
import { PlanService } from './plan.service.js';

/** How the firm keeps going when what it relies on fails, or when it suspends it. */
@Module({
  imports: [InventoryModule, ArrangementsModule],
  controllers: [PlanController, ExerciseController],
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
  ],
})
export class ContinuityModule implements OnModuleInit {
  constructor(
    private readonly holders: Holders,
    private readonly plans: PlanRepository,
  ) {}

  onModuleInit(): void {
    this.holders.add((tx, type, id) => this.plans.holding(tx, type, id, listedIds(tx.context.actor.scope)));
  }
}

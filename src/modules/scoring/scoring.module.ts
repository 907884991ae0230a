import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.public.js';
import { AvailabilityService } from './availability.service.js';
import { ConcentrationService } from './concentration.service.js';
import { EvaluationService } from './evaluation.service.js';
import { EngineThreads } from './engine-threads.js';
import { FailureService } from './failure.service.js';
import { FindingService } from './finding.service.js';
import { GraphService } from './graph.service.js';
import { EvaluationController } from './http/evaluation.controller.js';
import { FindingController } from './http/finding.controller.js';
import { GraphController } from './http/graph.controller.js';
import { IndemnityCoverageController } from './http/indemnity-coverage.controller.js';
import { LimitController } from './http/limit.controller.js';
import { MethodsController } from './http/methods.controller.js';
import { ScenarioController } from './http/scenario.controller.js';
import { ScoresController } from './http/scores.controller.js';
import { SimulationController } from './http/simulation.controller.js';
import { IndemnityCoverageService } from './indemnity-coverage.service.js';
import { LimitKeeper } from './limit-keeper.js';
import { LimitService } from './limit.service.js';
import { MethodEffect } from './method-effect.js';
import { MethodService } from './method.service.js';
import { FindingReadModel } from './persistence/finding.read-model.js';
import { FindingRepository } from './persistence/finding.repository.js';
import { IndemnityCoverageReadModel } from './persistence/indemnity-coverage.read-model.js';
import { IndemnityCoverageRepository } from './persistence/indemnity-coverage.repository.js';
import { LimitKeepingRepository } from './persistence/limit-keeping.repository.js';
import { LimitReadModel } from './persistence/limit.read-model.js';
import { LimitRepository } from './persistence/limit.repository.js';
import { MethodRepository } from './persistence/method.repository.js';
import { OutagePlanReadModel } from './persistence/outage-plan.read-model.js';
import { OutageService } from './outage.service.js';
import { PortfolioSimulation } from './portfolio-simulation.js';
import { ScoreFactsReadModel } from './persistence/score-facts.read-model.js';
import { ScoreReadModel } from './persistence/score.read-model.js';
import { ScoreRepository } from './persistence/score.repository.js';
import { ScenarioService } from './scenario.service.js';
import { ScoreKeeper } from './score-keeper.js';
import { ScoreService } from './score.service.js';
import { RegisterGraphReadModel } from './persistence/register-graph.read-model.js';
import { RegisterWatch } from './persistence/register-watch.js';

/** What fails with what, and how concentrated it is. */
@Module({
  imports: [InventoryModule],
  controllers: [
    EvaluationController,
    FindingController,
    GraphController,
    IndemnityCoverageController,
    LimitController,
    MethodsController,
    ScenarioController,
    ScoresController,
    SimulationController,
  ],
  providers: [
    AvailabilityService,
    ConcentrationService,
    { provide: EngineThreads, useFactory: () => new EngineThreads() },
    EvaluationService,
    FailureService,
    FindingReadModel,
    FindingRepository,
    FindingService,
    GraphService,
    IndemnityCoverageReadModel,
    IndemnityCoverageRepository,
    IndemnityCoverageService,
    LimitKeeper,
    LimitKeepingRepository,
    LimitReadModel,
    LimitRepository,
    LimitService,
    MethodEffect,
    MethodRepository,
    MethodService,
    OutagePlanReadModel,
    OutageService,
    PortfolioSimulation,
    RegisterGraphReadModel,
    RegisterWatch,
    ScenarioService,
    ScoreFactsReadModel,
    ScoreKeeper,
    ScoreReadModel,
    ScoreRepository,
    ScoreService,
  ],
  exports: [LimitKeeper, LimitService, OutageService, RegisterWatch, ScoreKeeper],
})
export class ScoringModule {}

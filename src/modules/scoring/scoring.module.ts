import { Module } from '@nestjs/common';
import { ConcentrationService } from './concentration.service.js';
import { EvaluationService } from './evaluation.service.js';
import { EngineThreads } from './engine-threads.js';
import { FailureService } from './failure.service.js';
import { GraphService } from './graph.service.js';
import { EvaluationController } from './http/evaluation.controller.js';
import { GraphController } from './http/graph.controller.js';
import { SimulationController } from './http/simulation.controller.js';
import { PortfolioSimulation } from './portfolio-simulation.js';
import { RegisterGraphReadModel } from './persistence/register-graph.read-model.js';

/** What fails with what, and how concentrated it is. */
@Module({
  controllers: [EvaluationController, GraphController, SimulationController],
  providers: [
    ConcentrationService,
    { provide: EngineThreads, useFactory: () => new EngineThreads() },
    EvaluationService,
    FailureService,
    GraphService,
    PortfolioSimulation,
    RegisterGraphReadModel,
  ],
})
export class ScoringModule {}

import { Module } from '@nestjs/common';
import { AvailabilityService } from './availability.service.js';
import { ConcentrationService } from './concentration.service.js';
import { EngineThreads } from './engine-threads.js';
import { FailureService } from './failure.service.js';
import { GraphService } from './graph.service.js';
import { GraphController } from './http/graph.controller.js';
import { SimulationController } from './http/simulation.controller.js';
import { PortfolioSimulation } from './portfolio-simulation.js';
import { RegisterGraphReadModel } from './persistence/register-graph.read-model.js';

/** What fails with what, and how concentrated it is. */
@Module({
  controllers: [GraphController, SimulationController],
  providers: [
    AvailabilityService,
    ConcentrationService,
    { provide: EngineThreads, useFactory: () => new EngineThreads() },
    FailureService,
    GraphService,
    PortfolioSimulation,
    RegisterGraphReadModel,
  ],
})
export class ScoringModule {}

import { Module } from '@nestjs/common';
import { ConcentrationService } from './concentration.service.js';
import { FailureService } from './failure.service.js';
import { GraphService } from './graph.service.js';
import { GraphController } from './http/graph.controller.js';
import { SimulationController } from './http/simulation.controller.js';
import { RegisterGraphReadModel } from './persistence/register-graph.read-model.js';

/** What fails with what, and how concentrated it is. */
@Module({
  controllers: [GraphController, SimulationController],
  providers: [ConcentrationService, FailureService, GraphService, RegisterGraphReadModel],
})
export class ScoringModule {}

import { Module } from '@nestjs/common';
import { CoverageService } from './coverage.service.js';
import { CoverageController } from './http/coverage.controller.js';
import { ArchitectureReadModel } from './persistence/architecture.read-model.js';
import { InspectionFactsReadModel } from './persistence/inspection-facts.read-model.js';

/** What an inspector asks: which rules are kept, and what proves it. */
@Module({
  controllers: [CoverageController],
  providers: [CoverageService, ArchitectureReadModel, InspectionFactsReadModel],
})
export class InspectionModule {}

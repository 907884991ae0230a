import { Module, type OnModuleInit } from '@nestjs/common';
import { listedIds } from '../../kernel/entity-scope.js';
import { Holders, InventoryModule } from '../inventory/inventory.public.js';
import { ArrangementOfTerms } from './arrangement-of-terms.js';
import { ArrangementReferences } from './arrangement-references.js';
import { ArrangementService } from './arrangement.service.js';
import { ArrangementController } from './http/arrangement.controller.js';
import { IndemnityController } from './http/indemnity.controller.js';
import { ResponsibilityController } from './http/responsibility.controller.js';
import { IndemnityService } from './indemnity.service.js';
import { ArrangementReadModel } from './persistence/arrangement.read-model.js';
import { ArrangementRepository } from './persistence/arrangement.repository.js';
import { IndemnityReadModel, ResponsibilityReadModel } from './persistence/term.read-models.js';
import {
  IndemnityRepository,
  ResponsibilityRepository,
  TermsOnEvidence,
} from './persistence/term.repositories.js';
import { ResponsibilityService } from './responsibility.service.js';

/** On which terms a legal entity uses what a provider offers. */
@Module({
  imports: [InventoryModule],
  controllers: [ArrangementController, IndemnityController, ResponsibilityController],
  providers: [
    ArrangementService,
    ArrangementReferences,
    ArrangementRepository,
    ArrangementReadModel,
    ArrangementOfTerms,
    IndemnityService,
    IndemnityRepository,
    IndemnityReadModel,
    ResponsibilityService,
    ResponsibilityRepository,
    ResponsibilityReadModel,
    TermsOnEvidence,
  ],
  exports: [
    ArrangementService,
    ArrangementRepository,
    IndemnityService,
    ResponsibilityService,
    TermsOnEvidence,
  ],
})
export class ArrangementsModule implements OnModuleInit {
  constructor(
    private readonly holders: Holders,
    private readonly arrangements: ArrangementRepository,
  ) {}

  onModuleInit(): void {
    this.holders.add((tx, type, id) =>
      this.arrangements.holding(tx, type, id, listedIds(tx.context.actor.scope)),
    );
  }
}

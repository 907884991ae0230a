import { Module, type OnModuleInit } from '@nestjs/common';
import { listedIds } from '../../kernel/entity-scope.js';
import { Holders, InventoryModule } from '../inventory/inventory.public.js';
import { ArrangementReferences } from './arrangement-references.js';
import { ArrangementService } from './arrangement.service.js';
import { ArrangementController } from './http/arrangement.controller.js';
import { ArrangementReadModel } from './persistence/arrangement.read-model.js';
import { ArrangementRepository } from './persistence/arrangement.repository.js';

/** On which terms a legal entity uses what a provider offers. */
@Module({
  imports: [InventoryModule],
  controllers: [ArrangementController],
  providers: [ArrangementService, ArrangementReferences, ArrangementRepository, ArrangementReadModel],
  exports: [ArrangementService, ArrangementRepository],
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

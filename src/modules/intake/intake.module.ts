import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.public.js';
import { CatalogueController } from './http/catalogue.controller.js';
import { IntakeController } from './http/intake.controller.js';
import { IntakeService } from './intake.service.js';
import { ProviderFinder } from './provider-finder.js';
import { StackBuilder } from './stack-builder.js';

/** How a use case enters the register; composed above the modules. */
@Module({
  imports: [InventoryModule],
  controllers: [IntakeController, CatalogueController],
  providers: [IntakeService, StackBuilder, ProviderFinder],
})
export class IntakeModule {}

import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/inventory.public.js';
import { BomThreads } from './bom-threads.js';
import { BomService } from './bom.service.js';
import { BomController } from './http/bom.controller.js';
import { LineMatcher } from './line-matcher.js';
import { BomReadModel } from './persistence/bom.read-model.js';
import { BomRepository } from './persistence/bom.repository.js';

/** What comes into the register as a document of somebody else's; composed above the inventory. */
@Module({
  imports: [InventoryModule],
  controllers: [BomController],
  providers: [
    BomService,
    LineMatcher,
    BomRepository,
    BomReadModel,
    { provide: BomThreads, useFactory: () => new BomThreads() },
  ],
})
export class InterchangeModule {}

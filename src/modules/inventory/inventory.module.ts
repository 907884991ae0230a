import { Module } from '@nestjs/common';
import { ProviderController } from './http/provider.controller.js';
import { ProviderReadModel } from './persistence/provider.read-model.js';
import { ProviderRepository } from './persistence/provider.repository.js';
import { ProviderService } from './provider.service.js';

/** Who uses which AI for what, and what that stands on. */
@Module({
  controllers: [ProviderController],
  providers: [ProviderService, ProviderRepository, ProviderReadModel],
  exports: [ProviderService],
})
export class InventoryModule {}

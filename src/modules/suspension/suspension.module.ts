import { Module, type OnModuleInit } from '@nestjs/common';
import { InventoryModule, Standings } from '../inventory/inventory.public.js';
import { ScoringModule } from '../scoring/scoring.public.js';
import { Foresight } from './foresight.js';
import { ComponentSuspensionController } from './http/component-suspension.controller.js';
import { ProviderSuspensionController } from './http/provider-suspension.controller.js';
import { SuspensionController } from './http/suspension.controller.js';
import { SuspensionReadModel } from './persistence/suspension.read-model.js';
import { SuspensionRepository } from './persistence/suspension.repository.js';
import { SuspensionKeeper } from './suspension-keeper.js';
import { SuspensionService } from './suspension.service.js';

/** Stopping what others provide, in one step, with what that stops before one's eyes; composed above the modules. */
@Module({
  imports: [InventoryModule, ScoringModule],
  controllers: [ProviderSuspensionController, ComponentSuspensionController, SuspensionController],
  providers: [SuspensionService, SuspensionKeeper, Foresight, SuspensionReadModel, SuspensionRepository],
})
export class SuspensionModule implements OnModuleInit {
  constructor(
    private readonly standings: Standings,
    private readonly keeper: SuspensionKeeper,
  ) {}

  onModuleInit(): void {
    this.standings.use((type, id, status) => this.keeper.follow(type, id, status));
  }
}

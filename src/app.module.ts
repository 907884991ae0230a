import { type DynamicModule, Module } from '@nestjs/common';
import { AuditModule } from './modules/audit/audit.module.js';
import { IdentityModule } from './modules/identity/identity.module.js';
import { InventoryModule } from './modules/inventory/inventory.module.js';
import { ProviderEntity } from './modules/inventory/persistence/provider.entity.js';
import { ScoringModule } from './modules/scoring/scoring.module.js';
import type { Config } from './platform/config/config.js';
import { PlatformModule } from './platform/platform.module.js';

/** Every table that is written through the ORM. */
export const ENTITIES = [ProviderEntity];

/** The HTTP application. */
@Module({})
export class AppModule {
  static with(config: Config, databaseUrl: string): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot(config, databaseUrl, ENTITIES),
        IdentityModule,
        InventoryModule,
        ScoringModule,
        AuditModule,
      ],
    };
  }
}

import { Module } from '@nestjs/common';
import { IdentityModule } from '../modules/identity/identity.public.js';
import { InventoryModule } from '../modules/inventory/inventory.public.js';
import { DemoMaker } from './demo-maker.js';

/** The demonstration firm; composed above the modules, like the intake. */
@Module({ imports: [IdentityModule, InventoryModule], providers: [DemoMaker], exports: [DemoMaker] })
export class DemoModule {}

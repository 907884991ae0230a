import { Module, type OnModuleInit } from '@nestjs/common';
import { ComponentController } from './http/component.controller.js';
import { DataFlowController } from './http/data-flow.controller.js';
import { LegalEntityController } from './http/legal-entity.controller.js';
import { ProviderController } from './http/provider.controller.js';
import { ScanController } from './http/scan.controller.js';
import { SupplyChainController } from './http/supply-chain.controller.js';
import { RequirementController } from './http/requirement.controller.js';
import { UseCaseController } from './http/use-case.controller.js';
import { TierReasonController } from './http/use-case.reasons.controller.js';
import { VulnerabilityController } from './http/vulnerability.controller.js';
import { ComponentOfFacts } from './component-of-facts.js';
import { ComponentReferences } from './component-references.js';
import { ComponentService } from './component.service.js';
import { DataFlowReferences } from './data-flow-references.js';
import { DataFlowService } from './data-flow.service.js';
import { EvidenceLookup } from './evidence-lookup.js';
import { Holders } from './holders.js';
import { LegalEntityService } from './legal-entity.service.js';
import { AdversePartRepository } from './persistence/adverse-part.repository.js';
import { ComponentReadModel } from './persistence/component.read-model.js';
import { ComponentRepository } from './persistence/component.repository.js';
import { DataFlowReadModel } from './persistence/data-flow.read-model.js';
import { DataFlowRepository } from './persistence/data-flow.repository.js';
import { KnownRecordRepository } from './persistence/known-record.repository.js';
import { LegalEntityReadModel } from './persistence/legal-entity.read-model.js';
import { LegalEntityRepository } from './persistence/legal-entity.repository.js';
import { ListedComponentRepository } from './persistence/listed-component.repository.js';
import { ProviderReadModel } from './persistence/provider.read-model.js';
import { ProviderRepository } from './persistence/provider.repository.js';
import { RecordReferences } from './persistence/record-references.repository.js';
import { RequirementDependentRepository } from './persistence/requirement-dependent.repository.js';
import { RequirementReadModel } from './persistence/requirement.read-model.js';
import { RequirementRepository } from './persistence/requirement.repository.js';
import { ScanReadModel } from './persistence/scan.read-model.js';
import { ScanRepository } from './persistence/scan.repository.js';
import { SupplyChainReadModel } from './persistence/supply-chain.read-model.js';
import { UseCaseReadModel } from './persistence/use-case.read-model.js';
import { UseCaseRepository } from './persistence/use-case.repository.js';
import { VulnerabilityReadModel } from './persistence/vulnerability.read-model.js';
import { VulnerabilityRepository } from './persistence/vulnerability.repository.js';
import { ProviderService } from './provider.service.js';
import { RequirementReferences } from './requirement-references.js';
import { RequirementService } from './requirement.service.js';
import { ScanService } from './scan.service.js';
import { Standings } from './standings.js';
import { UseCaseService } from './use-case.service.js';
import { VulnerabilityService } from './vulnerability.service.js';

/** Who uses which AI for what, and what that stands on. */
@Module({
  controllers: [
    LegalEntityController,
    ProviderController,
    ComponentController,
    VulnerabilityController,
    ScanController,
    SupplyChainController,
    RequirementController,
    UseCaseController,
    TierReasonController,
    DataFlowController,
  ],
  providers: [
    LegalEntityService,
    LegalEntityRepository,
    LegalEntityReadModel,
    ProviderService,
    ProviderRepository,
    ProviderReadModel,
    ComponentService,
    ComponentReferences,
    ComponentRepository,
    ComponentReadModel,
    ComponentOfFacts,
    VulnerabilityService,
    VulnerabilityRepository,
    VulnerabilityReadModel,
    ScanService,
    ScanRepository,
    ScanReadModel,
    SupplyChainReadModel,
    RequirementService,
    RequirementReferences,
    AdversePartRepository,
    RequirementDependentRepository,
    RequirementRepository,
    RequirementReadModel,
    UseCaseService,
    UseCaseRepository,
    UseCaseReadModel,
    KnownRecordRepository,
    ListedComponentRepository,
    RecordReferences,
    Holders,
    EvidenceLookup,
    DataFlowService,
    DataFlowReferences,
    DataFlowRepository,
    DataFlowReadModel,
    Standings,
  ],
  exports: [
    LegalEntityService,
    ProviderService,
    ComponentService,
    RequirementService,
    UseCaseService,
    VulnerabilityService,
    KnownRecordRepository,
    ListedComponentRepository,
    RecordReferences,
    Holders,
    EvidenceLookup,
    Standings,
  ],
})
export class InventoryModule implements OnModuleInit {
  constructor(
    private readonly holders: Holders,
    private readonly flows: DataFlowRepository,
  ) {}

  onModuleInit(): void {
    this.holders.add((tx, type, id) => this.flows.holding(tx, type, id));
  }
}

/** What other modules may use of the inventory. */
export { InventoryModule } from './inventory.module.js';
export { Holders, type HeldType } from './holders.js';
export { EvidenceLookup, type NamedEvidence } from './evidence-lookup.js';
export { type Follow, type Move, type Moved, Standings, type Suspendable } from './standings.js';
export { standingAgain } from './domain/approval.js';
export { RecordReferences, type ReferableEntity } from './persistence/record-references.repository.js';
export { type Dependents, refuseInUse } from './domain/in-use.js';
export { LegalEntityService, type LegalEntityInput } from './legal-entity.service.js';
export { ProviderService, type ProviderInput } from './provider.service.js';
export { ComponentService, type ComponentInput } from './component.service.js';
export { RequirementService, type RequirementChange, type RequirementInput } from './requirement.service.js';
export {
  VulnerabilityService,
  type VulnerabilityChange,
  type VulnerabilityInput,
} from './vulnerability.service.js';
export { refuseUnknownComponent } from './persistence/component-facts.js';
export { licenceClass } from './domain/licence-class.js';
export type { LicenceClass } from './domain/licence-classes.js';
export { scanState, type ScanFacts, type ScanState } from './domain/scan-state.js';
export { loadDemo } from './catalogue/demo.js';
export type { Demo } from './catalogue/demo-types.js';
export { UseCaseService } from './use-case.service.js';
export type { UseCaseInput } from './use-case.input.js';
export type { SimilarUseCase } from './persistence/use-case.repository.js';
export {
  type ListedComponent,
  ListedComponentRepository,
  type PackageClues,
} from './persistence/listed-component.repository.js';
export {
  type FoundBy,
  type KnownComponent,
  type KnownProvider,
  KnownRecordRepository,
} from './persistence/known-record.repository.js';

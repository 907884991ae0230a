import { Injectable } from '@nestjs/common';
import {
  ComponentService,
  type Demo,
  LegalEntityService,
  ProviderService,
  RequirementService,
  UseCaseService,
} from '../modules/inventory/inventory.public.js';
import type { Transaction } from '../platform/database/unit-of-work.js';
import type { DemoIds } from './demo-ids.js';

/** Makes the firm itself: its companies, what they buy from whom, what they use it for, and what needs what. */
@Injectable()
export class FirmMaker {
  constructor(
    private readonly legalEntities: LegalEntityService,
    private readonly providers: ProviderService,
    private readonly components: ComponentService,
    private readonly useCases: UseCaseService,
    private readonly requirements: RequirementService,
  ) {}

  async make(tx: Transaction, demo: Demo, ids: DemoIds): Promise<void> {
    await this.#legalEntities(tx, demo, ids);
    await this.#providers(tx, demo, ids);
    await this.#components(tx, demo, ids);
    await this.#useCases(tx, demo, ids);
    await this.#requirements(tx, demo, ids);
  }

  async #legalEntities(tx: Transaction, demo: Demo, ids: DemoIds): Promise<void> {
    for (const { id, parentId, ...entity } of parentsFirst(demo.legalEntities, ({ parentId }) => parentId)) {
      const made = await this.legalEntities.registerIn(tx, {
        ...entity,
        ...(parentId === undefined ? {} : { parentId: ids.of('legalEntity', parentId) }),
      });
      ids.add('legalEntity', id, made.id);
    }
  }

  async #providers(tx: Transaction, demo: Demo, ids: DemoIds): Promise<void> {
    for (const { id, ultimateParentId, ...provider } of parentsFirst(
      demo.providers,
      (p) => p.ultimateParentId,
    )) {
      const parent =
        ultimateParentId === undefined ? {} : { ultimateParentId: ids.of('provider', ultimateParentId) };
      const made = await this.providers.registerIn(tx, { ...provider, catalogueId: id, ...parent });
      ids.add('provider', id, made.id);
    }
  }

  async #components(tx: Transaction, demo: Demo, ids: DemoIds): Promise<void> {
    for (const component of parentsFirst(demo.components, ({ baseModelId }) => baseModelId)) {
      const { id, providerId, baseModelId, version, sources: _sources, ...rest } = component;
      const made = await this.components.registerIn(tx, {
        ...rest,
        version,
        providerId: ids.of('provider', providerId),
        ...(baseModelId === undefined ? {} : { baseModelId: ids.of('component', baseModelId) }),
      });
      ids.add('component', id, made.id);
    }
  }

  async #useCases(tx: Transaction, demo: Demo, ids: DemoIds): Promise<void> {
    for (const {
      id,
      scope,
      impact,
      owners,
      legalEntityIds,
      expectedTier: _tier,
      ...useCase
    } of demo.useCases) {
      const made = await this.useCases.registerIn(
        tx,
        {
          ...copied(useCase),
          legalEntityIds: legalEntityIds.map((entity) => ids.of('legalEntity', entity)),
          scopeDecision: scope.decision,
          scopeRegulatedActivities: [...scope.regulatedActivities],
          scopeReason: scope.reason,
          impactFirm: impact.firm,
          impactClients: impact.clients,
          accountableOwnerId: ids.of('person', owners.accountable),
          businessOwnerId: ids.of('person', owners.business),
          riskOwnerId: ids.of('person', owners.risk),
          complianceOwnerId: ids.of('person', owners.compliance),
          technologyOwnerId: ids.of('person', owners.technology),
        },
        { configuration: false, decidedBy: ids.of('person', scope.decidedBy) },
      );
      ids.add('useCase', id, made.id);
    }
  }

  async #requirements(tx: Transaction, demo: Demo, ids: DemoIds): Promise<void> {
    for (const {
      dependentType,
      dependentId,
      alternatives,
      basis: _basis,
      ...requirement
    } of demo.requirements) {
      await this.requirements.registerIn(tx, {
        ...requirement,
        dependentType,
        dependentId: ids.of(dependentType === 'use_case' ? 'useCase' : 'component', dependentId),
        alternatives: alternatives.map(({ componentId, ...alternative }) => ({
          ...alternative,
          ...(componentId === undefined ? {} : { componentId: ids.of('component', componentId) }),
        })),
      });
    }
  }
}

/** The data is read-only; commands may keep what they are given. */
function copied<T extends object>(
  data: T,
): { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] } {
  return structuredClone(data) as never;
}

/** Records in an order in which each one's parent stands before it. */
function parentsFirst<T extends { id: string }>(
  records: readonly T[],
  parentOf: (record: T) => string | undefined,
): T[] {
  const byId = new Map(records.map((record) => [record.id, record]));
  const ordered = new Set<T>();
  const place = (record: T): void => {
    const parent = byId.get(parentOf(record) ?? '');
    if (parent && parent !== record && !ordered.has(parent)) place(parent);
    ordered.add(record);
  };
  records.forEach(place);
  return [...ordered];
}

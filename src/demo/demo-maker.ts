import { Injectable } from '@nestjs/common';
import { systemContext } from '../kernel/actor.js';
import { Clock, localDate } from '../kernel/clock.js';
import { HOME_TIME_ZONE } from '../kernel/time-zone.js';
import { Bootstrap, type DemoAccounts } from '../modules/identity/identity.public.js';
import {
  ComponentService,
  type Demo,
  LegalEntityService,
  loadDemo,
  ProviderService,
  RequirementService,
  UseCaseService,
} from '../modules/inventory/inventory.public.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';

/** Slug of the demo data to the id that the register gave. */
type Ids = Map<string, string>;

/**
 * Makes the demonstration firm through the same commands that people use, in one transaction: it is there as a whole
 * or not at all.
 */
@Injectable()
export class DemoMaker {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly bootstrap: Bootstrap,
    private readonly legalEntities: LegalEntityService,
    private readonly providers: ProviderService,
    private readonly components: ComponentService,
    private readonly useCases: UseCaseService,
    private readonly requirements: RequirementService,
    private readonly clock: Clock,
  ) {}

  /**
   * @param keep is given the credentials before anything is committed, and stores them: a demo that nobody can sign in
   *   to is worth nothing
   * @returns the credentials; null when the database is not empty
   */
  async make(keep: (accounts: DemoAccounts) => Promise<void>): Promise<DemoAccounts | null> {
    return this.unitOfWork.run(systemContext('demo'), async (tx) => {
      if (await isInUse(tx)) return null;
      const demo = loadDemo(localDate(this.clock.now(), HOME_TIME_ZONE));
      const accounts = await this.bootstrap.demoAccountsIn(tx, demo.people.map(accountOf));
      if (accounts === null) return null;
      const ids: Ids = new Map(demo.people.map(({ id, role }) => [id, accounts[role]?.id ?? '']));
      await this.#legalEntities(tx, demo, ids);
      await this.#providers(tx, demo, ids);
      await this.#components(tx, demo, ids);
      await this.#useCases(tx, demo, ids);
      await this.#requirements(tx, demo, ids);
      await keep(accounts);
      return accounts;
    });
  }

  async #legalEntities(tx: Transaction, demo: Demo, ids: Ids): Promise<void> {
    for (const { id, parentId, ...entity } of parentsFirst(demo.legalEntities, ({ parentId }) => parentId)) {
      const made = await this.legalEntities.registerIn(tx, {
        ...entity,
        ...given('parentId', ids, parentId),
      });
      ids.set(id, made.id);
    }
  }

  async #providers(tx: Transaction, demo: Demo, ids: Ids): Promise<void> {
    for (const { id, ultimateParentId, ...provider } of parentsFirst(
      demo.providers,
      (p) => p.ultimateParentId,
    )) {
      const input = { ...provider, catalogueId: id, ...given('ultimateParentId', ids, ultimateParentId) };
      ids.set(id, (await this.providers.registerIn(tx, input)).id);
    }
  }

  async #components(tx: Transaction, demo: Demo, ids: Ids): Promise<void> {
    for (const component of parentsFirst(demo.components, ({ baseModelId }) => baseModelId)) {
      const { id, providerId, baseModelId, version, sources: _sources, ...rest } = component;
      const made = await this.components.registerIn(tx, {
        ...rest,
        version,
        ...given('providerId', ids, providerId),
        ...given('baseModelId', ids, baseModelId),
      });
      ids.set(`component:${id}`, made.id);
    }
  }

  async #useCases(tx: Transaction, demo: Demo, ids: Ids): Promise<void> {
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
          legalEntityIds: legalEntityIds.map((entity) => idOf(ids, entity)),
          scopeDecision: scope.decision,
          scopeRegulatedActivities: [...scope.regulatedActivities],
          scopeReason: scope.reason,
          impactFirm: impact.firm,
          impactClients: impact.clients,
          accountableOwnerId: idOf(ids, owners.accountable),
          businessOwnerId: idOf(ids, owners.business),
          riskOwnerId: idOf(ids, owners.risk),
          complianceOwnerId: idOf(ids, owners.compliance),
          technologyOwnerId: idOf(ids, owners.technology),
        },
        { configuration: false, decidedBy: idOf(ids, scope.decidedBy) },
      );
      ids.set(`use_case:${id}`, made.id);
    }
  }

  async #requirements(tx: Transaction, demo: Demo, ids: Ids): Promise<void> {
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
        dependentId: idOf(ids, `${dependentType}:${dependentId}`),
        alternatives: alternatives.map(({ componentId, ...alternative }) => ({
          ...alternative,
          ...(componentId === undefined ? {} : { componentId: idOf(ids, `component:${componentId}`) }),
        })),
      });
    }
  }
}

/** Whether anybody has worked here: then the installation is no place for a demonstration. */
async function isInUse(tx: Transaction): Promise<boolean> {
  const { rows } = await tx.query<{ used: boolean }>(
    'SELECT EXISTS (SELECT FROM person) OR EXISTS (SELECT FROM legal_entity) OR EXISTS (SELECT FROM provider) AS used',
  );
  return rows[0]?.used ?? true;
}

function accountOf({ role, name, nameZhHant, email, functions, locale }: Demo['people'][number]) {
  return { role, name, nameZhHant, email, functions, locale };
}

function idOf(ids: Ids, slug: string): string {
  const id = ids.get(slug) ?? ids.get(`component:${slug}`);
  if (id === undefined) throw new Error(`the demo names ${slug} before it is made`);
  return id;
}

function given<Field extends string>(
  field: Field,
  ids: Ids,
  slug: string | undefined,
): Partial<Record<Field, string>> {
  return slug === undefined ? {} : ({ [field]: idOf(ids, slug) } as Partial<Record<Field, string>>);
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

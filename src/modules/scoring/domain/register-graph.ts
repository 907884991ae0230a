import type { PortfolioColumns } from '../engine/graph/columns.js';
import { ColumnsBuilder } from '../engine/graph/columns-builder.js';
import { undisclosedComponents } from './undisclosed-components.js';
import { isOperated, type RegisterContext, RegisterDrawing } from './register-drawing.js';
import type { ComponentFact, RegisterFacts } from './register-facts.js';

/**
 * The graph of the register on a day.
 * @param today YYYY-MM-DD; decides what has retired and which tests are still good
 */
export function registerColumns(facts: RegisterFacts, today: string): PortfolioColumns {
  return drawRegister(facts, today).columns;
}

/**
 * The graph, each record as `RegisterDrawing` draws it, and the ids of what stands on something undisclosed.
 * @param hidesNothing whether a component of which nothing is recorded stands on nothing
 */
export function drawRegister(
  facts: RegisterFacts,
  today: string,
  hidesNothing = false,
): { columns: PortfolioColumns; undisclosed: ReadonlySet<string> } {
  const { components, providers, requirements, useCases } = facts;
  const withUpstream = ownersOf(requirements);
  const hasUpstream = (id: string): boolean => hidesNothing || withUpstream.has(id);
  const undisclosed = undisclosedComponents(facts, hasUpstream);
  const columns = new ColumnsBuilder();
  const context = {
    ...contextOf(facts, today),
    hasUpstream,
    isDisclosed: (id: string) => !undisclosed.has(id),
  };
  const drawing = new RegisterDrawing(context, columns);
  for (const component of components) drawing.component(component);
  for (const provider of providers) drawing.provider(provider);
  for (const id of named(providers, (provider) => drawing.parentOf(provider))) drawing.parent(id);
  for (const id of named(components, (component) => drawing.baseOf(component))) drawing.baseModel(id);
  if (components.some((component) => isOperated(component) && component.providerId === null)) {
    drawing.unknownProvider();
  }
  // What is named is declared first: it is looked up once.
  for (const useCase of useCases) drawing.useCase(useCase);
  for (const requirement of requirements) {
    drawing.manualProcedures(requirement);
    drawing.requirement(requirement);
  }
  return { columns: columns.build(), undisclosed };
}

/** Whose requirements they are; those of one stand together, as a rule, and are looked up once. */
function ownersOf(requirements: RegisterFacts['requirements']): ReadonlySet<string> {
  const owners = new Set<string>();
  let last = '';
  for (const { of } of requirements) {
    if (of === last) continue;
    owners.add(of);
    last = of;
  }
  return owners;
}

function contextOf(
  { components, providers }: RegisterFacts,
  today: string,
): Omit<RegisterContext, 'hasUpstream' | 'isDisclosed'> {
  const bases = named(components, ({ baseModelId }) => baseModelId);
  const heads = named(providers, ({ ultimateParentId }) => ultimateParentId);
  // Asked for base models alone, of which a register may have none.
  let componentById: ReadonlyMap<string, ComponentFact> | null = null;
  const providerById = byId(providers);
  return {
    today,
    component: (id) => (componentById ??= byId(components)).get(id),
    provider: (id) => providerById.get(id),
    isBase: (id) => bases.has(id),
    isHead: (id) => heads.has(id),
  };
}

/** What records name, each once, in the order of the first that does. */
function named<T>(records: readonly T[], name: (record: T) => string | null): ReadonlySet<string> {
  const found = new Set<string>();
  for (const record of records) {
    const id = name(record);
    if (id !== null) found.add(id);
  }
  return found;
}

function byId<T extends { id: string }>(records: readonly T[]): ReadonlyMap<string, T> {
  return new Map(records.map((record) => [record.id, record]));
}

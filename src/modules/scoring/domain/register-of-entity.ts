import type { RegisterFacts } from './register-facts.js';

/**
 * What the graph of one legal entity is made of: its use cases and their requirements, beside all components and
 * providers, which belong to the installation.
 */
export function registerOfEntity(facts: RegisterFacts, legalEntityId?: string): RegisterFacts {
  const useCases = facts.useCases.filter(
    (useCase) => legalEntityId === undefined || useCase.legalEntityIds.includes(legalEntityId),
  );
  const present = new Set(useCases.map(({ id }) => id));
  const components = new Set(facts.components.map(({ id }) => id));
  const requirements = facts.requirements.filter(({ of }) => present.has(of) || components.has(of));
  return { components: facts.components, providers: facts.providers, requirements, useCases };
}

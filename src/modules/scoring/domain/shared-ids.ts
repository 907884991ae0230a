import type { RegisterFacts } from './register-facts.js';

/**
 * Lets every mention of an id be the very text that its record has: a large register mentions its ids a million times, each
 * read as a copy, and looking up a copy means comparing it. Changes the facts that it is given.
 */
export function shareIds({ useCases, providers, components, requirements }: RegisterFacts): void {
  const own = new Map([...useCases, ...providers, ...components].map(({ id }) => [id, id]));
  const shared = (id: string): string => own.get(id) ?? id;
  for (const component of components) {
    if (component.providerId !== null) component.providerId = shared(component.providerId);
    if (component.baseModelId !== null) component.baseModelId = shared(component.baseModelId);
  }
  for (const requirement of requirements) {
    requirement.of = shared(requirement.of);
    for (const alternative of requirement.alternatives) {
      if (alternative.componentId !== null) alternative.componentId = shared(alternative.componentId);
    }
  }
}

import {
  type AlternativeFact,
  isOperated,
  type ComponentFact,
  type ProviderFact,
  type RegisterFacts,
  type RequirementFact,
  type UseCaseFact,
} from './register-graph.js';

/** A use case with the tier that it has when every unknown turns out to be harmless. */
export interface TieredUseCase extends UseCaseFact {
  lowestTier: UseCaseFact['tier'];
}

/**
 * The register with everything that the graph does not know at its best: nothing undisclosed, everything easy to leave, every
 * fallback tried, what nobody names operated by the firm. What is recorded stays as it is.
 * @param today YYYY-MM-DD
 */
export function favourableRegister(
  facts: Omit<RegisterFacts, 'useCases'> & { useCases: readonly TieredUseCase[] },
  today: string,
): RegisterFacts {
  const withUpstream = new Set(facts.requirements.map(({ of }) => of));
  const components = facts.components.map(favourableComponent);
  return {
    components,
    providers: facts.providers.map(favourableProvider),
    requirements: [
      ...facts.requirements.map((requirement) => favourableRequirement(requirement, today)),
      ...components.filter(({ id }) => !withUpstream.has(id)).map(endsHere),
    ],
    useCases: facts.useCases.map(({ lowestTier, ...useCase }) => ({
      ...useCase,
      tier: lowestTier,
      provisional: false,
    })),
  };
}

/** The same object where nothing is unknown: a register has a hundred thousand of them. */
function favourableComponent(component: ComponentFact): ComponentFact {
  const nobodys = component.providerId === null && isOperated(component);
  const { deployment, substitutability, baseModelStatus } = component;
  if (!nobodys && ![deployment, substitutability, baseModelStatus].includes('unknown')) return component;
  return {
    ...component,
    deployment: nobodys || component.deployment === 'unknown' ? 'self_hosted_offline' : component.deployment,
    substitutability: component.substitutability === 'unknown' ? 'easily' : component.substitutability,
    baseModelStatus: component.baseModelStatus === 'unknown' ? 'none' : component.baseModelStatus,
  };
}

function favourableProvider(provider: ProviderFact): ProviderFact {
  return {
    ...provider,
    substitutability: provider.substitutability === 'unknown' ? 'easily' : provider.substitutability,
    ultimateParentStatus:
      provider.ultimateParentStatus === 'unknown' ? 'none' : provider.ultimateParentStatus,
  };
}

function favourableRequirement(requirement: RequirementFact, today: string): RequirementFact {
  const isOpen = ({ fallbackEvidence }: AlternativeFact): boolean => fallbackEvidence === 'unknown';
  if (requirement.upstreamDisclosed === 'yes' && !requirement.alternatives.some(isOpen)) return requirement;
  return {
    ...requirement,
    upstreamDisclosed: 'yes',
    alternatives: requirement.alternatives.map((alternative) =>
      isOpen(alternative)
        ? { ...alternative, fallbackEvidence: 'tested_in_tolerance', testedOn: today }
        : alternative,
    ),
  };
}

/** The statement that a component stands on nothing more. */
function endsHere({ id }: ComponentFact): RequirementFact {
  return { id: `ends:${id}`, of: id, required: 1, upstreamDisclosed: 'yes', alternatives: [] };
}

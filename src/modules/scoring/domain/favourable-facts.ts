import { isOperated } from './register-drawing.js';
import type {
  AlternativeFact,
  ComponentFact,
  ProviderFact,
  RequirementFact,
  UseCaseFact,
} from './register-facts.js';

/** A use case with the tier that it has when every unknown turns out to be harmless. */
export interface TieredUseCase extends UseCaseFact {
  lowestTier: UseCaseFact['tier'];
}

/**
 * Nothing undisclosed, easy to leave; what nobody names is operated by the firm. The same object where nothing is unknown: a
 * register has a hundred thousand of them.
 */
export function favourableComponent(component: ComponentFact): ComponentFact {
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

export function favourableProvider(provider: ProviderFact): ProviderFact {
  return {
    ...provider,
    substitutability: provider.substitutability === 'unknown' ? 'easily' : provider.substitutability,
    ultimateParentStatus:
      provider.ultimateParentStatus === 'unknown' ? 'none' : provider.ultimateParentStatus,
  };
}

/**
 * Everything disclosed, and every fallback tried of which that is not known.
 * @param today YYYY-MM-DD, the day of the test
 */
export function favourableRequirement(requirement: RequirementFact, today: string): RequirementFact {
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

export function favourableUseCase({ lowestTier, ...useCase }: TieredUseCase): UseCaseFact {
  return { ...useCase, tier: lowestTier, provisional: false };
}

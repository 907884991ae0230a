import {
  favourableComponent,
  favourableProvider,
  favourableRequirement,
  favourableUseCase,
  type TieredUseCase,
} from './favourable-facts.js';
import type { ComponentFact, ProviderFact, RequirementFact, UseCaseFact } from './register-facts.js';

/** How a graph reads the records of the register. */
export interface Reading {
  readonly component: (component: ComponentFact) => ComponentFact;
  readonly provider: (provider: ProviderFact) => ProviderFact;
  /** @param today YYYY-MM-DD */
  readonly requirement: (requirement: RequirementFact, today: string) => RequirementFact;
  readonly useCase: (useCase: TieredUseCase) => UseCaseFact;
  /** Whether a component of which nothing is recorded stands on nothing. */
  readonly hidesNothing: boolean;
}

export const AS_RECORDED: Reading = {
  component: (component) => component,
  provider: (provider) => provider,
  requirement: (requirement) => requirement,
  useCase: (useCase) => useCase,
  hidesNothing: false,
};

/** Everything that the graph does not know at its best. What is recorded stays as it is. */
export const AT_ITS_BEST: Reading = {
  component: favourableComponent,
  provider: favourableProvider,
  requirement: favourableRequirement,
  useCase: favourableUseCase,
  hidesNothing: true,
};

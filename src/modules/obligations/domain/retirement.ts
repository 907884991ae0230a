import { askedOfDependents, type DependentUseCase } from './dependents.js';
import type { Wanted } from './plan.js';

/** A component whose retirement is dated, and who stands on it. */
export interface RetirementFact {
  componentId: string;
  name: string;
  nameZhHant: string | null;
  /** YYYY-MM-DD; null when the date was taken back. */
  retiresOn: string | null;
  /** Whether the component itself is retired in the register. */
  retired: boolean;
  /** The use cases that depend on it, directly or through other components, with their technology owners. */
  dependents: readonly DependentUseCase[];
}

/** Who must act on the retirement of a component: whoever answers for what stands on it. */
export function retirementObligations(fact: RetirementFact): Wanted[] {
  const { componentId, name, nameZhHant, retiresOn, retired, dependents } = fact;
  if (retiresOn === null || retired) return [];
  const about = { kind: 'component_retirement', sourceType: 'component', sourceId: componentId } as const;
  return askedOfDependents({ ...about, dueOn: retiresOn, params: { name, nameZhHant } }, dependents);
}

import { askOne, askOwners, type DependentUseCase } from './owners-of-uses.js';
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

/**
 * Who must act on the retirement of a component: each technology owner of a use case that depends on it, once. The
 * legal entities in which nobody is named, or the installation when nothing depends on it, fall to the risk officers.
 */
export function retirementObligations(fact: RetirementFact): Wanted[] {
  if (fact.retiresOn === null || fact.retired) return [];
  const asked = {
    kind: 'component_retirement',
    sourceType: 'component',
    sourceId: fact.componentId,
    dueOn: fact.retiresOn,
    params: { name: fact.name, nameZhHant: fact.nameZhHant },
  } as const;
  const wanted = askOwners(asked, fact.dependents);
  return wanted.length > 0 ? wanted : [askOne(asked, null, new Map())];
}

import { askedOfDependents, type DependentUseCase } from './dependents.js';
import type { Wanted } from './plan.js';

/** Something that is suspended, and whose use cases that stops. */
export interface SuspensionFact {
  suspensionId: string;
  name: string;
  nameZhHant: string | null;
  /** YYYY-MM-DD, where the firm is. */
  suspendedOn: string;
  isOpen: boolean;
  /** What it stops or degrades, with the owners of technology and business. */
  dependents: readonly DependentUseCase[];
}

/** Who is told of a suspension: each owner of what it stops, once, until it is lifted. */
export function suspensionObligations(fact: SuspensionFact): Wanted[] {
  if (!fact.isOpen) return [];
  const { suspensionId: sourceId, suspendedOn: dueOn, name, nameZhHant, dependents } = fact;
  if (dependents.length === 0) return [];
  const about = { kind: 'suspension_notice', sourceType: 'suspension', sourceId, dueOn } as const;
  return askedOfDependents({ ...about, params: { name, nameZhHant } }, dependents);
}

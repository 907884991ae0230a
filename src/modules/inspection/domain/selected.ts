import type { ComponentFact, UseCaseFact } from './facts.js';
import { groupBy } from './group-by.js';
import type { InspectedRegister } from './inspected-register.js';
import { isDecidedOut } from './use-case-subject.js';

/** The uses of a legal entity, without those that were decided to be out of scope. */
export function usesInScope(legalEntityId: string, { facts, today }: InspectedRegister): UseCaseFact[] {
  return facts.useCases.filter(
    (useCase) => useCase.legalEntityIds.includes(legalEntityId) && !isDecidedOut(useCase, today),
  );
}

/** Whether a legal entity has chosen a component for a use: it does not merely come with what it has chosen. */
export function isChosen(
  component: ComponentFact,
  legalEntityIds: readonly string[],
  register: InspectedRegister,
): boolean {
  return legalEntityIds.some((id) => chosenBy(id, register).has(component));
}

function chosenBy(legalEntityId: string, register: InspectedRegister): ReadonlySet<ComponentFact> {
  return register.once(
    'chosen',
    legalEntityId,
    () => new Set(register.architecture.chosenFor(usesInScope(legalEntityId, register))),
  );
}

/** What a provider provides of all that the uses of legal entities are built of. */
export function providedTo(
  legalEntityIds: readonly string[],
  providerId: string,
  register: InspectedRegister,
): readonly ComponentFact[] {
  const [only, ...others] = legalEntityIds.map((id) => byProvider(id, register).get(providerId) ?? []);
  return others.length === 0 ? (only ?? []) : [...new Set([...(only ?? []), ...others.flat()])];
}

function byProvider(
  legalEntityId: string,
  register: InspectedRegister,
): ReadonlyMap<string, readonly ComponentFact[]> {
  return register.once('provided', legalEntityId, () => {
    const used = register.architecture.ofAll(usesInScope(legalEntityId, register));
    return groupBy(used, ({ providerId }) => providerId ?? '');
  });
}

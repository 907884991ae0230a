import type { ChangeFact, ComponentFact } from './facts.js';
import type { InspectedRegister } from './inspected-register.js';
import type { Subject } from './subjects.js';

/** What happened to a subject itself, to a use that stands on it, or to what it stands on. */
export function changesOf(subject: Subject, register: InspectedRegister): readonly ChangeFact[] {
  const { legalEntityIds } = subject;
  const useCaseIds = new Set(subject.useCases.map(({ id }) => id));
  const components = componentsOf(subject, register);
  const componentIds = new Set(components.map(({ id }) => id));
  const providerIds = new Set(components.map(({ providerId }) => providerId));
  if (subject.type === 'provider') providerIds.add(subject.id);
  if (subject.type === 'arrangement') providerIds.add(subject.fact.providerId);
  const isCovered = (arrangementId: string): boolean => {
    const arrangement = register.arrangement(arrangementId);
    if (arrangement === null || !legalEntityIds.includes(arrangement.legalEntityId)) return false;
    return (
      arrangement.componentIds.some((id) => componentIds.has(id)) ||
      (subject.type === 'provider' && arrangement.providerId === subject.id)
    );
  };
  const isMeant = ({
    componentId,
    providerId,
    arrangementId,
    useCaseId,
    subjectEntityId,
  }: ChangeFact): boolean =>
    (componentId !== null && componentIds.has(componentId)) ||
    (providerId !== null && providerIds.has(providerId)) ||
    (arrangementId !== null && (arrangementId === subject.id || isCovered(arrangementId))) ||
    (useCaseId !== null && useCaseIds.has(useCaseId)) ||
    (subjectEntityId !== null && legalEntityIds.includes(subjectEntityId));
  // What happened to a use happened to whoever has it; of anything else a legal entity speaks for itself.
  const isOurs = ({ legalEntityId, useCaseId }: ChangeFact): boolean =>
    legalEntityId === null || useCaseId !== null || legalEntityIds.includes(legalEntityId);
  return register.facts.changes.filter((change) => isOurs(change) && isMeant(change));
}

function componentsOf(subject: Subject, { architecture }: InspectedRegister): readonly ComponentFact[] {
  const used = (): Set<ComponentFact> =>
    new Set(subject.useCases.flatMap((useCase) => architecture.of(useCase)));
  switch (subject.type) {
    case 'use_case':
    case 'legal_entity':
      return [...used()];
    case 'component':
      return [subject.fact];
    case 'arrangement':
      return subject.fact.componentIds.flatMap((id) => architecture.component(id) ?? []);
    case 'provider':
      return [...used()].filter(({ providerId }) => providerId === subject.id);
  }
}

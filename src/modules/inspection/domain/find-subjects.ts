import type { ArrangementFact, ComponentFact, UseCaseFact } from './facts.js';
import { groupBy } from './group-by.js';
import type { InspectedRegister } from './inspected-register.js';
import { usesInScope } from './selected.js';
import { type Tier, TIERS } from './states.js';
import type {
  ArrangementSubject,
  ComponentSubject,
  LegalEntitySubject,
  ProviderSubject,
  Subject,
  SubjectType,
} from './subjects.js';
import { isOn, useCaseSubject } from './use-case-subject.js';

export type SubjectsByType = { readonly [Type in SubjectType]: readonly Extract<Subject, { type: Type }>[] };

/**
 * Everything that rules are judged on, for one legal entity at a time: its use cases, itself, and what its uses in scope stand on.
 * Whoever asks, and for however many, each is judged alike.
 */
export function findSubjects(register: InspectedRegister): SubjectsByType {
  const { facts } = register;
  const used = facts.legalEntities.map((entity) => {
    const useCases = usesInScope(entity.id, register);
    return { entity, useCases, components: usesByComponent(useCases, register) };
  });
  return {
    use_case: facts.useCases.flatMap((fact) => fact.legalEntityIds.map((id) => useCaseSubject(fact, id))),
    legal_entity: used.map(({ entity, useCases }): LegalEntitySubject => ({
      ...{ type: 'legal_entity', id: entity.id, fact: entity, legalEntityIds: [entity.id] },
      ...standing(useCases),
    })),
    component: used.flatMap(({ entity, components }) =>
      [...components].map(([fact, useCases]): ComponentSubject => ({
        ...{ type: 'component', id: fact.id, fact, legalEntityIds: [entity.id] },
        ...standing(useCases),
      })),
    ),
    provider: used.flatMap(({ entity, components }) => providersOf(entity.id, components, register)),
    arrangement: used.flatMap(({ entity, useCases, components }) => {
      const bare = useCases.filter((useCase) => register.architecture.of(useCase).length === 0);
      return arrangementsOf(entity.id, components, bare, register);
    }),
  };
}

type UsesByComponent = ReadonlyMap<ComponentFact, readonly UseCaseFact[]>;

function usesByComponent(
  useCases: readonly UseCaseFact[],
  { architecture }: InspectedRegister,
): UsesByComponent {
  const components = new Map<ComponentFact, UseCaseFact[]>();
  for (const useCase of useCases) {
    for (const component of architecture.of(useCase)) {
      const known = components.get(component);
      if (known) known.push(useCase);
      else components.set(component, [useCase]);
    }
  }
  return components;
}

function providersOf(
  legalEntityId: string,
  components: UsesByComponent,
  register: InspectedRegister,
): ProviderSubject[] {
  const uses = groupBy(
    [...components].filter(([{ providerId }]) => providerId !== null),
    ([{ providerId }]) => providerId ?? '',
    ([, useCases]) => useCases,
  );
  return [...uses].flatMap(([id, useCases]) => {
    const fact = register.provider(id);
    if (fact === null) return [];
    const all = [...new Set(useCases.flat())];
    return [{ type: 'provider' as const, id, fact, legalEntityIds: [legalEntityId], ...standing(all) }];
  });
}

/**
 * Those that have not ended.
 * @param bare uses of which nobody says what they are built of: they may stand on an arrangement that nothing is known to
 */
function arrangementsOf(
  legalEntityId: string,
  components: UsesByComponent,
  bare: readonly UseCaseFact[],
  { facts, architecture, today }: InspectedRegister,
): ArrangementSubject[] {
  return facts.arrangements
    .filter((one) => one.legalEntityId === legalEntityId && (one.endsOn === null || one.endsOn >= today))
    .map((fact) => {
      const uses = usesOf(fact, components, architecture);
      return {
        ...{ type: 'arrangement' as const, id: fact.id, fact, legalEntityIds: [legalEntityId] },
        ...standing(uses.length === 0 ? bare : uses),
      };
    });
}

function usesOf(
  { componentIds }: ArrangementFact,
  components: UsesByComponent,
  architecture: InspectedRegister['architecture'],
): UseCaseFact[] {
  const uses = new Set<UseCaseFact>();
  for (const id of componentIds) {
    const component = architecture.component(id);
    for (const useCase of (component && components.get(component)) ?? []) uses.add(useCase);
  }
  return [...uses];
}

/** What the uses that stand on something make of it: nothing asks for as little as no use at all. */
function standing(useCases: readonly UseCaseFact[]): Pick<Subject, 'useCases' | 'tier' | 'isOn'> {
  let tier: Tier = 'T4';
  let isAnyOn = false;
  for (const useCase of useCases) {
    if (TIERS.indexOf(useCase.tier) < TIERS.indexOf(tier)) tier = useCase.tier;
    isAnyOn ||= isOn(useCase);
  }
  return { useCases, tier, isOn: isAnyOn };
}

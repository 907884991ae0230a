import type { ComponentFact, ProviderFact } from './facts.js';
import type { InspectedRegister } from './inspected-register.js';
import type { UseCaseSubject } from './subjects.js';

/** Who provides something: paragraphs 26 to 29 bind what third parties do. */
export type Party = 'third_party' | 'group' | 'in_house';

/** Nobody knows who provides it: then it may be anybody outside. */
export function partyOf(provider: Pick<ProviderFact, 'kind'> | null): Party {
  if (provider?.kind === 'in_house') return 'in_house';
  return provider?.kind === 'group_company' ? 'group' : 'third_party';
}

export function partyOfComponent({ providerId }: ComponentFact, register: InspectedRegister): Party {
  return partyOf(register.provider(providerId));
}

/** Whether somebody outside provides a component: a third party, an open source project, or nobody knows who. */
export function isThirdParty(component: ComponentFact, register: InspectedRegister): boolean {
  return partyOfComponent(component, register) === 'third_party';
}

/** The language models of a use, from whomever. */
export function languageModelsOf(
  { fact }: UseCaseSubject,
  register: InspectedRegister,
): readonly ComponentFact[] {
  const { architecture } = register;
  return architecture.once('models', fact.id, () =>
    architecture.of(fact).filter(({ kind }) => kind === 'language_model'),
  );
}

/** Who provides the models of a use, the furthest away; where none is recorded, nobody knows. */
export function partyOfModels(subject: UseCaseSubject, register: InspectedRegister): Party {
  const models = languageModelsOf(subject, register);
  let furthest: Party = models.length === 0 ? 'third_party' : 'in_house';
  for (const model of models) {
    const party = partyOfComponent(model, register);
    if (party === 'third_party') return party;
    if (party === 'group') furthest = party;
  }
  return furthest;
}

/** Nobody to hold to anything: a project, or a maker whom nobody can name (paragraph 26(b)). */
export function hasNoCounterparty({
  kind,
  identifiable,
}: Pick<ProviderFact, 'kind' | 'identifiable'>): boolean {
  return kind === 'open_source_project' || identifiable === 'no';
}

/** Whether something is open source: a project makes it, or an open source licence is what it is used under. */
export function isOpenSource(
  { id, providerId }: ComponentFact,
  legalEntityIds: readonly string[],
  register: InspectedRegister,
): boolean {
  return (
    register.provider(providerId)?.kind === 'open_source_project' ||
    register.arrangementsOf(id, legalEntityIds).some(({ kind }) => kind === 'open_source_licence')
  );
}

/** What a legal entity concluded of how a provider manages the risk of its models; null: nothing. */
export function frameworkConclusion(
  register: InspectedRegister,
  legalEntityId: string,
  providerId: string,
): string | null {
  const conclusions = register.assessment(legalEntityId, providerId)?.conclusions ?? [];
  return conclusions.find(({ section }) => section === 'model_risk_framework')?.conclusion ?? null;
}

/** Whether every maker of its models could be judged, and keeps back nothing that it told before (footnote 21). */
export function isAssessable(subject: UseCaseSubject, register: InspectedRegister): boolean {
  const { legalEntityIds } = subject;
  const isJudged = (model: ComponentFact, legalEntityId: string): boolean => {
    const { providerId } = model;
    const conclusion = providerId === null ? null : frameworkConclusion(register, legalEntityId, providerId);
    return (
      ['meets', 'gaps'].includes(conclusion ?? 'unknown') ||
      (isOpenSource(model, legalEntityIds, register) && isOwned(model, legalEntityId, register))
    );
  };
  const keepsBack = register
    .openChanges('R-26a', subject)
    .some(({ kind }) => kind === 'transparency_withdrawn');
  const models = languageModelsOf(subject, register).filter((model) => isThirdParty(model, register));
  return models.every((model) => legalEntityIds.every((id) => isJudged(model, id))) && !keepsBack;
}

/** Whether somebody of the firm answers for a model itself, by a finding that is approved and in date (paragraph 26(b)). */
function isOwned({ id }: ComponentFact, legalEntityId: string, register: InspectedRegister): boolean {
  const latest = register.latestReview('internal_ownership', id, legalEntityId);
  if (latest === null || !latest.approved) return false;
  return latest.validTo === null || latest.validTo >= register.today;
}

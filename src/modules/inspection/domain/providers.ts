import type { ComponentFact, ProviderFact } from './facts.js';
import type { InspectedRegister } from './inspected-register.js';
import type { UseCaseSubject } from './subjects.js';

/** Whether somebody outside provides a component: a third party, an open source project, or nobody knows who. */
export function isThirdParty({ providerId }: ComponentFact, register: InspectedRegister): boolean {
  const kind = register.provider(providerId)?.kind;
  return kind === undefined || kind === 'third_party' || kind === 'open_source_project';
}

/** The language models of a use, from whomever. */
export function languageModelsOf({ fact }: UseCaseSubject, register: InspectedRegister): ComponentFact[] {
  return register.architecture.of(fact).filter(({ kind }) => kind === 'language_model');
}

/** Nobody to hold to anything: a project, or a maker whom nobody can name (paragraph 26(b)). */
export function hasNoCounterparty({
  kind,
  identifiable,
}: Pick<ProviderFact, 'kind' | 'identifiable'>): boolean {
  return kind === 'open_source_project' || identifiable === 'no';
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
  const makers = languageModelsOf(subject, register).filter((model) => isThirdParty(model, register));
  const isJudged = ({ providerId }: ComponentFact): boolean =>
    providerId !== null &&
    subject.legalEntityIds.every((id) =>
      ['meets', 'gaps'].includes(frameworkConclusion(register, id, providerId) ?? 'unknown'),
    );
  const keepsBack = register
    .openChanges('R-26a', subject)
    .some(({ kind }) => kind === 'transparency_withdrawn');
  return makers.every(isJudged) && !keepsBack;
}

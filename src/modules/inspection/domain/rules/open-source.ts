import { judgeRule } from '../judge-rule.js';
import type { ComponentFact } from '../facts.js';
import type { InspectedRegister } from '../inspected-register.js';
import { type Judgement, notApplicable, unknown } from '../judgement.js';
import { hasNoCounterparty } from '../providers.js';
import type { ProviderSubject } from '../subjects.js';
import { R_26B } from './r-26b.js';

/**
 * Of whoever cannot be held to anything, due diligence falls away once the firm answers for the model itself (rule R-26b); until
 * then nobody knows whether it does. Null: it does not fall away.
 */
export function openSourceStanding(subject: ProviderSubject, register: InspectedRegister): Judgement | null {
  if (!hasNoCounterparty(subject.fact)) return null;
  const ref = { type: 'provider', id: subject.id };
  const models = modelsOf(subject, register);
  const owned = models.map((component) =>
    judgeRule(R_26B, { ...subject, type: 'component', id: component.id, fact: component }, register),
  );
  return owned.every(({ circular }) => circular === 'complete' || circular === 'not_applicable')
    ? notApplicable('no_counterparty', ref)
    : unknown('model_not_owned', ref);
}

function modelsOf({ id, useCases }: ProviderSubject, register: InspectedRegister): ComponentFact[] {
  const models = useCases
    .flatMap((useCase) => register.architecture.of(useCase))
    .filter(({ kind, providerId }) => kind === 'language_model' && providerId === id);
  return [...new Set(models)];
}

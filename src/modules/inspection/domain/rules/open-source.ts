import { judgeRule } from '../judge-rule.js';
import type { ComponentFact } from '../facts.js';
import type { InspectedRegister } from '../inspected-register.js';
import { type Judgement, notApplicable, type RecordRef, unknown } from '../judgement.js';
import { isOpenSource } from '../providers.js';
import type { ComponentSubject, Subject } from '../subjects.js';
import { R_26B } from './r-26b.js';

/**
 * What is asked of who can be held to something falls away for open source models, once the firm answers for each of them itself
 * (rule R-26b). Until then nobody knows whether it does, where there is nobody else; a maker who is known is assessed like
 * anybody else. Null: it does not fall away.
 */
export function openSourceStanding(
  components: readonly ComponentFact[],
  standing: Pick<Subject, 'legalEntityIds' | 'useCases' | 'tier' | 'isOn'>,
  ref: RecordRef,
  register: InspectedRegister,
): Judgement | null {
  const isOpen = components.every((one) => isOpenSource(one, standing.legalEntityIds, register));
  if (components.length === 0 || !isOpen) return null;
  // Whoever is not known to be identifiable may be nobody.
  const isNobodys = components.every(({ providerId }) => {
    const provider = register.provider(providerId);
    return provider === null || provider.kind === 'open_source_project' || provider.identifiable !== 'yes';
  });
  const models = components.filter(({ kind }) => kind === 'language_model');
  if (models.length === 0) return isNobodys ? notApplicable('no_counterparty', ref) : null;
  if (models.every((model) => isKept(model, standing, register))) {
    return notApplicable('no_counterparty', ref);
  }
  return isNobodys ? unknown('model_not_owned', ref) : null;
}

function isKept(
  fact: ComponentFact,
  { legalEntityIds, useCases, tier, isOn }: Pick<Subject, 'legalEntityIds' | 'useCases' | 'tier' | 'isOn'>,
  register: InspectedRegister,
): boolean {
  const subject: ComponentSubject = {
    ...{ type: 'component', id: fact.id, fact, legalEntityIds, useCases, tier, isOn },
  };
  return judgeRule(R_26B, subject, register).circular === 'complete';
}

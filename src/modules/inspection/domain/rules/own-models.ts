import type { InspectedRegister } from '../inspected-register.js';
import { type Judgement, notApplicable } from '../judgement.js';
import { partyOfModels } from '../providers.js';
import type { UseCaseSubject } from '../subjects.js';

/** Paragraph 29 is about models of third parties; what the firm itself provides it does not depend on others for. */
export function onlyModelsFromOutside(
  subject: UseCaseSubject,
  register: InspectedRegister,
): Judgement | null {
  return partyOfModels(subject, register) === 'in_house'
    ? notApplicable('own_models_only', { type: 'use_case', id: subject.id })
    : null;
}

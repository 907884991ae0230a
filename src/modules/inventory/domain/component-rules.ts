import type { FieldError } from '../../../kernel/domain-error.js';
import { parentProblems } from './known-none.js';

/** What the rules on one component look at. */
interface ComponentFacts {
  baseModelStatus?: string;
  baseModelId?: string | null;
  retiresOn?: string | null;
  retirementSource?: string | null;
}

/** What a component says that cannot be true together; references are looked up elsewhere. */
export function componentProblems(component: ComponentFacts): FieldError[] {
  const problems = parentProblems(component.baseModelStatus, component.baseModelId, 'baseModel');
  if (component.retirementSource && !component.retiresOn) {
    problems.push({ pointer: '/retirementSource', code: 'only-with', params: { other: 'retiresOn' } });
  }
  return problems;
}

/** Kinds that something else can be built on as its base model. */
const MODELS = ['language_model', 'embedding_model'];

export function isModel(kind: string): boolean {
  return MODELS.includes(kind);
}

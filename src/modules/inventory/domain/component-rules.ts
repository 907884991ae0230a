import type { FieldError } from '../../../kernel/domain-error.js';
import { parentProblems } from './known-none.js';

/** Kinds that something else can be built on as its base model. */
const MODELS = ['language_model', 'embedding_model'];
/**
 * Models, and products that are built on one: what their base is has to be stated, and where it is not known, it may be
 * anything. Others have none; what they need of a model they require.
 */
export const HOLD_A_MODEL: readonly string[] = [
  ...MODELS,
  'content_filter',
  'application',
  'browser_extension',
];

/** What the rules on one component look at. */
interface ComponentFacts {
  kind?: string;
  baseModelStatus?: string;
  baseModelId?: string | null;
  retiresOn?: string | null;
  retirementSource?: string | null;
}

/** What a component says that cannot be true together; references are looked up elsewhere. */
export function componentProblems(component: ComponentFacts): FieldError[] {
  const problems = parentProblems(component.baseModelStatus, component.baseModelId, 'baseModel');
  const { kind, baseModelStatus } = component;
  if (baseModelStatus === 'known' && kind !== undefined && !HOLD_A_MODEL.includes(kind)) {
    problems.push({
      pointer: '/baseModelStatus',
      code: 'only-with',
      params: { other: `kind: ${HOLD_A_MODEL.join(', ')}` },
    });
  }
  if (component.retirementSource && !component.retiresOn) {
    problems.push({ pointer: '/retirementSource', code: 'only-with', params: { other: 'retiresOn' } });
  }
  return problems;
}

/**
 * A day that has passed has made the component fail, and forgetting the day must not make it work again: it takes another
 * day, as an extension has one.
 * @param today YYYY-MM-DD
 */
export function retirementProblems(
  current: string | null,
  wanted: string | null | undefined,
  today: string,
): FieldError[] {
  const isForgotten = current !== null && current < today && wanted === null;
  return isForgotten ? [{ pointer: '/retiresOn', code: 'has-passed' }] : [];
}

export function isModel(kind: string): boolean {
  return MODELS.includes(kind);
}

/** Not known how it runs counts as operated by its provider: unknown never opens an edge away. */
const OPERATED: readonly string[] = ['single_tenant', 'multi_tenant_saas', 'consumer', 'unknown'];

/** Whether it stops when its provider does. */
export function isOperatedByProvider(deployment: string): boolean {
  return OPERATED.includes(deployment);
}

interface OperatedComponent {
  providerId: string | null;
  deployment: string;
}

/** By which field a change would take a component out of the hands of its provider. */
export function leavingProvider(
  current: OperatedComponent,
  wanted: Partial<OperatedComponent>,
): 'providerId' | 'deployment' | null {
  if (current.providerId === null || !isOperatedByProvider(current.deployment)) return null;
  const { providerId, deployment } = wanted;
  if (providerId !== undefined && providerId !== current.providerId) return 'providerId';
  return deployment !== undefined && !isOperatedByProvider(deployment) ? 'deployment' : null;
}

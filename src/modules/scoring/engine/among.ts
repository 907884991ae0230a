import type { NotApplying } from './applicable.js';
import { coded, type Factor } from './factor.js';
import type { ModelFacts, SubjectFacts } from './facts.js';
import { type Method, type TableName, valueOf } from './method.js';

/** Fields that several records may speak of. */
export type SharedField = 'deployment' | 'interruption' | 'territory' | 'transparency' | 'pinning';

/** The facts with the worst of what their records say. */
export function withWorst(facts: SubjectFacts, method: Method, notApplying: NotApplying): SubjectFacts {
  const { deployments, interruptions, territories, models } = facts.among;
  if (deployments.length + interruptions.length + territories.length + models.length === 0) return facts;
  const framework = notApplying.has('modelRiskFramework') ? null : facts.modelRiskFramework;
  return {
    ...facts,
    ...(models.length > 0 ? worstModel(models, framework, method) : {}),
    ...(deployments.length > 0 ? { deployment: worstCode(deployments, 'mode', method) } : {}),
    ...(interruptions.length > 0 ? { interruption: worstCode(interruptions, 'interruption', method) } : {}),
    ...(territories.length > 0 ? { territory: worstCode(territories, 'territory', method) } : {}),
  };
}

/** A factor of one table that several records may speak of: it is known when all of them know it. */
export function codedAmong(
  method: Method,
  code: string,
  table: TableName,
  facts: SubjectFacts,
  field: SharedField,
): Factor {
  const factor = coded(method, code, table, facts[field]);
  return { ...factor, known: factor.known && !isOpen(facts, field) };
}

/** Whether a record does not know a field, be it one that a worse one hides. */
export function isOpen(facts: SubjectFacts, field: SharedField): boolean {
  const { deployments, interruptions, territories, models } = facts.among;
  if (facts[field] === 'unknown') return true;
  switch (field) {
    case 'deployment':
      return deployments.includes('unknown');
    case 'interruption':
      return interruptions.includes('unknown');
    case 'territory':
      return territories.includes('unknown');
    default:
      return models.some((model) => model[field] === 'unknown');
  }
}

/** A field that is known wherever it was not; which record is the worst then is not looked for. */
export function settledField(
  facts: SubjectFacts,
  field: SharedField,
  code: string,
): Pick<SubjectFacts, 'among'> & Partial<SubjectFacts> {
  const settled = (said: string): string => (said === 'unknown' ? code : said);
  const { deployments, interruptions, territories, models } = facts.among;
  const among = {
    deployments: field === 'deployment' ? deployments.map(settled) : deployments,
    interruptions: field === 'interruption' ? interruptions.map(settled) : interruptions,
    territories: field === 'territory' ? territories.map(settled) : territories,
    models:
      field === 'transparency' || field === 'pinning'
        ? models.map((model) => ({ ...model, [field]: settled(model[field]) }))
        : models,
  };
  return { [field]: settled(facts[field]), among };
}

/** The worst code by a table; of two that are as bad, the one that is not known. */
function worstCode(codes: readonly string[], table: TableName, method: Method): string {
  return codes.reduce((a, b) => {
    const more = valueOf(method, table, b) - valueOf(method, table, a);
    return more > 0 || (more === 0 && b === 'unknown') ? b : a;
  });
}

/**
 * The model by which E_M is highest. How well one sees into a model counts no less than the provider's framework, which is
 * the same for all.
 * @param framework null: it does not apply
 */
function worstModel(models: readonly ModelFacts[], framework: string | null, method: Method): ModelFacts {
  const least = framework === null ? 0 : valueOf(method, 'modelRiskFramework', framework);
  const weight = ({ transparency, pinning }: ModelFacts): number =>
    Math.max(valueOf(method, 'transparency', transparency), least) + valueOf(method, 'pinning', pinning);
  const { transparency, pinning } = models.reduce((a, b) => (weight(b) > weight(a) ? b : a));
  return { transparency, pinning };
}

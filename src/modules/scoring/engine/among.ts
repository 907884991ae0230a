import type { ModelFacts, SubjectFacts } from './facts.js';
import { type Method, type TableName, valueOf } from './method.js';

/** Fields that several records may speak of. */
export type SharedField = 'deployment' | 'interruption' | 'transparency' | 'pinning';

/** The facts with the worst of what their records say. */
export function withWorst(facts: SubjectFacts, method: Method): SubjectFacts {
  const { deployments, interruptions, models } = facts.among;
  return {
    ...facts,
    ...(models.length > 0 ? worstModel(models, facts.modelRiskFramework, method) : {}),
    ...(deployments.length > 0 ? { deployment: worstCode(deployments, 'mode', method) } : {}),
    ...(interruptions.length > 0 ? { interruption: worstCode(interruptions, 'interruption', method) } : {}),
  };
}

/** Whether a record does not know a field, be it one that a worse one hides. */
export function isOpen({ among, ...facts }: SubjectFacts, field: SharedField): boolean {
  const { deployments, interruptions, models } = among;
  const said = {
    deployment: () => deployments,
    interruption: () => interruptions,
    transparency: () => models.map(({ transparency }) => transparency),
    pinning: () => models.map(({ pinning }) => pinning),
  }[field]();
  return facts[field] === 'unknown' || said.includes('unknown');
}

/** The facts with a field known wherever it was not. */
export function withKnown(
  facts: SubjectFacts,
  field: SharedField,
  code: string,
  method: Method,
): SubjectFacts {
  const known = (said: string): string => (said === 'unknown' ? code : said);
  const { deployments, interruptions, models } = facts.among;
  const among = {
    deployments: field === 'deployment' ? deployments.map(known) : deployments,
    interruptions: field === 'interruption' ? interruptions.map(known) : interruptions,
    models:
      field === 'transparency' || field === 'pinning'
        ? models.map((model) => ({ ...model, [field]: known(model[field]) }))
        : models,
  };
  return withWorst({ ...facts, [field]: known(facts[field]), among }, method);
}

/** The worst code by a table; of two that are as bad, the one that is known. */
function worstCode(codes: readonly string[], table: TableName, method: Method): string {
  return codes.reduce((a, b) => {
    const more = valueOf(method, table, b) - valueOf(method, table, a);
    return more > 0 || (more === 0 && a === 'unknown') ? b : a;
  });
}

/**
 * The model by which E_M is highest. How well one sees into a model counts no less than the provider's framework, which is
 * the same for all.
 */
function worstModel(models: readonly ModelFacts[], framework: string, method: Method): ModelFacts {
  const least = valueOf(method, 'modelRiskFramework', framework);
  const weight = ({ transparency, pinning }: ModelFacts): number =>
    Math.max(valueOf(method, 'transparency', transparency), least) + valueOf(method, 'pinning', pinning);
  const { transparency, pinning } = models.reduce((a, b) => (weight(b) > weight(a) ? b : a));
  return { transparency, pinning };
}

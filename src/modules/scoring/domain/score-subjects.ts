import type { RequirementFact } from './register-graph.js';

/** What decides which subjects there are. */
export interface SubjectSources {
  useCases: readonly { id: string }[];
  components: readonly { id: string; providerId: string | null; deployment: string; retired: boolean }[];
  providers: readonly { id: string; kind: string }[];
  /** Requirements of either effect; alternatives by rank. */
  requirements: readonly Pick<RequirementFact, 'of' | 'alternatives' | 'upstreamDisclosed'>[];
}

/**
 * One subject of scoring: a use case, and the components of one provider that no arrangement covers. No contract is not no
 * risk: such a subject is scored with terms that are all unknown.
 */
export interface ScoreSubject {
  useCaseId: string;
  /** Null: the provider of these components is not recorded. */
  providerId: string | null;
  /** Ascending. */
  componentIds: readonly string[];
  /** A part of the architecture is not named: it belongs to the subject whose provider is not recorded. */
  undisclosed: boolean;
}

/** Runs on machines of the firm, or nobody knows that it does not: what it stands on is the firm's choice too. */
const OWN_MACHINES: ReadonlySet<string> = new Set(['self_hosted', 'self_hosted_offline', 'unknown']);

/**
 * The subjects of all use cases. The architecture of a use case is what the firm itself puts together: what the use case
 * requires or uses, and what components on the firm's own machines require or use in turn. What an operated service stands
 * on is its supplier's choice: it counts as a dependency and is not a subject. Components of the firm and its group are
 * not a third party's. A part that nobody names, and a use case of which nothing is recorded at all, is a subject too:
 * leaving a name out must not make a score go away.
 */
export function scoreSubjects(sources: SubjectSources): ScoreSubject[] {
  const components = new Map(sources.components.map((component) => [component.id, component]));
  const kinds = new Map(sources.providers.map(({ id, kind }) => [id, kind]));
  const partsOf = new Map<string, string[]>();
  const silent = new Set<string>();
  for (const { of, alternatives, upstreamDisclosed } of sources.requirements) {
    const parts = alternatives.flatMap(({ componentId }) => componentId ?? []);
    const known = partsOf.get(of);
    if (known) known.push(...parts);
    else partsOf.set(of, parts);
    if (alternatives.length === 0 && upstreamDisclosed !== 'yes') silent.add(of);
  }
  return sources.useCases.flatMap(({ id: useCaseId }) => {
    const byProvider = new Map<string | null, string[]>();
    const architecture = architectureOf(useCaseId, partsOf, components);
    const undisclosed = !partsOf.has(useCaseId) || isSilent(useCaseId, architecture, silent, components);
    if (undisclosed) byProvider.set(null, []);
    for (const id of architecture) {
      const { providerId, retired } = components.get(id)!;
      if (retired || !isThirdParty(providerId, kinds)) continue;
      const own = byProvider.get(providerId);
      if (own) own.push(id);
      else byProvider.set(providerId, [id]);
    }
    return [...byProvider]
      .map(([providerId, componentIds]) => ({
        useCaseId,
        providerId,
        componentIds: componentIds.sort(),
        undisclosed: undisclosed && providerId === null,
      }))
      .sort((a, b) => ((a.providerId ?? '') < (b.providerId ?? '') ? -1 : 1));
  });
}

function architectureOf(
  useCaseId: string,
  partsOf: ReadonlyMap<string, readonly string[]>,
  components: ReadonlyMap<string, { deployment: string }>,
): Set<string> {
  const found = new Set<string>();
  const add = (of: string): void => {
    for (const id of partsOf.get(of) ?? []) if (components.has(id)) found.add(id);
  };
  add(useCaseId);
  for (const id of found) if (OWN_MACHINES.has(components.get(id)!.deployment)) add(id);
  return found;
}

/** Whether the use case, or a part of it that the firm puts together itself, needs something that nobody names. */
function isSilent(
  useCaseId: string,
  architecture: ReadonlySet<string>,
  silent: ReadonlySet<string>,
  components: ReadonlyMap<string, { deployment: string }>,
): boolean {
  if (silent.size === 0) return false;
  if (silent.has(useCaseId)) return true;
  return [...architecture].some((id) => silent.has(id) && OWN_MACHINES.has(components.get(id)!.deployment));
}

/** A provider that is not recorded is somebody else. An open-source project is one too: its code comes from outside. */
function isThirdParty(providerId: string | null, kinds: ReadonlyMap<string, string>): boolean {
  if (providerId === null) return true;
  const kind = kinds.get(providerId);
  return kind !== 'in_house' && kind !== 'group_company';
}

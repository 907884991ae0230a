import type { RequirementFact } from './register-facts.js';

/** Stands for the provider that is not recorded. */
export const NO_PROVIDER = '00000000-0000-0000-0000-000000000000';

export interface SubjectComponent {
  providerId: string | null;
  deployment: string;
  retired: boolean;
  /** The model that it is built on. */
  baseModelId: string | null;
}

/** What decides which subjects there are. */
export interface SubjectSources {
  component(id: string): SubjectComponent | undefined;
  provider(id: string): { kind: string } | undefined;
  /** Requirements of either effect of a use case or component. */
  requirementsOf(id: string): readonly Pick<RequirementFact, 'alternatives' | 'upstreamDisclosed'>[];
  /** Whether something malicious or exploited was found in the component. */
  hasFinding(id: string): boolean;
  /** Whether a use case or component has such a finding, or stands on something that has. */
  leadsToFinding(id: string): boolean;
  /** How arrangements of the legal entities of a use case cover a component. */
  covering(componentId: string, useCaseId: string): Covering;
}

export interface Covering {
  readonly by: readonly { readonly id: string; readonly providerId: string | null }[];
  /** Whether each of the legal entities has one: a contract binds its provider towards those alone that have it. */
  readonly forAll: boolean;
}

/**
 * One subject of scoring: a use case, and the components that one arrangement covers, or those of one provider that none
 * does. No contract is not no risk: such a subject is scored with terms that are all unknown.
 */
export interface ScoreSubject {
  useCaseId: string;
  /** Null: no arrangement of a legal entity of the use case covers these components. */
  arrangementId: string | null;
  /** Of the arrangement, or of the components without one; null: not recorded, or nobody is on the other side. */
  providerId: string | null;
  /** Ascending. */
  componentIds: readonly string[];
  /**
   * Those of them that have no arrangement with one of the legal entities at least: what is scored with them may have one.
   * None of a subject with an arrangement.
   */
  uncoveredIds: readonly string[];
  /** A part of the architecture is not named: it belongs to the subject whose provider is not recorded. */
  undisclosed: boolean;
}

const CERTAINLY_OWN_MACHINES: ReadonlySet<string> = new Set(['self_hosted', 'self_hosted_offline']);
/** Runs on machines of the firm, or nobody knows that it does not: what it stands on is the firm's choice too. */
const OWN_MACHINES: ReadonlySet<string> = new Set([...CERTAINLY_OWN_MACHINES, 'unknown']);

/** What a use case is built of. */
export interface Architecture {
  /** Ids of components. */
  readonly parts: ReadonlySet<string>;
  /** Those that are a part whatever is not known; others may be, or are for what was found in them. */
  readonly certain: ReadonlySet<string>;
}

/**
 * The architecture of a use case: what the firm itself puts together, that is what the use case requires or uses, and what
 * components on the firm's own machines require or use in turn. What an operated service stands on is its supplier's
 * choice: it counts as a dependency and is not a subject, unless something malicious or exploited was found in it. That is
 * a part wherever it is reached, or calling what stands on it hosted would close the gate.
 */
export function architectureOf(useCaseId: string, sources: SubjectSources): Architecture {
  const found = reachedOn(OWN_MACHINES, useCaseId, sources);
  const isSure = [...found].every((id) => sources.component(id)!.deployment !== 'unknown');
  const certain = isSure ? found : reachedOn(CERTAINLY_OWN_MACHINES, useCaseId, sources);
  if (!sources.leadsToFinding(useCaseId)) return { parts: found, certain };
  const parts = new Set(found);
  addFindings(parts, sources);
  return { parts, certain };
}

/** What a use case requires or uses, and what that does in turn where it runs on some kind of machines. */
function reachedOn(machines: ReadonlySet<string>, useCaseId: string, sources: SubjectSources): Set<string> {
  const found = new Set<string>();
  const add = (of: string): void => {
    for (const { alternatives } of sources.requirementsOf(of)) {
      for (const { componentId } of alternatives) {
        if (componentId !== null && sources.component(componentId)) found.add(componentId);
      }
    }
  };
  add(useCaseId);
  for (const id of found) if (machines.has(sources.component(id)!.deployment)) add(id);
  return found;
}

/** Adds what has an adverse finding and is reached through what suppliers operate, or what something is built on. */
function addFindings(found: Set<string>, sources: SubjectSources): void {
  const reached = new Set(found);
  for (const id of reached) {
    if (!sources.leadsToFinding(id)) continue;
    if (sources.hasFinding(id)) found.add(id);
    const base = sources.component(id)?.baseModelId ?? null;
    if (base !== null && sources.component(base)) reached.add(base);
    for (const { alternatives } of sources.requirementsOf(id)) {
      for (const { componentId } of alternatives) {
        if (componentId !== null && sources.component(componentId)) reached.add(componentId);
      }
    }
  }
}

/**
 * The subjects of a use case. What the firm makes itself and runs on its own machines is no third party's, and counts where
 * something malicious or exploited was found in it. Where it is not recorded who provides a part, the subject without a
 * provider has the parts of all: whoever it is may be one of them, and the worst of two would come apart. A part that
 * nobody names, and a use case of which nothing is recorded at all, is a subject too: leaving a name out must not make a
 * score go away.
 */
export function subjectsOf(
  useCaseId: string,
  { parts }: Architecture,
  sources: SubjectSources,
): ScoreSubject[] {
  const byProvider = new Map<string | null, string[]>();
  const byArrangement = new Map<string, { providerId: string | null; componentIds: string[] }>();
  const undisclosed = isUndisclosed(useCaseId, parts, sources);
  if (undisclosed) byProvider.set(null, []);
  for (const id of parts) {
    const { providerId, deployment, retired } = sources.component(id)!;
    if (retired) continue;
    const covering = sources.covering(id, useCaseId);
    for (const arrangement of covering.by) {
      const own = byArrangement.get(arrangement.id);
      if (own) own.componentIds.push(id);
      else byArrangement.set(arrangement.id, { providerId: arrangement.providerId, componentIds: [id] });
    }
    if (covering.forAll) continue;
    if (isOwn(providerId, deployment, sources) && !sources.hasFinding(id)) continue;
    const own = byProvider.get(providerId);
    if (own) own.push(id);
    else byProvider.set(providerId, [id]);
  }
  const uncoveredOf = new Map([...byProvider].map(([providerId, ids]) => [providerId, [...ids].sort()]));
  // What is supplied together is scored together: to take a part out of an arrangement must not take the rest away from it.
  for (const [providerId, componentIds] of byProvider) {
    for (const arrangement of byArrangement.values()) {
      const isTheirs = (id: string): boolean => {
        const provided = sources.component(id)!.providerId;
        // Who is not recorded may be they.
        return arrangement.providerId === providerId || provided === providerId || provided === null;
      };
      if (providerId !== null) componentIds.push(...arrangement.componentIds.filter(isTheirs));
    }
  }
  // Who is not recorded may be any of the others: what they all provide may be theirs.
  if ((byProvider.get(null)?.length ?? 0) > 0) {
    const all = [
      ...byProvider.values(),
      ...[...byArrangement.values()].map((one) => one.componentIds),
    ].flat();
    byProvider.set(null, all);
  }
  const covered = [...byArrangement].map(([arrangementId, { providerId, componentIds }]) => ({
    ...{ useCaseId, arrangementId, providerId },
    componentIds: [...componentIds].sort(),
    uncoveredIds: [],
    undisclosed: false,
  }));
  const uncovered = [...byProvider].map(([providerId, componentIds]) => ({
    ...{ useCaseId, arrangementId: null, providerId },
    componentIds: [...new Set(componentIds)].sort(),
    uncoveredIds: uncoveredOf.get(providerId) ?? [],
    undisclosed: undisclosed && providerId === null,
  }));
  return [...covered, ...uncovered].sort((a, b) => (subjectIdOf(a) < subjectIdOf(b) ? -1 : 1));
}

/** By what a score is addressed beside its use case. */
export function subjectIdOf({
  arrangementId,
  providerId,
}: Pick<ScoreSubject, 'arrangementId' | 'providerId'>): string {
  return arrangementId ?? providerId ?? NO_PROVIDER;
}

/**
 * Whether nothing is recorded of the use case, or it, or a part of it that the firm puts together itself, needs something
 * that nobody names.
 */
function isUndisclosed(
  useCaseId: string,
  architecture: ReadonlySet<string>,
  sources: SubjectSources,
): boolean {
  const isSilent = (id: string): boolean =>
    sources
      .requirementsOf(id)
      .some(
        ({ alternatives, upstreamDisclosed }) => alternatives.length === 0 && upstreamDisclosed !== 'yes',
      );
  if (sources.requirementsOf(useCaseId).length === 0 || isSilent(useCaseId)) return true;
  for (const id of architecture) {
    if (OWN_MACHINES.has(sources.component(id)!.deployment) && isSilent(id)) return true;
  }
  return false;
}

/**
 * A provider that is not recorded is somebody else, and so is a group company: the duties are kept towards it as well
 * (a standard of the house: paragraphs 26 to 29 bind for third parties). What runs at somebody else's, or nobody knows
 * where, is not the firm's own, whoever is said to have made it.
 */
function isOwn(providerId: string | null, deployment: string, sources: SubjectSources): boolean {
  if (providerId === null || !CERTAINLY_OWN_MACHINES.has(deployment)) return false;
  return sources.provider(providerId)?.kind === 'in_house';
}

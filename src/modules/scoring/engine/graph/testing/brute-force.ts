/**
 * The graph rules once more, as plainly as they can be said: sets, loops until nothing changes, every subset tried. It
 * shares nothing with the engine but the input type, and exists to disagree with it. Only for small portfolios.
 */
import type { PortfolioInput } from '../portfolio-input.js';

const HOSTS = ['hosting', 'network_edge', 'region'];
const UPSTREAM = 'UNKNOWN_UPSTREAM';
const PARENT = 'UNKNOWN_PARENT';
const BASE_MODEL = 'UNKNOWN_BASE_MODEL';
const WEIGHT = { T1: 8, T2: 4, T3: 2, T4: 1, unknown: 8 };

interface Need {
  readonly of: string;
  readonly k: number;
  readonly counting: readonly string[];
  readonly ranked: readonly string[];
}

function needsOf(portfolio: PortfolioInput): Need[] {
  const needs: Need[] = portfolio.requirements.map(({ of, k, alternatives }) => ({
    of,
    k,
    counting: alternatives.filter((a) => a.counts).map((a) => a.node),
    ranked: alternatives.map((a) => a.node),
  }));
  const hidden = (of: string, node: string): Need => ({ of, k: 1, counting: [node], ranked: [node] });
  for (const node of portfolio.nodes) {
    if (node.undisclosedUpstream) needs.push(hidden(node.id, UPSTREAM));
    if (node.undisclosedParent) needs.push(hidden(node.id, PARENT));
    if (node.undisclosedBaseModel) needs.push(hidden(node.id, BASE_MODEL));
  }
  const manual = new Set(portfolio.nodes.filter((n) => n.kind === 'manual_procedure').map((n) => n.id));
  return needs.filter((need) => !manual.has(need.of));
}

function kindOf(portfolio: PortfolioInput, id: string): string {
  return portfolio.nodes.find((node) => node.id === id)?.kind ?? 'undisclosed';
}

/** Node ids, with the undisclosed ones that something names. */
export function bruteNodes(portfolio: PortfolioInput): string[] {
  const named = new Set(needsOf(portfolio).flatMap((need) => need.ranked));
  for (const requirement of portfolio.requirements)
    for (const a of requirement.alternatives) named.add(a.node);
  for (const node of portfolio.nodes) {
    if (node.undisclosedUpstream) named.add(UPSTREAM);
    if (node.undisclosedParent) named.add(PARENT);
    if (node.undisclosedBaseModel) named.add(BASE_MODEL);
  }
  const hidden = [UPSTREAM, PARENT, BASE_MODEL].filter((id) => named.has(id));
  return [...portfolio.nodes.map((node) => node.id), ...hidden];
}

/** All ids that have failed with the seeds; with `ruleB`, undisclosed nodes follow what they may really be. */
export function bruteFailed(
  portfolio: PortfolioInput,
  seeds: readonly string[],
  ruleB: boolean,
): Set<string> {
  const needs = needsOf(portfolio);
  const nodes = bruteNodes(portfolio);
  const failed = new Set(seeds);
  for (const node of portfolio.nodes) if (node.outOfService) failed.add(node.id);
  for (;;) {
    const before = failed.size;
    for (const { of, k, counting } of needs) {
      if (counting.filter((node) => !failed.has(node)).length < k) failed.add(of);
    }
    if (ruleB) {
      const kinds = [...failed].map((id) => kindOf(portfolio, id));
      if (nodes.includes(UPSTREAM) && kinds.some((kind) => HOSTS.includes(kind))) failed.add(UPSTREAM);
      if (nodes.includes(PARENT) && kinds.includes('ultimate_parent')) failed.add(PARENT);
      if (nodes.includes(BASE_MODEL) && kinds.includes('base_model')) failed.add(BASE_MODEL);
    }
    if (failed.size === before) return failed;
  }
}

/** Share of the weight that stops when a node fails, by node id. */
export function bruteBlastRadius(portfolio: PortfolioInput): Map<string, number> {
  const nodes = bruteNodes(portfolio);
  const uncertain = (u: PortfolioInput['useCases'][number]): boolean =>
    u.tier === 'unknown' || !!u.provisional;
  const all = portfolio.useCases.reduce((sum, u) => sum + (uncertain(u) ? 1 : WEIGHT[u.tier]), 0);
  const failures = nodes.map((node) => {
    const seeds = kindOf(portfolio, node) === 'manual_procedure' ? [] : [node];
    const failed = bruteFailed(portfolio, seeds, true);
    const stopped = portfolio.useCases.filter((u) => failed.has(u.id));
    const weight = stopped.reduce((sum, u) => sum + (uncertain(u) ? 8 : WEIGHT[u.tier]), 0);
    return { failed, share: all === 0 ? 0 : Math.min(1, weight / all) };
  });
  return new Map(
    nodes.map((node, i) => {
      if (![UPSTREAM, PARENT, BASE_MODEL].includes(node)) return [node, failures[i]!.share];
      const along = failures.filter(({ failed }) => failed.has(node));
      return [node, Math.max(failures[i]!.share, ...along.map(({ share }) => share))];
    }),
  );
}

/** Every subset up to the order is failed; what has a smaller answer inside is dropped. */
export function bruteCutSets(portfolio: PortfolioInput, maxOrder: number): Map<string, string[][]> {
  const members = bruteNodes(portfolio)
    .filter((id) => id !== PARENT && id !== BASE_MODEL)
    .filter((id) => !['manual_procedure', 'ultimate_parent', 'base_model'].includes(kindOf(portfolio, id)))
    .sort();
  const found = new Map<string, string[][]>(portfolio.useCases.map((u) => [u.id, []]));
  for (let order = 0; order <= maxOrder; order++) {
    for (const subset of subsets(members, order)) {
      const failed = bruteFailed(portfolio, subset, false);
      for (const { id } of portfolio.useCases) {
        const sets = found.get(id)!;
        if (failed.has(id) && !sets.some((set) => set.every((member) => subset.includes(member))))
          sets.push(subset);
      }
    }
  }
  return found;
}

/** In order of text, as the members are sorted. */
function subsets(members: readonly string[], order: number): string[][] {
  if (order === 0) return [[]];
  return members.flatMap((first, i) =>
    subsets(members.slice(i + 1), order - 1).map((rest) => [first, ...rest]),
  );
}

/** What a vertex stands on through the first k alternatives of each requirement. */
export function bruteRequired(portfolio: PortfolioInput, start: string): Set<string> {
  const needs = needsOf(portfolio);
  const required = new Set<string>();
  const visit = (id: string): void => {
    for (const need of needs.filter(({ of }) => of === id)) {
      for (const node of need.ranked.slice(0, need.k)) {
        if (required.has(node)) continue;
        required.add(node);
        visit(node);
      }
    }
  };
  visit(start);
  return required;
}

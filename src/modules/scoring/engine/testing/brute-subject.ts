/**
 * The graph rules of a score once more, word by word and without any of the engine's code: sets of ids, and failures by
 * looking at everything again until nothing changes. Slow on purpose.
 */
import type { WrittenAlternative, WrittenGraph } from '../graph/written-graph.js';

const KAPPA = { T1: 8, T2: 4, T3: 2, T4: 1 };
const SIGMA = { easily: 0.25, medium: 0.5, highly_complex: 0.75, not_substitutable: 1, unknown: 1 };
const PHI = {
  none: 0,
  failed: 0,
  unknown: 0,
  documented: 0.25,
  tested_slow: 0.5,
  tested_in_tolerance: 1,
};
const HOSTS = ['hosting', 'network_edge', 'region'];
const HIDDEN = {
  host: { id: 'UNKNOWN_UPSTREAM', kinds: HOSTS },
  parent: { id: 'UNKNOWN_PARENT', kinds: ['ultimate_parent'] },
  base_model: { id: 'UNKNOWN_BASE_MODEL', kinds: ['base_model'] },
};
const LAYERS = Object.values(HIDDEN);

interface Need {
  of: string;
  k: number;
  alternatives: readonly WrittenAlternative[];
}

/** What `SubjectGraphs` answers, of which the tests compare every field that is a number or a yes/no. */
export interface BruteAnswer {
  concentration: number;
  singlePoint: boolean;
  highRiskStopped: number;
  fallback: number;
  independence: number;
  fallbackKnown: boolean;
  independenceKnown: boolean;
  sigmasKnown: boolean;
  hiddenUpstream: boolean;
}

export function bruteSubject(graph: WrittenGraph): BruteAnswer {
  const { subject, arrangement } = graph;
  const kindOf = new Map<string, string>(graph.nodes.map(({ id, kind }) => [id, kind]));
  const needs: Need[] = graph.requirements.filter(({ of }) => kindOf.get(of) !== 'manual_procedure');
  for (const { id, kind, undisclosed = [] } of graph.nodes) {
    if (kind === 'manual_procedure') continue;
    for (const what of undisclosed) needs.push({ of: id, k: 1, alternatives: [{ node: HIDDEN[what].id }] });
  }
  const nodes = [
    ...new Set([...kindOf.keys(), ...needs.flatMap(({ alternatives }) => alternatives.map((a) => a.node))]),
  ];
  const hiddenIds = nodes.filter((id) => LAYERS.some((layer) => layer.id === id));

  const firstOf = (id: string): string[] =>
    needs
      .filter(({ of }) => of === id)
      .flatMap(({ k, alternatives }) => alternatives.slice(0, k).map((a) => a.node));
  const closure = (starts: string[]): string[] => {
    const found = new Set(starts);
    for (const id of found) for (const next of firstOf(id)) found.add(next);
    return [...found];
  };
  const undisclosedHost = (id: string): boolean => closure([id]).includes('UNKNOWN_UPSTREAM');
  const counts = (need: Need, i: number): boolean => {
    if (i < need.k) return true;
    const { node, evidence = 'unknown', upstreamDisclosed } = need.alternatives[i]!;
    if (PHI[evidence] < 0.5) return false;
    return kindOf.get(node) === 'manual_procedure' || (upstreamDisclosed === 'yes' && !undisclosedHost(node));
  };
  const counting = (need: Need): string[] =>
    need.alternatives.filter((_a, i) => counts(need, i)).map(({ node }) => node);

  /** Rules (a) and (b), until nothing changes. */
  const failing = (start: string | null): Set<string> => {
    const failed = new Set(start === null || kindOf.get(start) === 'manual_procedure' ? [] : [start]);
    for (let before = -1; before !== failed.size;) {
      before = failed.size;
      for (const need of needs) {
        const left = counting(need).filter((node) => !failed.has(node));
        if (left.length < need.k) failed.add(need.of);
      }
      for (const { id, kinds } of LAYERS) {
        if (hiddenIds.includes(id) && [...failed].some((node) => kinds.includes(kindOf.get(node) ?? '')))
          failed.add(id);
      }
    }
    return failed;
  };
  const failures = new Map(nodes.map((node) => [node, failing(node)]));
  const failuresOf = (node: string): Set<string>[] =>
    hiddenIds.includes(node)
      ? nodes.map((other) => failures.get(other)!).filter((failed) => failed.has(node))
      : [failures.get(node)!];

  const heavy = (tier: string, provisional = false): boolean => tier === 'unknown' || provisional;
  const total = graph.useCases.reduce(
    (sum, { tier, provisional }) => sum + (heavy(tier, provisional) ? 1 : KAPPA[tier as keyof typeof KAPPA]),
    0,
  );
  const weightIn = (failed: Set<string>): number =>
    graph.useCases
      .filter(({ id }) => failed.has(id))
      .reduce(
        (sum, { tier, provisional }) =>
          sum + (heavy(tier, provisional) ? 8 : KAPPA[tier as keyof typeof KAPPA]),
        0,
      );
  const highRiskIn = (failed: Set<string>): number =>
    graph.useCases.filter(
      ({ id, tier, provisional }) => failed.has(id) && (tier === 'T1' || heavy(tier, provisional)),
    ).length;

  const written = new Map(graph.nodes.map((node) => [node.id, node]));
  const useCaseNeeds = closure([subject]).filter((id) => id !== subject);
  const required = closure(arrangement.filter((id) => useCaseNeeds.includes(id))).filter(
    (id) => written.get(id)?.operatedBy !== 'firm',
  );
  const sigmaOf = (id: string): keyof typeof SIGMA => written.get(id)?.substitutability ?? 'unknown';
  const isGroup = (id: string): boolean =>
    ['ultimate_parent', 'base_model'].includes(kindOf.get(id) ?? '') ||
    ['UNKNOWN_PARENT', 'UNKNOWN_BASE_MODEL'].includes(id);

  const upstreamOf = (id: string): string[] => {
    const found = new Set([id]);
    for (const each of found) {
      for (const need of needs.filter(({ of }) => of === each))
        counting(need).forEach((node) => found.add(node));
    }
    return [...found];
  };
  const gamma = (p: string, f: string): number => {
    if (kindOf.get(f) === 'manual_procedure') return 0;
    const upstream = [...upstreamOf(p), ...upstreamOf(f)];
    if (upstream.includes('UNKNOWN_UPSTREAM')) return 1;
    const both = nodes.filter((n) => failures.get(n)!.has(p) && failures.get(n)!.has(f));
    const group = (id: string): boolean => kindOf.get(id) === 'provider' || isGroup(id);
    if (both.some((n) => !group(n))) return 1;
    const hiddenGroup = upstream.includes('UNKNOWN_PARENT') || upstream.includes('UNKNOWN_BASE_MODEL');
    return both.length > 0 || hiddenGroup ? 0.5 : 0;
  };

  let fallback: number | null = null;
  let independence = 1;
  let fallbackKnown = true;
  let independenceKnown = true;
  for (const need of needs.filter(({ of }) => of === subject || useCaseNeeds.includes(of))) {
    for (const { node: p } of need.alternatives
      .slice(0, need.k)
      .filter(({ node }) => arrangement.includes(node))) {
      const others = need.alternatives
        .slice(need.k)
        .map(({ node, evidence = 'unknown', upstreamDisclosed = 'unknown' }) => {
          const manual = kindOf.get(node) === 'manual_procedure';
          const g = manual || upstreamDisclosed === 'yes' ? gamma(p, node) : 1;
          const hidden = [...upstreamOf(p), ...upstreamOf(node)].includes('UNKNOWN_UPSTREAM');
          if (evidence === 'unknown') fallbackKnown = false;
          if (!manual && (upstreamDisclosed === 'unknown' || hidden)) independenceKnown = false;
          return { phi: PHI[evidence] * (1 - g), free: 1 - g };
        });
      fallback = Math.min(fallback ?? 1, Math.max(0, ...others.map(({ phi }) => phi)));
      independence = Math.min(independence, Math.max(0, ...others.map(({ free }) => free)));
    }
  }
  return {
    concentration: Math.max(
      0,
      ...required.map((id) => {
        const worst = Math.max(...failuresOf(id).map(weightIn));
        return Math.min(1, worst / total) * SIGMA[sigmaOf(id)];
      }),
    ),
    singlePoint: required.some(
      (id) =>
        !isGroup(id) &&
        kindOf.get(id) !== 'manual_procedure' &&
        failuresOf(id).some((failed) => failed.has(subject)),
    ),
    highRiskStopped: Math.max(0, ...required.flatMap((id) => failuresOf(id).map(highRiskIn))),
    fallback: fallback ?? 0,
    independence: fallback === null ? 0 : independence,
    fallbackKnown,
    independenceKnown,
    sigmasKnown: required.every((id) => sigmaOf(id) !== 'unknown'),
    hiddenUpstream: required.some((id) => hiddenIds.includes(id)),
  };
}

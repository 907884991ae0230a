/**
 * The availability of use cases once more, as plainly as it can be said: every state of every node, and in each what has
 * failed, until nothing changes. It shares nothing with the engine but the input type. Only for small portfolios.
 */
import type { AvailabilityInput } from '../availability-input.js';
import { bruteNodes } from './brute-force.js';

interface Need {
  readonly of: number;
  readonly k: number;
  readonly counting: readonly number[];
}

/** Something that fails by itself, with all that it takes along. */
interface Failing {
  readonly probability: number;
  readonly takes: number;
}

export interface BruteAvailability {
  readonly unavailability: number;
  /** Node id → P(stopped | the node itself failed) − P(stopped | it did not), for nodes that can fail. */
  readonly birnbaum: ReadonlyMap<string, number>;
}

export function bruteAvailability(input: AvailabilityInput, useCase: string): BruteAvailability {
  const nodes = bruteNodes(input);
  const ids = [...nodes, useCase];
  const numberOf = new Map(ids.map((id, i) => [id, i]));
  const needs = needsOf(input, numberOf);
  const { own, common } = failingOf(input, nodes, numberOf, useCase);
  const outOfService = input.nodes.reduce((mask, n, i) => (n.outOfService ? mask | (1 << i) : mask), 0);
  const stops = (failed: number): boolean =>
    (spread(failed | outOfService, needs) & (1 << nodes.length)) !== 0;

  const given = (events: readonly Failing[]): number => expectation(events, 0, stops);
  const birnbaum = new Map<string, number>();
  own.forEach((event, i) => {
    if (event === null || stated(input, nodes[i]!) === 1) return;
    const others = [...own.filter((_, j) => j !== i), ...common].filter((e) => e !== null);
    const sure = { ...event, probability: 1 };
    birnbaum.set(nodes[i]!, given([...others, sure]) - given(others));
  });
  return { unavailability: given([...own, ...common].filter((event) => event !== null)), birnbaum };
}

/** Sum over all states of the events from `i` on of their probability, where the use case stops. */
function expectation(
  events: readonly Failing[],
  failed: number,
  stops: (failed: number) => boolean,
  i = 0,
): number {
  const event = events[i];
  if (event === undefined) return stops(failed) ? 1 : 0;
  const { probability: p, takes } = event;
  const without = p === 1 ? 0 : (1 - p) * expectation(events, failed, stops, i + 1);
  return p === 0 ? without : without + p * expectation(events, failed | takes, stops, i + 1);
}

function spread(start: number, needs: readonly Need[]): number {
  let failed = start;
  for (;;) {
    const before = failed;
    for (const { of, k, counting } of needs) {
      if (counting.filter((node) => (failed & (1 << node)) === 0).length < k) failed |= 1 << of;
    }
    if (failed === before) return failed;
  }
}

function stated(input: AvailabilityInput, id: string): number {
  const node = input.nodes.find((one) => one.id === id);
  if (node?.kind === 'manual_procedure') return 1;
  const group = ['ultimate_parent', 'base_model'].includes(node?.kind ?? '');
  const hiddenGroup = ['UNKNOWN_PARENT', 'UNKNOWN_BASE_MODEL'].includes(id);
  return node?.availability ?? (group || hiddenGroup ? 1 : 0.99);
}

function needsOf(input: AvailabilityInput, numberOf: ReadonlyMap<string, number>): Need[] {
  const number = (id: string): number => numberOf.get(id) ?? -1;
  const written = input.requirements.map(({ of, k, alternatives }) => ({
    of: number(of),
    k,
    counting: alternatives.filter((a) => a.counts).map((a) => number(a.node)),
  }));
  const hidden = input.nodes.flatMap((node) => [
    ...(node.undisclosedUpstream
      ? [{ of: number(node.id), k: 1, counting: [number('UNKNOWN_UPSTREAM')] }]
      : []),
    ...(node.undisclosedParent ? [{ of: number(node.id), k: 1, counting: [number('UNKNOWN_PARENT')] }] : []),
    ...(node.undisclosedBaseModel
      ? [{ of: number(node.id), k: 1, counting: [number('UNKNOWN_BASE_MODEL')] }]
      : []),
  ]);
  const manual = new Set(input.nodes.filter((n) => n.kind === 'manual_procedure').map((n) => number(n.id)));
  return [...written, ...hidden].filter(({ of }) => of >= 0 && !manual.has(of));
}

function failingOf(
  input: AvailabilityInput,
  nodes: readonly string[],
  numberOf: ReadonlyMap<string, number>,
  useCase: string,
): { own: (Failing | null)[]; common: Failing[] } {
  const q = nodes.map((id) => 1 - stated(input, id));
  const gone = goneFromTheStart(input, nodes, numberOf, useCase);
  const below = standingOn(input, useCase, gone);
  const causes = new Map<string, { members: number[]; beta: number }>();
  for (const { of, k, alternatives, beta = 0 } of input.requirements) {
    if (!below.has(of) || beta === 0) continue;
    const alive = alternatives.filter((a) => a.counts && !gone.has(a.node));
    const members = alive.map((a) => numberOf.get(a.node)!).filter((node) => q[node]! > 0);
    if (alive.length <= k || members.length < 2) continue;
    const key = members.sort((a, b) => a - b).join();
    causes.set(key, { members, beta: Math.max(beta, causes.get(key)?.beta ?? 0) });
  }
  const left = [...q];
  const common = [...causes.values()].map(({ members, beta }) => {
    const probability = beta * Math.min(...members.map((node) => q[node]!));
    members.forEach((node) => (left[node] = Math.max(0, left[node]! - probability)));
    return { probability, takes: members.reduce((mask, node) => mask | (1 << node), 0) };
  });
  const own = nodes.map((id, i) => (gone.has(id) ? null : { probability: left[i]!, takes: 1 << i }));
  return { own, common };
}

/** The use case, and what it stands on through alternatives that count and are still there. */
function standingOn(input: AvailabilityInput, useCase: string, gone: ReadonlySet<string>): Set<string> {
  const manual = new Set(input.nodes.filter((n) => n.kind === 'manual_procedure').map((n) => n.id));
  const below = new Set([useCase]);
  for (const id of below) {
    for (const { of, alternatives } of input.requirements) {
      if (of !== id || manual.has(id)) continue;
      for (const a of alternatives) if (a.counts && !gone.has(a.node)) below.add(a.node);
    }
  }
  return new Set([...below].filter((id) => !manual.has(id)));
}

function goneFromTheStart(
  input: AvailabilityInput,
  nodes: readonly string[],
  numberOf: ReadonlyMap<string, number>,
  useCase: string,
): Set<string> {
  const start = input.nodes.reduce((mask, node, i) => (node.outOfService ? mask | (1 << i) : mask), 0);
  const failed = spread(start, needsOf(input, numberOf));
  return new Set([...nodes, useCase].filter((_, i) => (failed & (1 << i)) !== 0));
}

import type { LocalRow, LocalView } from './local-view.js';
import { NEVER, type Family, type SetFamilies } from './set-families.js';

/**
 * The cut-set families of nodes beside the spine of single points, where spine nodes are taken as never failing. A family
 * is that of the node itself or of any of its rows; on a ring the families grow from nothing until they stay the same,
 * which is the least fixed point again.
 * @param starts the nodes whose families are wanted
 * @returns family by local number; NEVER for nodes that none of the starts stands on
 */
export function sideFamilies(
  view: LocalView,
  stops: Uint8Array,
  families: SetFamilies,
  starts: Iterable<number>,
): Family[] {
  const rowsOf = (node: number): LocalRow[] =>
    view.rowsOf[node]!.map((row) => besideSpine(view.rows[row]!, stops));
  const rows = new Map<number, readonly LocalRow[]>();
  const order = postOrder(starts, (node) => {
    const able = rowsOf(node).filter((row) => row.alternatives.length >= row.need);
    rows.set(node, able);
    return able.flatMap((row) => row.alternatives);
  });
  const users = new Map<number, number[]>(order.map((node) => [node, []]));
  for (const [node, able] of rows) {
    for (const row of able) for (const alternative of row.alternatives) users.get(alternative)!.push(node);
  }
  const family: Family[] = view.vertices.map(() => NEVER);
  const dirty = new Set(order);
  while (dirty.size > 0) {
    for (const node of order) {
      if (!dirty.delete(node)) continue;
      const own: Family = view.candidate[node] === 1 ? [node] : NEVER;
      const next = families.any([
        own,
        ...rows.get(node)!.map((row) =>
          families.atLeast(
            row.need,
            row.alternatives.map((a) => family[a]!),
          ),
        ),
      ]);
      if (same(family[node]!, next)) continue;
      family[node] = next;
      for (const user of users.get(node)!) dirty.add(user);
    }
  }
  return family;
}

/** The row without the alternatives on the spine; it may no longer be able to fail. */
export function besideSpine(row: LocalRow, stops: Uint8Array): LocalRow {
  return { ...row, alternatives: row.alternatives.filter((node) => stops[node] === 0) };
}

/** Every node that is reached, after those that it leads to where there is no ring. */
function postOrder(starts: Iterable<number>, next: (node: number) => readonly number[]): number[] {
  const order: number[] = [];
  const seen = new Set<number>();
  const stack: { readonly node: number; readonly next: Iterator<number> }[] = [];
  const enter = (node: number): void => {
    if (seen.has(node)) return;
    seen.add(node);
    stack.push({ node, next: next(node)[Symbol.iterator]() });
  };
  for (const start of starts) {
    enter(start);
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      const step = top.next.next();
      if (!step.done) {
        enter(step.value);
        continue;
      }
      order.push(top.node);
      stack.pop();
    }
  }
  return order;
}

function same(a: Family, b: Family): boolean {
  return a.length === b.length && a.every((set, i) => set === b[i]);
}

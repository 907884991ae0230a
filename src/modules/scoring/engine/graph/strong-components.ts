/**
 * The sets of nodes that lead to each other (Tarjan), each node alone where it is on no ring. What a set leads to comes
 * before it. Without recursion, since a stack of libraries may be thousands deep.
 * @param nodes where to start; whatever they lead to is in the answer too
 */
export function strongComponents(
  nodes: Iterable<number>,
  next: (node: number) => readonly number[],
): number[][] {
  const index = new Map<number, number>();
  const lowest = new Map<number, number>();
  const open: number[] = [];
  const isOpen = new Set<number>();
  const path: { readonly node: number; readonly next: readonly number[]; at: number }[] = [];
  const found: number[][] = [];
  const enter = (node: number): void => {
    index.set(node, index.size);
    lowest.set(node, index.size - 1);
    open.push(node);
    isOpen.add(node);
    path.push({ node, next: next(node), at: 0 });
  };
  const lower = (node: number, to: number): void => {
    if (to < lowest.get(node)!) lowest.set(node, to);
  };
  const leave = (node: number): void => {
    if (lowest.get(node) !== index.get(node)) return;
    const component = open.splice(open.lastIndexOf(node));
    component.forEach((member) => isOpen.delete(member));
    found.push(component);
  };
  for (const start of nodes) {
    if (!index.has(start)) enter(start);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const to = top.next[top.at++];
      if (to !== undefined) {
        if (!index.has(to)) enter(to);
        else if (isOpen.has(to)) lower(top.node, index.get(to)!);
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above) lower(above.node, lowest.get(top.node)!);
      leave(top.node);
    }
  }
  return found;
}

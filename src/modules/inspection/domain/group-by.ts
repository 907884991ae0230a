/** Groups by a key, in the order of the items. */
export function groupBy<Item, Kept = Item>(
  items: readonly Item[],
  key: (item: Item) => string,
  keep: (item: Item) => Kept = (item) => item as unknown as Kept,
): ReadonlyMap<string, readonly Kept[]> {
  const groups = new Map<string, Kept[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(keep(item));
    else groups.set(key(item), [keep(item)]);
  }
  return groups;
}

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

export type GroupedTwice<Item> = ReadonlyMap<string, ReadonlyMap<string, readonly Item[]>>;

/** Groups by two keys, one in the other: to look something up no text has to be made of both. */
export function groupTwice<Item>(
  items: readonly Item[],
  outer: (item: Item) => string,
  inner: (item: Item) => string,
): GroupedTwice<Item> {
  const groups = [...groupBy(items, outer)];
  return new Map(groups.map(([key, group]) => [key, groupBy(group, inner)]));
}

/** Statements of so many lines travel together. */
const SLICE = 100;

/**
 * Works on a long list a part at a time, so that the process answers others in between: to send off the statements of
 * two thousand lines in one go held up others for a third of a second.
 */
export async function inSlices<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += SLICE) {
    results.push(...(await Promise.all(items.slice(from, from + SLICE).map(work))));
  }
  return results;
}

/** Jobs that write nothing that the graph is drawn of. */
export const ASIDE: readonly string[] = [
  ...['limits.keep', 'scores.keep'],
  ...['obligations.plan', 'obligations.sweep', 'obligations.send'],
];

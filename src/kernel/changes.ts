/**
 * What an update changes: field -> { from, to }, for the audit log. Fields that stay as they are are left out, whatever
 * the order in which the database gives the members of a document.
 */
export function changesBetween<T extends object>(
  current: T,
  wanted: Partial<T>,
): Record<string, { from: unknown; to: unknown }> {
  const changes: Record<string, { from: unknown; to: unknown }> = {};
  for (const [field, to] of Object.entries(wanted)) {
    if (to === undefined) continue;
    const from = (current as Record<string, unknown>)[field];
    if (inOrder(from) !== inOrder(to)) changes[field] = { from, to };
  }
  return changes;
}

/** JSON with the members of every object by name. */
function inOrder(value: unknown): string | undefined {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

/** What an update changes: field -> { from, to }, for the audit log; fields that stay as they are are left out. */
export function changesBetween<T extends object>(
  current: T,
  wanted: Partial<T>,
): Record<string, { from: unknown; to: unknown }> {
  const changes: Record<string, { from: unknown; to: unknown }> = {};
  for (const [field, to] of Object.entries(wanted)) {
    if (to === undefined) continue;
    const from = (current as Record<string, unknown>)[field];
    if (JSON.stringify(from) !== JSON.stringify(to)) changes[field] = { from, to };
  }
  return changes;
}

/** Statuses whose use cases weigh in a blast radius and a concentration; another one weighs for itself alone. */
export const WEIGHING: ReadonlySet<string> = new Set(['pilot', 'approved', 'live', 'suspended']);

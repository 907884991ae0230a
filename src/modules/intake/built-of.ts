import { type FieldError, invalid } from '../../kernel/domain-error.js';

/** One thing that a use case is built of, as the intake names it: by id, by catalogue entry, or in words. */
export interface BuiltOfInput {
  componentId?: string;
  catalogueEntryId?: string;
  /** The one model or package of the entry that is meant, where facts are about one. */
  model?: string;
  name?: string;
  kind?: string;
  providerName?: string;
  purl?: string;
  effect?: string;
}

type Member = keyof BuiltOfInput;

/** What goes with each way of naming a component; everything else contradicts it. */
const ALLOWED: Readonly<Record<'componentId' | 'catalogueEntryId', readonly Member[]>> = {
  componentId: ['componentId', 'effect'],
  catalogueEntryId: ['catalogueEntryId', 'model', 'name', 'effect'],
};

/** Refuses items that name a component in two ways, or in none. */
export function checkBuiltOf(items: readonly BuiltOfInput[]): void {
  const problems = items.flatMap((item, index) =>
    problemsOf(item).map((problem) => ({ ...problem, pointer: `/builtOf/${index}${problem.pointer}` })),
  );
  if (problems.length > 0) throw invalid(...problems);
}

function problemsOf(item: BuiltOfInput): FieldError[] {
  const way = item.componentId ? 'componentId' : item.catalogueEntryId ? 'catalogueEntryId' : null;
  if (way !== null) {
    return (Object.keys(item) as Member[])
      .filter((member) => item[member] !== undefined && !ALLOWED[way].includes(member))
      .map((member) => ({ pointer: `/${member}`, code: 'contradiction', params: { other: way } }));
  }
  const problems: FieldError[] = [];
  if (!item.name) problems.push({ pointer: '/name', code: 'required' });
  if (!item.kind) problems.push({ pointer: '/kind', code: 'needed-with', params: { other: 'name' } });
  if (item.model)
    problems.push({ pointer: '/model', code: 'only-with', params: { other: 'catalogueEntryId' } });
  return problems;
}

import type { FieldError } from '../../../kernel/domain-error.js';

/** One way to meet a requirement: a component, or a procedure that people carry out by hand. */
export interface Alternative {
  /** 1 is the first choice. */
  rank: number;
  componentId: string | null;
  manualProcedure: string | null;
  fallbackEvidence: string;
  /** YYYY-MM-DD */
  testedOn: string | null;
}

export type AlternativeInput = Partial<Alternative>;

/** The alternatives by rank; one without a rank has that of its place in the list. */
export function ranked(inputs: readonly AlternativeInput[]): Alternative[] {
  return inputs
    .map((input, index) => ({
      rank: input.rank ?? index + 1,
      componentId: input.componentId ?? null,
      manualProcedure: input.manualProcedure ?? null,
      fallbackEvidence: input.fallbackEvidence ?? 'unknown',
      testedOn: input.testedOn ?? null,
    }))
    .sort((a, b) => a.rank - b.rank);
}

/**
 * What is wrong with the alternatives as they were sent; the pointers count in that order.
 * @param dependentId whose requirement it is
 * @param today YYYY-MM-DD where the dependent is
 */
export function alternativeProblems(
  inputs: readonly AlternativeInput[],
  dependentId: string,
  today: string,
): FieldError[] {
  const ranks = new Set<number>();
  const components = new Set<string>();
  return inputs.flatMap((input, index) => {
    const at = (field: string): string => `/alternatives/${index}/${field}`;
    const problems: FieldError[] = [...subjectProblems(input, at), ...testProblems(input, today, at)];
    const rank = input.rank ?? index + 1;
    if (rank > inputs.length) {
      problems.push({ pointer: at('rank'), code: 'range', params: { min: 1, max: inputs.length } });
    }
    if (ranks.has(rank)) problems.push({ pointer: at('rank'), code: 'unique' });
    ranks.add(rank);
    const { componentId } = input;
    if (componentId === dependentId) problems.push({ pointer: at('componentId'), code: 'self-reference' });
    if (componentId && components.has(componentId))
      problems.push({ pointer: at('componentId'), code: 'unique' });
    if (componentId) components.add(componentId);
    return problems;
  });
}

interface Need {
  alternatives: readonly Alternative[];
}

/** Whether a need that named what meets it would name nothing any more, be it left open or said to be the end. */
export function isNamedNoMore(current: Need, next: Need): boolean {
  return current.alternatives.length > 0 && next.alternatives.length === 0;
}

/** A component or a procedure: one of them, and not both. */
function subjectProblems(input: AlternativeInput, at: (field: string) => string): FieldError[] {
  if (!input.componentId && !input.manualProcedure) return [{ pointer: at('componentId'), code: 'required' }];
  if (input.componentId && input.manualProcedure) {
    return [{ pointer: at('manualProcedure'), code: 'contradiction', params: { other: 'componentId' } }];
  }
  return [];
}

/** Evidence of a test has a day, and no test lies ahead. */
function testProblems(input: AlternativeInput, today: string, at: (field: string) => string): FieldError[] {
  const { testedOn, fallbackEvidence = 'unknown' } = input;
  if (testedOn && testedOn > today) return [{ pointer: at('testedOn'), code: 'not-in-future' }];
  if (!testedOn && fallbackEvidence.startsWith('tested_')) {
    return [{ pointer: at('testedOn'), code: 'needed-with', params: { other: 'fallbackEvidence' } }];
  }
  return [];
}

/**
 * k alternatives are needed, so there must be that many. None at all is a statement of its own: with `yes`, that nothing
 * further stands behind (the chain ends here); else, that what stands behind is not disclosed.
 * @param required k, at least 1
 */
export function countProblems(required: number, alternatives: number): FieldError[] {
  return alternatives > 0 && required > alternatives
    ? [{ pointer: '/required', code: 'k-above-alternatives' }]
    : [];
}

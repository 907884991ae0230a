import type { FieldError } from '../../../kernel/domain-error.js';
import type { AssessmentFacts } from './assessment.js';
import type { Answers } from './assessment-answers.js';
import { HEADS, type Questionnaire } from './questionnaire.js';

export type Concluded = Pick<AssessmentFacts, 'acceptanceStandardId' | 'conclusions'>;

const HEAD_CODES: readonly string[] = HEADS;

/**
 * What is missing of the conclusions: one for each section; for skills, expertise, resources and controls against the standard
 * that the firm wrote down, and shown by a document (paragraph 26); for gaps a finding, so that somebody deals with them.
 */
export function conclusionProblems(
  questionnaire: Questionnaire,
  answers: Answers,
  { acceptanceStandardId, conclusions }: Concluded,
  sectionsWithFinding: ReadonlySet<string>,
): FieldError[] {
  const { sections } = questionnaire;
  const missing = sections.filter(({ code }) => !conclusions.some(({ section }) => section === code));
  const hasHeads = sections.some(({ code }) => HEAD_CODES.includes(code));
  const shown = shownSections(questionnaire, answers);
  return [
    ...(missing.length === 0 ? [] : [notConcluded(missing.map(({ code }) => code))]),
    ...(hasHeads && acceptanceStandardId === null
      ? [{ pointer: '/acceptanceStandardId', code: 'required' }]
      : []),
    ...conclusions.flatMap(({ section, conclusion, evidenceIds }, i): FieldError[] => {
      if (conclusion === 'gaps' && !sectionsWithFinding.has(section)) {
        return [{ pointer: `/conclusions/${i}/conclusion`, code: 'needs-finding' }];
      }
      const isBare = evidenceIds.length === 0 && !shown.has(section);
      return conclusion === 'meets' && HEAD_CODES.includes(section) && isBare ? [bare(i)] : [];
    }),
  ];
}

/** Sections that the questionnaire has not, and conclusions drawn twice. */
export function misplacedConclusions(
  { sections }: Questionnaire,
  conclusions: AssessmentFacts['conclusions'],
): FieldError[] {
  const codes: string[] = sections.map(({ code }) => code);
  return conclusions.flatMap(({ section }, i): FieldError[] => {
    const pointer = `/conclusions/${i}/section`;
    if (!codes.includes(section)) return [{ pointer, code: 'code', params: { codes: codes.join(', ') } }];
    const isFirst = conclusions.findIndex((other) => other.section === section) === i;
    return isFirst ? [] : [{ pointer, code: 'unique' }];
  });
}

/** Sections of which some answer comes with a document. */
function shownSections({ questions }: Questionnaire, answers: Answers): ReadonlySet<string> {
  return new Set(
    questions
      .filter(({ code }) => (answers.get(code)?.evidenceIds.length ?? 0) > 0)
      .map(({ section }) => section),
  );
}

function notConcluded(sections: readonly string[]): FieldError {
  return { pointer: '/conclusions', code: 'not-concluded', params: { sections: sections.join(', ') } };
}

function bare(i: number): FieldError {
  return {
    ...{ pointer: `/conclusions/${i}/evidenceIds`, code: 'needed-with' },
    params: { other: 'conclusion: meets' },
  };
}

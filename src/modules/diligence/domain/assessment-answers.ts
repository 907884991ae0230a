import { isCalendarDate } from '../../../kernel/as-of.js';
import type { FieldError } from '../../../kernel/domain-error.js';
import type { Question, Questionnaire } from './questionnaire.js';

/** Whether there is an answer; that a provider declined to give one is a fact too. */
export const ANSWER_STATES = ['answered', 'not_applicable', 'not_known', 'declined'] as const;
/** Where an answer comes from. */
export const ANSWER_SOURCES = [
  ...['provider', 'public_document', 'independent_report', 'imported_questionnaire'],
  ...['own_test', 'own_judgement', 'unknown'],
] as const;

/** Sources that somebody else can look up: they are named, with their day. */
const NAMED_SOURCES = ['public_document', 'independent_report', 'imported_questionnaire'];

export interface AnswerFacts {
  question: string;
  state: (typeof ANSWER_STATES)[number];
  /** yes or no, the code of an option, a text, a day or a number; null unless answered. */
  value: string | number | null;
  comment: string | null;
  sourceKind: (typeof ANSWER_SOURCES)[number];
  /** Title or address. */
  source: string | null;
  /** YYYY-MM-DD: the day that the answer speaks for. */
  sourcedOn: string | null;
  evidenceIds: readonly string[];
}

/** Answers by the code of their question. */
export type Answers = ReadonlyMap<string, AnswerFacts>;

const LONGEST_TEXT = 4000;

/**
 * What is wrong with an answer to a question.
 * @param today YYYY-MM-DD, where the legal entity is
 */
export function answerProblems(
  question: Question,
  answer: AnswerFacts,
  today: string,
  pointer: string,
): FieldError[] {
  const { state, value, comment, sourceKind, source, sourcedOn } = answer;
  const isNamed = NAMED_SOURCES.includes(sourceKind);
  const problem = (field: string, code: string, params: FieldError['params'] = {}): FieldError => ({
    ...{ pointer: `${pointer}/${field}`, code, params },
  });
  return [
    ...(state === 'answered'
      ? valueProblems(question, value, `${pointer}/value`)
      : value === null
        ? []
        : [problem('value', 'contradiction', { other: `state: ${state}` })]),
    ...(state === 'not_applicable' && comment === null
      ? [problem('comment', 'needed-with', { other: 'state: not_applicable' })]
      : []),
    ...(isNamed && source === null ? [problem('source', 'needed-with', { other: 'sourceKind' })] : []),
    ...(isNamed && sourcedOn === null ? [problem('sourcedOn', 'needed-with', { other: 'sourceKind' })] : []),
    ...(sourcedOn !== null && sourcedOn > today ? [problem('sourcedOn', 'not-in-future')] : []),
  ];
}

function valueProblems({ type, options }: Question, value: unknown, pointer: string): FieldError[] {
  if (value === null) return [{ pointer, code: 'needed-with', params: { other: 'state: answered' } }];
  switch (type) {
    case 'yes_no':
      return among(value, ['yes', 'no'], pointer);
    case 'choice':
      return among(
        value,
        options.map(({ code }) => code),
        pointer,
      );
    case 'number':
      return typeof value === 'number' ? [] : [{ pointer, code: 'number' }];
    case 'date':
      return typeof value === 'string' && isCalendarDate(value) ? [] : [{ pointer, code: 'date' }];
    case 'text':
      if (typeof value !== 'string') return [{ pointer, code: 'string' }];
      return [...value].length <= LONGEST_TEXT
        ? []
        : [{ pointer, code: 'too-long', params: { max: LONGEST_TEXT } }];
  }
}

function among(value: unknown, codes: readonly string[], pointer: string): FieldError[] {
  const isOne = typeof value === 'string' && codes.includes(value);
  return isOne ? [] : [{ pointer, code: 'code', params: { codes: codes.join(', ') } }];
}

/**
 * The questions that are asked, in order: those without a condition, and those whose condition holds. Where it is open
 * whether it does, because the answer that decides is not known or was declined, the question is asked too.
 */
export function askedOf(
  { questions }: Questionnaire,
  answers: ReadonlyMap<string, Pick<AnswerFacts, 'state' | 'value'>>,
): Question[] {
  const asked = new Set<string>();
  return questions.filter((question) => {
    const { code, onlyWhen } = question;
    if (onlyWhen !== null) {
      const answer = asked.has(onlyWhen.question) ? answers.get(onlyWhen.question) : undefined;
      if (answer === undefined || answer.state === 'not_applicable') return false;
      if (answer.state === 'answered' && !onlyWhen.in.includes(String(answer.value))) return false;
    }
    asked.add(code);
    return true;
  });
}

/** Whether a document is wished for beside an answer, and how much. */
export function evidenceWish(question: Question, answer: AnswerFacts): Question['evidence'] {
  const { evidence, evidenceWhen } = question;
  if (answer.state !== 'answered') return 'none';
  return evidenceWhen === null || evidenceWhen.includes(String(answer.value)) ? evidence : 'none';
}

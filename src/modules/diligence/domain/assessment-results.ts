import type { FieldError } from '../../../kernel/domain-error.js';
import { conclusionProblems, type Concluded } from './assessment-conclusions.js';
import { type AnswerFacts, type Answers, askedOf, evidenceWish } from './assessment-answers.js';
import type { Grade, Question, Questionnaire, Section } from './questionnaire.js';

/** How a section was answered. */
export interface SectionResult {
  section: Section;
  asked: number;
  /** Of the asked: with an answer of any kind. */
  answered: number;
  declined: number;
  /** Codes of questions whose answer is a gap, or that has no answer to show that it is none. */
  gaps: string[];
  /**
   * Share of the weight of its graded questions that what was answered meets, 0 to 1: a partial answer counts half, one that
   * is missing, not known or declined nothing; what does not apply is left out. Null: nothing in it is graded.
   */
  points: number | null;
}

const POINTS: Readonly<Record<Grade, number>> = { meets: 1, partial: 0.5, gap: 0 };

/** Section by section, in the order of the questionnaire. */
export function sectionResults(questionnaire: Questionnaire, answers: Answers): SectionResult[] {
  const asked = askedOf(questionnaire, answers);
  return questionnaire.sections.map(({ code }) =>
    resultOf(
      code,
      asked.filter(({ section }) => section === code),
      answers,
    ),
  );
}

function resultOf(section: Section, asked: readonly Question[], answers: Answers): SectionResult {
  const graded = asked.flatMap((question) => {
    const answer = answers.get(question.code);
    if (!isGraded(question) || answer?.state === 'not_applicable') return [];
    return [{ question, grade: gradeOf(question, answer) }];
  });
  const weight = graded.reduce((sum, { question }) => sum + question.weight, 0);
  const met = graded.reduce((sum, { question, grade }) => sum + question.weight * POINTS[grade], 0);
  return {
    section,
    asked: asked.length,
    answered: asked.filter(({ code }) => answers.has(code)).length,
    declined: asked.filter(({ code }) => answers.get(code)?.state === 'declined').length,
    gaps: graded.filter(({ grade }) => grade === 'gap').map(({ question }) => question.code),
    points: weight === 0 ? null : met / weight,
  };
}

function isGraded({ type, gapWhen }: Question): boolean {
  return type === 'choice' || gapWhen !== null;
}

/** What nobody answered is a gap: silence never reads as something that is met. */
function gradeOf({ type, gapWhen, options }: Question, answer: AnswerFacts | undefined): Grade {
  if (answer?.state !== 'answered') return 'gap';
  if (type === 'choice') return options.find(({ code }) => code === answer.value)?.grade ?? 'gap';
  return answer.value === gapWhen ? 'gap' : 'meets';
}

/** Why an assessment cannot be put before somebody else: what is not answered, shown or concluded. */
export function submissionProblems(
  questionnaire: Questionnaire,
  answers: Answers,
  assessment: Concluded,
  sectionsWithFinding: ReadonlySet<string>,
): FieldError[] {
  const asked = askedOf(questionnaire, answers);
  const open = asked.filter(({ code }) => !answers.has(code));
  const bare = asked.filter((question) => {
    const answer = answers.get(question.code);
    return answer && evidenceWish(question, answer) === 'required' && answer.evidenceIds.length === 0;
  });
  return [
    ...listed('unanswered', open),
    ...listed('evidence-needed', bare),
    ...conclusionProblems(questionnaire, answers, assessment, sectionsWithFinding),
  ];
}

/** More names nobody reads in one sentence. */
const MOST_NAMED = 20;

function listed(code: string, questions: readonly Question[]): FieldError[] {
  if (questions.length === 0) return [];
  const named = questions.slice(0, MOST_NAMED).map((question) => question.code);
  const questionsNamed = [...named, ...(questions.length > MOST_NAMED ? ['…'] : [])].join(', ');
  return [{ pointer: '/answers', code, params: { count: questions.length, questions: questionsNamed } }];
}

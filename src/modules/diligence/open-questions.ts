import { type AnswerFacts, askedOf } from './domain/assessment-answers.js';
import { questionnaireOf } from './questionnaires/questionnaires.js';

/** Codes of the questions that a questionnaire asks, by what was answered so far, and that have no answer; in order. */
export function openQuestions(
  templateVersion: string,
  given: readonly (Pick<AnswerFacts, 'question'> & Partial<AnswerFacts>)[],
): string[] {
  const questionnaire = questionnaireOf(templateVersion);
  if (!questionnaire) return [];
  const answers = new Map(
    given.map(({ question, state = 'answered', value = null }) => [question, { state, value }]),
  );
  return askedOf(questionnaire, answers).flatMap(({ code }) => (answers.has(code) ? [] : [code]));
}

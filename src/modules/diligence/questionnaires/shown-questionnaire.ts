import { shownWords } from '../bilingual-words.js';
import type { Question, Questionnaire } from '../domain/questionnaire.js';

/** A questionnaire in a list, as the API shows it. */
export function shownSummary({ id, subject, kinds, name, purpose, questions }: Questionnaire) {
  return {
    ...{ id, subject, kinds, name: shownWords(name), purpose: shownWords(purpose) },
    questionCount: questions.length,
  };
}

/** A whole questionnaire, as the API shows it. */
export function shownQuestionnaire(questionnaire: Questionnaire) {
  return {
    ...shownSummary(questionnaire),
    sections: questionnaire.sections.map(({ code, name }) => ({ code, name: shownWords(name) })),
    questions: questionnaire.questions.map(shownQuestion),
  };
}

export function shownQuestion({ text, help, options, unit, ...rest }: Question) {
  return {
    ...rest,
    text: shownWords(text),
    help: help && shownWords(help),
    options: options.map(({ code, text, grade }) => ({ code, text: shownWords(text), grade })),
    unit: unit && shownWords(unit),
  };
}

/** A question as whoever answers it sees it: what to say, and not how it will be weighed. */
export function shownOpenQuestion({
  code,
  section,
  text,
  help,
  type,
  options,
  unit,
  evidence,
  evidenceWhen,
  onlyWhen,
}: Question) {
  return {
    ...{ code, section, text: shownWords(text), help: help && shownWords(help), type },
    options: options.map((option) => ({ code: option.code, text: shownWords(option.text) })),
    unit: unit && shownWords(unit),
    ...{ evidence, evidenceWhen, onlyWhen },
  };
}

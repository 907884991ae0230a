import type { Question, Questionnaire, Words } from '../domain/questionnaire.js';

/** A questionnaire in a list, as the API shows it. */
export function shownSummary({ id, subject, kinds, name, purpose, questions }: Questionnaire) {
  return {
    ...{ id, subject, kinds, name: shown(name), purpose: shown(purpose) },
    questionCount: questions.length,
  };
}

/** A whole questionnaire, as the API shows it. */
export function shownQuestionnaire(questionnaire: Questionnaire) {
  return {
    ...shownSummary(questionnaire),
    sections: questionnaire.sections.map(({ code, name }) => ({ code, name: shown(name) })),
    questions: questionnaire.questions.map(shownQuestion),
  };
}

export function shownQuestion({ text, help, options, unit, ...rest }: Question) {
  return {
    ...rest,
    text: shown(text),
    help: help && shown(help),
    options: options.map(({ code, text, grade }) => ({ code, text: shown(text), grade })),
    unit: unit && shown(unit),
  };
}

function shown({ en, 'zh-Hant': zhHant }: Words): { en: string; zhHant: string } {
  return { en, zhHant };
}

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
    ...{ code, section, text: shown(text), help: help && shown(help), type },
    options: options.map((option) => ({ code: option.code, text: shown(option.text) })),
    unit: unit && shown(unit),
    ...{ evidence, evidenceWhen, onlyWhen },
  };
}

function shown({ en, 'zh-Hant': zhHant }: Words): { en: string; zhHant: string } {
  return { en, zhHant };
}

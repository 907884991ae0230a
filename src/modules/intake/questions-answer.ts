import type { Bilingual, Question } from './domain/question.js';
import { QUESTIONS } from './domain/questions.js';

/** The questions as the API shows them. */
export function shownQuestions() {
  return { items: QUESTIONS.map(shownQuestion) };
}

function shownQuestion({ number, code, text, help, fields }: Question) {
  return {
    ...{ number, code, text: shown(text), help: shown(help) },
    fields: fields.map(({ name, type, required, label, options }) => ({
      ...{ name, type, required, label: shown(label) },
      options: options.map((option) => ({ code: option.code, label: shown(option) })),
    })),
  };
}

function shown({ en, 'zh-Hant': zhHant }: Bilingual): { en: string; zhHant: string } {
  return { en, zhHant };
}

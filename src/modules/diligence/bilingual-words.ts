import type { Placed } from '../../platform/data-file/placed.js';
import type { Words } from './domain/questionnaire.js';

const LONGEST = 500;

/** Reads what a data file says in both languages. */
export function readWords(placed: Placed): Words {
  placed.only('en', 'zh-Hant');
  const text = (locale: keyof Words): string =>
    placed.get(locale).textThat(({ length }) => length <= LONGEST, `at most ${LONGEST} characters`);
  return { en: text('en'), 'zh-Hant': text('zh-Hant') };
}

/** The same as the API shows it. */
export function shownWords({ en, 'zh-Hant': zhHant }: Words): { en: string; zhHant: string } {
  return { en, zhHant };
}

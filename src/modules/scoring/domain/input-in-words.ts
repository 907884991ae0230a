import type { Locale } from '../../../kernel/actor.js';
import { codeInWords } from './code-texts.js';
import { GRAPH_TEXTS, INPUT_TEXTS } from './input-texts.js';
import { CONTROL_TEXTS, DOMAIN_TEXTS, FACTOR_TEXTS, type Texts } from './score-texts.js';

type NameOf = (id: string) => string;

/** Fields of what several records say of one thing, and the factor that it is. */
const AMONG: Readonly<Record<string, string>> = {
  deployments: 'mode',
  interruptions: 'interruption',
  territories: 'territory',
};

/**
 * An input of a score in words.
 * @param path names of fields, as `movedBetween` gives them
 * @param nameOf how a component or node is called
 */
export function inputInWords(path: readonly string[], locale: Locale, nameOf: NameOf): string {
  const [field = '', first = '', second = '', third = '', fourth = ''] = path;
  const colon = locale === 'zh-Hant' ? '：' : ': ';
  const join = (...parts: string[]): string => parts.filter((part) => part !== '').join(colon);
  switch (field) {
    case 'components':
      return second === 'vulnerabilities' && third !== ''
        ? join(nameOf(first), third, textOf(fourth, locale))
        : join(nameOf(first), textOf(second === 'vulnerabilities' ? 'vulnerability' : second, locale));
    case 'controls': {
      const own = `${first}.${second}`;
      return join(textOf(own in CONTROL_TEXTS ? own : second, locale), textOf(third, locale));
    }
    case 'graph':
    case 'bestGraph':
      return join(textOf(field, locale), (GRAPH_TEXTS[path.slice(1).join('.')] ?? NOTHING)[locale]);
    case 'among':
      return textOf(AMONG[first] ?? third, locale);
    case 'method':
      // Its values go by the names that the method is written in.
      return join(textOf(field, locale), path.slice(1).join('.'));
    case 'tests':
      return textOf(first, locale);
    case 'notApplicable':
      return join(textOf(field, locale), textOf(first, locale), textOf(second, locale));
    default:
      return textOf(field, locale);
  }
}

/** A value of an input in words; several are listed. */
export function valueInWords(
  path: readonly string[],
  value: string | null,
  locale: Locale,
  nameOf: NameOf,
): string | null {
  // A control of which nothing is recorded has no value among the inputs.
  if (value === null) return path[0] === 'controls' ? codeInWords('unknown', locale) : null;
  const field = path.at(-1) ?? '';
  if (NODE_FIELDS.has(field)) return nameOf(value);
  if (field === 'item') return textOf(value, locale);
  if (value === '') return codeInWords('none', locale);
  const separator = locale === 'zh-Hant' ? '、' : ', ';
  return value
    .split(', ')
    .map((code) => codeInWords(code, locale, AMONG[field] ?? field))
    .join(separator);
}

const NODE_FIELDS: ReadonlySet<string> = new Set(['node', 'through']);
const NOTHING = { en: '', 'zh-Hant': '' };
const TEXTS: Texts<string> = { ...DOMAIN_TEXTS, ...CONTROL_TEXTS, ...FACTOR_TEXTS, ...INPUT_TEXTS };

function textOf(code: string, locale: Locale): string {
  return TEXTS[code]?.[locale] ?? code;
}

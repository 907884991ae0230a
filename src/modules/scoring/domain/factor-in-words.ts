import type { Locale } from '../../../kernel/actor.js';
import { codeInWords } from './code-texts.js';
import type { Texts } from './score-texts.js';

const READ_TEXTS: Texts<'scan' | 'malicious' | 'hidden' | 'notHidden'> = {
  scan: { en: 'last scan: {read}', 'zh-Hant': '最近一次掃描：{read}' },
  malicious: { en: 'whether the version is malicious: {read}', 'zh-Hant': '版本是否屬惡意：{read}' },
  hidden: { en: 'some suppliers are not disclosed', 'zh-Hant': '有供應者未披露' },
  notHidden: { en: 'none', 'zh-Hant': '沒有' },
};

/** Factors that read a node of the graph. */
const OF_NODES: ReadonlySet<string> = new Set(['dependencies', 'nodeSubstitutability']);

/** What a factor read, in words. */
export function factorInWords(
  { code, read }: { code: string; read: string },
  locale: Locale,
  nameOf: (node: string) => string,
): string {
  if (OF_NODES.has(code)) return codeOr(read, locale, nameOf);
  if (code === 'hiddenUpstream') {
    return read === 'unknown'
      ? codeInWords(read, locale)
      : READ_TEXTS[read === 'yes' ? 'hidden' : 'notHidden'][locale];
  }
  const [kind = '', said = ''] = read.split(' ');
  if (code === 'vulnerability' && (kind === 'scan' || kind === 'malicious')) {
    return READ_TEXTS[kind][locale].replace('{read}', () => codeInWords(said, locale));
  }
  return codeInWords(read, locale, code);
}

/** A node by its name; that there is none, or that nobody knows, in words. */
function codeOr(read: string, locale: Locale, nameOf: (node: string) => string): string {
  return read === 'unknown' || read === 'none' ? codeInWords(read, locale) : nameOf(read);
}

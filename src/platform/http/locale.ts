import Negotiator from 'negotiator';
import type { Locale } from '../../kernel/actor.js';

const CHINESE = /^zh\b/i;

/** The language to answer in: Traditional Chinese when any Chinese is preferred to English, else English. */
export function localeOf(acceptLanguage: string | undefined): Locale {
  if (acceptLanguage === undefined || !/zh/i.test(acceptLanguage)) return 'en';
  const preferred = new Negotiator({ headers: { 'accept-language': acceptLanguage } }).languages();
  const first = preferred.find((language) => CHINESE.test(language) || /^(en\b|\*$)/i.test(language));
  return first !== undefined && CHINESE.test(first) ? 'zh-Hant' : 'en';
}

import type { Locale } from '../../../kernel/actor.js';

/** Codes that a sentence quotes, in words; an identifier or a number stands for itself. */
export const CODE_TEXTS: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  unknown: { en: 'unknown', 'zh-Hant': '資料不足' },
  n_a: { en: 'not applicable', 'zh-Hant': '不適用' },
  yes: { en: 'yes', 'zh-Hant': '是' },
  no: { en: 'no', 'zh-Hant': '否' },
  none: { en: 'none', 'zh-Hant': '沒有' },
  missing: { en: 'missing', 'zh-Hant': '欠缺' },
  expired: { en: 'expired', 'zh-Hant': '已過期' },
  draft: { en: 'draft', 'zh-Hant': '草稿' },
  unassigned: { en: 'a task is unassigned', 'zh-Hant': '有職責未分配' },
  unsupported: { en: 'not supported', 'zh-Hant': '不支援' },
  opted_out: { en: 'opted out', 'zh-Hant': '已選擇退出' },
  possible: { en: 'possible', 'zh-Hant': '有可能' },
  personal: { en: 'personal', 'zh-Hant': '個人資料' },
  sensitive_personal: { en: 'sensitive personal', 'zh-Hant': '敏感個人資料' },
  inside_information: { en: 'inside information', 'zh-Hant': '內幕消息' },
  credentials: { en: 'credentials', 'zh-Hant': '登入憑證' },
};

export function codeInWords(code: string, locale: Locale): string {
  return CODE_TEXTS[code]?.[locale] ?? code;
}

import type { Locale } from '../../../kernel/actor.js';
import { filled } from './filled-text.js';
import type { Breach, BrokenCondition, CoverConditions, IndemnityFact, Payer } from './indemnity-cover.js';

type Bilingual = Readonly<Record<Locale, string>>;

/** What a sentence about a row of the coverage of indemnities is made of. */
export interface ExplainedCoverage {
  /** Null: no arrangement covers the components. */
  arrangementId: string | null;
  providerId: string | null;
  /** Null: nothing is recorded. */
  indemnityId: string | null;
  protection: string;
  cap: IndemnityFact['cap'];
  capBase: string | null;
  conditions: CoverConditions;
  conditionsBroken: readonly BrokenCondition[];
  protectiveMeasure: string;
  payer: Payer;
}

/** Broken conditions that a sentence names at most; all are listed beside it. */
const NAMED = 3;

/** Why nobody is known to have promised anything. */
export const NO_PROMISE_TEXTS = {
  no_arrangement: {
    en: 'No arrangement of this legal entity covers these components: nobody has promised to pay.',
    'zh-Hant': '此法律實體沒有涵蓋這些組件的安排，即無人承諾作出彌償。',
  },
  no_provider: {
    en: 'Nobody knows who provides this, and no arrangement of this legal entity covers it: nobody has promised to pay.',
    'zh-Hant': '提供者未有記錄，此法律實體亦沒有涵蓋這部分的安排，即無人承諾作出彌償。',
  },
  nothing_recorded: {
    en: 'Nothing is recorded of who pays for such claims under the arrangement.',
    'zh-Hant': '沒有記錄顯示在有關安排下，這類申索由誰作出彌償。',
  },
  excluded: {
    en: 'The arrangement excludes such claims in words.',
    'zh-Hant': '有關安排明文豁除這類申索。',
  },
  silent: {
    en: 'The arrangement says nothing of such claims.',
    'zh-Hant': '有關安排未有訂明如何處理這類申索。',
  },
  unknown: {
    en: 'It is not known whether the arrangement says who pays for such claims.',
    'zh-Hant': '有關安排有否就這類申索訂明彌償，資料不足。',
  },
} as const satisfies Record<string, Bilingual>;

/** What is promised; conditions follow. */
export const PROMISE_TEXTS = {
  uncapped: {
    en: 'The arrangement promises an indemnity without a cap',
    'zh-Hant': '有關安排承諾就這類申索作出不設上限的彌償',
  },
  capped: {
    en: 'The arrangement promises an indemnity up to {cap}',
    'zh-Hant': '有關安排承諾就這類申索作出彌償，上限為{cap}',
  },
} as const satisfies Record<string, Bilingual>;

export const CONDITION_TEXTS: Readonly<Record<CoverConditions | 'broken', Bilingual>> = {
  none: { en: ', without conditions.', 'zh-Hant': '，並無附帶條件。' },
  evidenced: {
    en: ', and documents in date show that every condition is met.',
    'zh-Hant': '，而有效的證明文件顯示所有條件均已符合。',
  },
  not_evidenced: {
    en: ', but no document in date shows that every condition is met.',
    'zh-Hant': '，但沒有有效的證明文件顯示所有條件均已符合。',
  },
  unknown: {
    en: ', but it is not known whether every condition is met.',
    'zh-Hant': '，但所有條件是否均已符合，資料不足。',
  },
  broken: {
    en: ', but this use does not keep its conditions: {broken}.',
    'zh-Hant': '，但此用例不符合其條件：{broken}。',
  },
};

export const BREACH_TEXTS: Readonly<Record<Breach, Bilingual>> = {
  stated: { en: '“{text}” is not met ({brokenBy})', 'zh-Hant': '「{text}」未獲符合（{brokenBy}）' },
  model_changed: {
    en: '“{text}”, and the use case trains, tunes or otherwise changes the model',
    'zh-Hant': '「{text}」，而用例訓練、微調或以其他方式改動模型',
  },
  free_tier: {
    en: '“{text}”, and what is used is a consumer service',
    'zh-Hant': '「{text}」，而所使用的屬消費者服務',
  },
};

/** Of a condition of which nobody knows what it asks for. */
export const MAYBE_TEXTS: Readonly<Record<Exclude<Breach, 'stated'>, Bilingual>> = {
  model_changed: {
    en: '“{text}” may forbid that the use case trains, tunes or otherwise changes the model, as it does',
    'zh-Hant': '「{text}」可能不容許用例訓練、微調或以其他方式改動模型，而用例正是如此',
  },
  free_tier: {
    en: '“{text}” may forbid consumer services, and one is used',
    'zh-Hant': '「{text}」可能不容許使用消費者服務，而所使用的正屬此類',
  },
};

/** `{amount}` by what it counts for. */
export const CAP_TEXTS: Readonly<Record<string, Bilingual>> = {
  per_claim: { en: '{amount} for each claim', 'zh-Hant': '每宗申索 {amount}' },
  per_year: { en: '{amount} in a year', 'zh-Hant': '每年 {amount}' },
  in_total: { en: '{amount} in total', 'zh-Hant': '合計 {amount}' },
  fees_paid: { en: '{amount}, by the fees that were paid', 'zh-Hant': '{amount}（按已付費用計算）' },
  unknown: { en: '{amount}', 'zh-Hant': ' {amount}' },
};
export const CAP_UNTOLD_TEXTS = {
  fees_paid: { en: 'the fees that were paid', 'zh-Hant': '已付的費用' },
  other: { en: 'a cap that is not recorded', 'zh-Hant': '未有記錄的款額' },
} as const satisfies Record<string, Bilingual>;

export const MEASURE_TEXT: Bilingual = {
  en: ' Another measure protects the firm from such claims.',
  'zh-Hant': '公司另有保障免受這類申索的措施。',
};

const MORE: Bilingual = { en: 'and {count} more', 'zh-Hant': '另有 {count} 項' };
const SEPARATOR: Bilingual = { en: '; ', 'zh-Hant': '；' };
/** Where money is written as there. */
const PLACE: Readonly<Record<Locale, string>> = { en: 'en-HK', 'zh-Hant': 'zh-HK' };

/** Why somebody, perhaps somebody or nobody would pay, in a sentence. */
export function coverageInWords(coverage: ExplainedCoverage, locale: Locale): string {
  const { payer, protectiveMeasure } = coverage;
  const measure = payer !== 'somebody' && protectiveMeasure === 'yes' ? MEASURE_TEXT[locale] : '';
  return mainOf(coverage, locale) + measure;
}

function mainOf(coverage: ExplainedCoverage, locale: Locale): string {
  const { arrangementId, providerId, indemnityId, protection, conditions, conditionsBroken } = coverage;
  if (arrangementId === null) {
    return NO_PROMISE_TEXTS[providerId === null ? 'no_provider' : 'no_arrangement'][locale];
  }
  if (indemnityId === null) return NO_PROMISE_TEXTS.nothing_recorded[locale];
  if (protection === 'excluded' || protection === 'silent') return NO_PROMISE_TEXTS[protection][locale];
  if (protection !== 'uncapped' && protection !== 'capped') return NO_PROMISE_TEXTS.unknown[locale];
  const promise = filled(PROMISE_TEXTS[protection][locale], { cap: capInWords(coverage, locale) });
  if (conditionsBroken.length === 0) return promise + CONDITION_TEXTS[conditions][locale];
  return (
    promise + filled(CONDITION_TEXTS.broken[locale], { broken: brokenInWords(conditionsBroken, locale) })
  );
}

function capInWords({ cap, capBase }: ExplainedCoverage, locale: Locale): string {
  if (cap === null) return CAP_UNTOLD_TEXTS[capBase === 'fees_paid' ? 'fees_paid' : 'other'][locale];
  const { currency } = cap;
  const format = new Intl.NumberFormat(PLACE[locale], {
    style: 'currency',
    currency,
    currencyDisplay: 'code',
  });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  const amount = format.format(cap.amountMinor / 10 ** digits).replaceAll('\u00a0', ' ');
  return filled((CAP_TEXTS[capBase ?? 'unknown'] ?? CAP_TEXTS['unknown']!)[locale], { amount });
}

function brokenInWords(broken: readonly BrokenCondition[], locale: Locale): string {
  const named = broken.slice(0, NAMED).map(({ text, kind, breach, brokenBy }) => {
    const texts = breach !== 'stated' && kind === 'unknown' ? MAYBE_TEXTS[breach] : BREACH_TEXTS[breach];
    return filled(texts[locale], { text: withoutStop(text), brokenBy: withoutStop(brokenBy ?? '') });
  });
  const further = broken.length - named.length;
  const more = further > 0 ? [filled(MORE[locale], { count: String(further) })] : [];
  return [...named, ...more].join(SEPARATOR[locale]);
}

/** A sentence within a sentence. */
function withoutStop(text: string): string {
  return text.replace(/[.。]$/u, '');
}

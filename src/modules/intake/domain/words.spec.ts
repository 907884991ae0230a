import { describe, expect, it } from '@jest/globals';
import { TIER_REASON_TEXTS } from '../../inventory/tier.public.js';
import { DUTIES } from './duties.js';
import { QUESTIONS } from './questions.js';
import { questionOf, unknownsOf } from './unknowns.js';

/** Wording of elsewhere, or of another meaning, that Hong Kong readers do not use. */
const FOREIGN =
  /上傳|軟體|網路|信息|質量|品質|合同|稽核|法遵|默認|緩釋|減輕|工作日|賠償|個人數據|網關|向量數據庫/;

const texts = [
  ...DUTIES.map(({ text }) => text),
  ...QUESTIONS.flatMap(({ text, help, fields }) => [
    text,
    help,
    ...fields.flatMap(({ label, options }) => [label, ...options]),
  ]),
  ...Object.values(TIER_REASON_TEXTS),
];

describe('the words of the intake', () => {
  it('are there in both languages, in Hong Kong wording', () => {
    expect(texts.length).toBeGreaterThan(150);
    expect(texts.filter((text) => text.en === '' || !/\p{Script=Han}/u.test(text['zh-Hant']))).toEqual([]);
    expect(texts.filter((text) => FOREIGN.test(text['zh-Hant']))).toEqual([]);
  });
});

describe('the questions', () => {
  it('are ten, numbered, and ask for each field once', () => {
    expect(QUESTIONS.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const names = QUESTIONS.flatMap(({ fields }) => fields.map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('what the intake left open', () => {
  it('is named with its question and with what a harmless answer would change', () => {
    const open = unknownsOf(
      {
        purposes: ['investment_advice'],
        recipients: [],
        afterSalesOnly: 'unknown',
        clientsInteract: 'no',
        affectsClients: 'no',
        criticalOperation: 'unknown',
        dataClasses: ['public'],
        designated: false,
      },
      { scopeDecision: 'in', builtOf: 0, developmentFlags: 1, ownerId: null },
    );
    expect(open).toEqual([
      { field: 'afterSalesOnly', question: 4, tierIfHarmless: 'T1' },
      { field: 'recipients', question: 5, tierIfHarmless: 'T3' },
      { field: 'criticalOperation', question: 8, tierIfHarmless: 'T1' },
      { field: 'builtOf', question: 9, tierIfHarmless: null },
      { field: 'ownerId', question: 10, tierIfHarmless: null },
    ]);
  });

  it('is always asked for by some question', () => {
    const everything = unknownsOf(
      {
        purposes: [],
        recipients: [],
        afterSalesOnly: 'unknown',
        clientsInteract: 'unknown',
        affectsClients: 'unknown',
        criticalOperation: 'unknown',
        dataClasses: [],
        designated: false,
      },
      { scopeDecision: 'unknown', builtOf: 0, developmentFlags: 0, ownerId: undefined },
    );
    expect(everything).toHaveLength(11);
    expect(everything.every(({ question }) => question > 0)).toBe(true);
    expect(questionOf('nothing of the kind')).toBe(0);
  });
});

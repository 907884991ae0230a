import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { RULE_CODES } from '../../../kernel/rules.js';
import { REASON_CODES, REASONS } from './reasons.js';
import { RULES } from './rules.js';

const DOMAIN = 'src/modules/inspection/domain';
const read = (...parts: string[]): string => readFileSync(path.join(DOMAIN, ...parts), 'utf8');
const filesIn = (...parts: string[]): string[] =>
  readdirSync(path.join(DOMAIN, ...parts)).filter((name) => name.endsWith('.ts'));
const specs = filesIn('rules').filter((name) => name.endsWith('.spec.ts'));

/** What the Hong Kong wording of the product is not. */
const FOREIGN =
  /上傳|軟體|網路|信息|質量|品質|合同|稽核|法遵|默認|緩釋|減輕|工作日|賠償|個人數據|網關|向量數據庫/;

/** Reasons that the cases of a spec name: a case fails where its reason is another. */
const tried = new Set(
  specs
    .map((name) => read('rules', name))
    .flatMap((text) => [...text.matchAll(/'(?:gap|unknown|complete|not_applicable)',\s+'(\w+)'/g)])
    .map(([, reason]) => reason),
);

describe('the rules', () => {
  it('are those that the register knows, each once', () => {
    expect(RULES.map(({ code }) => code)).toEqual([...RULE_CODES]);
  });

  it.each(RULES.map((rule) => [rule.code, rule] as const))(
    '%s has a spec with a case of each state',
    (code, rule) => {
      const text = read('rules', `${code.toLowerCase()}.spec.ts`);
      expect(text).toContain(`describe('${code} `);
      expect(text).toMatch(new RegExp(`fourStates\\(\\s*'${code}'`));
      const clauses = rule.clauses.map((clause) => clause.code);
      expect(
        clauses.filter((clause) => !text.includes(`['${clause}', `) && !text.includes(`'${clause}',\n`)),
      ).toEqual([]);
      expect(new Set(clauses).size).toBe(clauses.length);
    },
  );

  it('say what they ask in Hong Kong words, in whole sentences', () => {
    expect(RULES.filter(({ zhHant }) => FOREIGN.test(zhHant)).map(({ code }) => code)).toEqual([]);
    const clauses = RULES.flatMap((rule) => rule.clauses.map(({ en, zhHant }) => ({ en, zhHant })));
    expect(clauses.filter(({ zhHant }) => FOREIGN.test(zhHant))).toEqual([]);
    expect(clauses.filter(({ en, zhHant }) => !en.endsWith('.') || !zhHant.endsWith('。'))).toEqual([]);
  });
});

describe('the reasons', () => {
  it('are each given in some case', () => {
    const untried = REASON_CODES.filter((reason) => !tried.has(reason) && reason !== 'out_of_scope');
    // What nobody has recorded is not the subject of a rule: the specs look at it in the coverage.
    expect(untried).toEqual(['not_covered', 'stack_not_recorded']);
  });

  it('are each given somewhere in the code', () => {
    const code = ['', 'rules']
      .flatMap((folder) => filesIn(folder).map((name) => [folder, name]))
      .filter(([, name]) => !name!.endsWith('.spec.ts'))
      .map((parts) => read(...parts))
      .join('\n');
    expect(REASON_CODES.filter((reason) => !code.includes(`'${reason}'`))).toEqual([]);
  });

  it('are said in Hong Kong words, in whole sentences', () => {
    const wrong = Object.entries(REASONS).filter(
      ([, { en, zhHant }]) => FOREIGN.test(zhHant) || !en.endsWith('.') || !zhHant.endsWith('。'),
    );
    expect(wrong).toEqual([]);
  });
});

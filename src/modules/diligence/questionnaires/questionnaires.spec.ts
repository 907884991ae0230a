import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { placedYaml, readDataFile } from '../../../platform/data-file/read-data-file.js';
import { PACKAGE_ROOT } from '../../../platform/package-root.js';
import { HEADS } from '../domain/questionnaire.js';
import { parseQuestionnaire } from './parse-questionnaire.js';
import { questionnaireOf, questionnaires } from './questionnaires.js';

const FOLDER = 'src/modules/diligence/questionnaires/data';
/** Words of other places than Hong Kong. */
const FOREIGN =
  /上傳|軟體|網路|信息|質量|品質|合同|稽核|法遵|默認|緩釋|減輕|工作日|賠償|個人數據|網關|向量數據庫/;
/** Frequent characters that only simplified Chinese writes so. */
const SIMPLIFIED = /[们这对时国业务实现发关种样问题应该经济联据维护监测试验证协议条数识权开为与个长从处]/;

describe('the questionnaires that the product brings along', () => {
  it('are every file of their folder', () => {
    const files = readdirSync(join(PACKAGE_ROOT, FOLDER)).map((file) => file.replace('.yaml', ''));
    expect(files.sort()).toEqual(
      questionnaires()
        .map(({ code }) => code)
        .sort(),
    );
  });

  it('speak the Chinese of Hong Kong', () => {
    for (const { code } of questionnaires()) {
      const text = JSON.stringify(readDataFile(FOLDER, `${code}.yaml`).value);
      expect([code, FOREIGN.exec(text)?.[0], SIMPLIFIED.exec(text)?.[0]]).toEqual([
        code,
        undefined,
        undefined,
      ]);
    }
  });

  it('ask providers for all four heads, each in several graded questions', () => {
    for (const id of ['provider@1', 'group-company@1']) {
      for (const head of HEADS) {
        const graded = questionnaireOf(id)!.questions.filter(
          ({ section, type, gapWhen }) => section === head && (type === 'choice' || gapWhen !== null),
        );
        expect([id, head, graded.length >= 3]).toEqual([id, head, true]);
      }
    }
  });

  it('leave to the firm what only it can answer about open source', () => {
    expect(questionnaireOf('open-source@1')!.questions.every(({ from }) => from === 'firm')).toBe(true);
  });
});

const GOOD = `
code: some
version: 1
subject: provider
kinds: [third_party]
name: { en: Some, zh-Hant: 某 }
purpose: { en: For some, zh-Hant: 用於某 }
sections:
  - code: skills
    name: { en: Skills, zh-Hant: 技能 }
    questions:
      - code: first
        text: { en: First?, zh-Hant: 第一？ }
        rules: [R-26]
        from: provider
        answer: yes_no
        gapWhen: 'no'
        weight: 3
        evidence: none
      - code: second
        text: { en: Second?, zh-Hant: 第二？ }
        rules: [R-26]
        from: provider
        answer: choice
        options:
          - { code: one, text: { en: One, zh-Hant: 一 }, finding: meets }
          - { code: two, text: { en: Two, zh-Hant: 二 }, finding: gap }
        weight: 3
        evidence: none
        onlyWhen: { question: first, in: ['yes'] }
`;

describe('a questionnaire that is read', () => {
  const read = (from: string | RegExp, to: string) => () =>
    parseQuestionnaire(placedYaml('some.yaml', GOOD.replace(from, to)));

  it('has its questions in order, with what decides whether they are asked', () => {
    const { id, questions } = parseQuestionnaire(placedYaml('some.yaml', GOOD));
    expect([id, questions.map(({ code }) => code)]).toEqual(['some@1', ['first', 'second']]);
    expect(questions[1]).toMatchObject({ section: 'skills', onlyWhen: { question: 'first', in: ['yes'] } });
  });

  it('names the place of what is wrong with it', () => {
    expect(read('code: second', 'code: first')).toThrow('used twice');
    expect(read('question: first', 'question: third')).toThrow('is no question before it');
    expect(read("in: ['yes']", 'in: [perhaps]')).toThrow('"perhaps" is not one of yes, no');
    expect(read('weight: 3', 'weight: 6')).toThrow(
      'some.yaml at sections[0].questions[0].weight: must be at most 5',
    );
    expect(read('kinds: [third_party]', 'kinds: [vendor]')).toThrow('"vendor" is not one of');
    expect(read('rules: [R-26]', 'rules: []')).toThrow('serves no rule');
    expect(read('rules: [R-26]', 'rules: [26]')).toThrow('must be a text');
    expect(read("gapWhen: 'no'", 'gapWhen: maybe')).toThrow('sections[0].questions[0].gapWhen');
    expect(read('code: skills', 'code: talent')).toThrow('"talent" is not one of');
    expect(read(/          - \{ code: two.*\n/, '')).toThrow('options belong to a choice');
    expect(read('evidence: none', 'evidence: none\n        wieght: 2')).toThrow(
      '"wieght", which means nothing here',
    );
    expect(read('zh-Hant: 第一？', 'zh-Hans: 第一？')).toThrow('means nothing here');
  });
});

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { placedYaml, readDataFile } from '../../../platform/data-file/read-data-file.js';
import { PACKAGE_ROOT } from '../../../platform/package-root.js';
import { currentRiskCatalogue, parseRiskFactors, riskCatalogueOf, riskCatalogues } from './risk-factors.js';

const FOLDER = 'src/modules/diligence/risk-factors/data';
/** Words of other places than Hong Kong. */
const FOREIGN =
  /上傳|軟體|網路|信息|質量|品質|合同|稽核|法遵|默認|緩釋|減輕|工作日|賠償|個人數據|網關|向量數據庫/;
/** Frequent characters that only simplified Chinese writes so. */
const SIMPLIFIED = /[们这对时国业务实现发关种样问题应该经济联据维护监测试验证协议条数识权开为与个长从处]/;

describe('the catalogue of risk factors', () => {
  it('is every file of its folder, each version once, the current one last', () => {
    const files = readdirSync(join(PACKAGE_ROOT, FOLDER));
    const versions = riskCatalogues().map(({ version }) => version);
    expect(files.sort()).toEqual(versions.map((version) => `risk-factors-${version}.yaml`).sort());
    expect(currentRiskCatalogue().version).toBe(Math.max(...versions));
    expect(riskCatalogueOf(versions.length + 1)).toBeUndefined();
  });

  it('has what may go wrong in five groups', () => {
    const { factors } = riskCatalogueOf(1)!;
    const count = (group: string): number => factors.filter((one) => one.group === group).length;
    expect(
      ['output_quality', 'security', 'data', 'third_party', 'governance'].map(
        (group) => `${group} ${count(group)}`,
      ),
    ).toEqual(['output_quality 9', 'security 8', 'data 6', 'third_party 12', 'governance 4']);
    expect(factors.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['hallucination', 'bias_in_data', 'drift', 'outage', 'territorial_withdrawal']),
    );
  });

  it('explains each in one sentence of either language, in the Chinese of Hong Kong', () => {
    for (const { code, explanation } of currentRiskCatalogue().factors) {
      expect([code, explanation.en]).toEqual([code, expect.stringMatching(/^[A-Z][^.]*\.$/)]);
      expect([code, explanation['zh-Hant']]).toEqual([code, expect.stringMatching(/^[^。]+。$/)]);
    }
    for (const file of readdirSync(join(PACKAGE_ROOT, FOLDER))) {
      const text = JSON.stringify(readDataFile(FOLDER, file).value);
      expect([file, FOREIGN.exec(text)?.[0], SIMPLIFIED.exec(text)?.[0]]).toEqual([
        ...[file, undefined, undefined],
      ]);
    }
  });
});

const GOOD = `
version: 2
groups:
${['output_quality', 'security', 'data', 'third_party', 'governance']
  .map(
    (code) => `  - code: ${code}
    name: { en: Some, zh-Hant: 某 }
    factors:
      - { code: one_of_${code}, name: { en: One, zh-Hant: 一 }, explanation: { en: It is., zh-Hant: 是。 } }`,
  )
  .join('\n')}
`;

describe('a catalogue that is read', () => {
  const read = (from: string, to: string) => () =>
    parseRiskFactors(placedYaml('some.yaml', GOOD.replace(from, to)));

  it('has its factors in order, each with its group', () => {
    const { version, groups, factors } = parseRiskFactors(placedYaml('some.yaml', GOOD));
    expect([version, groups.length, factors[1]]).toEqual([
      ...[2, 5],
      {
        ...{ code: 'one_of_security', group: 'security', name: { en: 'One', 'zh-Hant': '一' } },
        explanation: { en: 'It is.', 'zh-Hant': '是。' },
      },
    ]);
  });

  it('names the place of what is wrong with it', () => {
    expect(read('version: 2', 'version: 0')).toThrow('some.yaml at version: must be a whole number');
    expect(read('version: 2', 'version: 2\nrelease: 3')).toThrow('"release", which means nothing here');
    expect(read('code: security', 'code: safety')).toThrow(
      'some.yaml at groups[1].code: "safety" is not one of',
    );
    expect(read('code: security', 'code: data')).toThrow('groups[2]: the code "data" is used twice');
    expect(read('one_of_data', 'one_of_security')).toThrow('"one_of_security" is used twice');
    expect(read('one_of_data', 'One-of')).toThrow('groups[2].factors[0].code: "One-of" is not a code');
    expect(read(/    factors:\n.*one_of_governance.*\n/.exec(GOOD)![0], '')).toThrow(
      'groups[4]: has no factors',
    );
    expect(read(GOOD.slice(GOOD.indexOf('  - code: governance')), '')).toThrow('groups: lacks governance');
    expect(read('zh-Hant: 是。', 'zh-Hans: 是。')).toThrow('means nothing here');
    expect(read('explanation', 'explanatoin')).toThrow('means nothing here');
    expect(read('en: It is.', 'en: " "')).toThrow('must be a text');
  });
});

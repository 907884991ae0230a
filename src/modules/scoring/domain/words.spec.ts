import { describe, expect, it } from '@jest/globals';
import type { Locale } from '../../../kernel/actor.js';
import { type ComponentFacts, type GraphFacts, NOT_APPLICABLE_ITEMS } from '../engine/facts.js';
import { METHOD_V1 } from '../engine/method-v1.js';
import { UNKNOWN_FACTS } from '../engine/written-subject.js';
import { codeInWords } from './code-texts.js';
import { factorInWords } from './factor-in-words.js';
import { inputInWords, valueInWords } from './input-in-words.js';
import { movedBetween } from './moved.js';

const LOCALES: readonly Locale[] = ['en', 'zh-Hant'];
const CHINESE = /\p{Script=Han}/u;
const called = (id: string) => `«${id}»`;

const component: ComponentFacts = {
  ...{ id: 'c', scan: 'in_date', maliciousVersion: 'no', provenance: 'signed_verified' },
  ...{ maintenance: 'active', licence: 'permissive', privilege: 'offline' },
  vulnerabilities: [{ id: 'CVE-2026-1', cvss: 5, epss: 0.1, knownExploited: 'yes', vex: 'affected' }],
};
const graph: GraphFacts = {
  worst: { node: 'n', through: 'm', radius: 0.5, sigma: 1 },
  singlePoint: { node: 'n', through: 'm' },
  sharedNode: { node: 'n', through: 'm' },
  ...{ highRiskStopped: 2, fallback: 0.5, independence: 0.5, fallbackKnown: true, independenceKnown: true },
  ...{ sigmasKnown: true, hiddenUpstream: false },
};
const control = { design: 1, operating: 1 };
const { components: _none, ...unknown } = UNKNOWN_FACTS;
const facts = {
  ...unknown,
  graph,
  monitoredOn: '2026-01-01',
  monitoringFaster: true,
  notApplicable: NOT_APPLICABLE_ITEMS.map((item) => ({
    ...{ item, reason: 'r', approver: 'q', expiresOn: '2026-12-31' },
  })),
  controls: Object.fromEntries(
    Object.entries(METHOD_V1.controls).map(([domain, controls]) => [
      domain,
      Object.fromEntries(Object.keys(controls).map((code) => [code, control])),
    ]),
  ),
  among: {
    deployments: ['unknown'],
    interruptions: ['low'],
    territories: ['supported'],
    models: [{ transparency: 'full', pinning: 'pinned' }],
  },
};
const made = { methodVersion: 'v1', scoredOn: '2026-01-01', error: null };
const whole = { ...made, inputs: { facts, bestGraph: graph, undisclosed: null }, components: ['1'] };
const empty = { ...made, inputs: null, components: [] };
const everything = movedBetween(empty, whole, new Map([['1', { facts: component }]]));

describe('the words of a score', () => {
  it.each(Object.entries(METHOD_V1.tables))('say every code of %s in both languages', (table, codes) => {
    for (const code of Object.keys(codes)) {
      if (table === 'fallbackEvidence') continue; // no factor reads it
      const factor = { mode: 'mode', scan: 'vulnerability' }[table] ?? table;
      const read = table === 'scan' ? `scan ${code}` : code;
      const [english, chinese] = LOCALES.map((locale) =>
        factorInWords({ code: factor, read }, locale, called),
      );
      expect([code, english]).toEqual([code, expect.not.stringContaining('_')]);
      expect([code, chinese]).toEqual([code, expect.stringMatching(CHINESE)]);
    }
  });

  it('name every input that may move one, in both languages', () => {
    expect(everything.length).toBeGreaterThan(80);
    for (const { path } of everything) {
      const place = path.join('.');
      const [english, chinese] = LOCALES.map((locale) => inputInWords(path, locale, called));
      expect([place, chinese]).toEqual([place, expect.stringMatching(CHINESE)]);
      // A field of the code is no word.
      expect([place, english]).toEqual([place, expect.not.stringMatching(/[a-z][A-Z]|_/)]);
    }
  });

  it('name what moved with its record, and nodes by their names', () => {
    const sentence = (path: string[], locale: Locale) => [
      inputInWords(path, locale, called),
      valueInWords(path, path.at(-1) === 'node' ? 'n' : 'unknown', locale, called),
    ];
    expect(sentence(['components', 'c', 'provenance'], 'en')).toEqual(['«c»: Provenance', 'unknown']);
    expect(sentence(['components', 'c', 'vulnerabilities', 'CVE-1', 'vex'], 'zh-Hant')).toEqual([
      '«c»：CVE-1：版本是否受影響（VEX）',
      '資料不足',
    ]);
    expect(sentence(['graph', 'worst', 'node'], 'en')).toEqual(['Dependencies: worst dependency', '«n»']);
    expect(sentence(['controls', 'M', 'monitoring', 'design'], 'en')[0]).toBe(
      'Monitoring of the model on cadence: design',
    );
    const claim = ['notApplicable', 'ip', 'item'];
    expect(sentence(claim, 'en')[0]).toBe('What does not apply: Cover for intellectual property: item');
    expect(valueInWords(claim, 'responsibility', 'zh-Hant', called)).toMatch(CHINESE);
    expect(valueInWords(['recipients'], 'client, unknown', 'zh-Hant', called)).toBe('客戶、資料不足');
  });

  it('let an identifier and a number stand for themselves', () => {
    expect(codeInWords('CVE-2026-1', 'zh-Hant')).toBe('CVE-2026-1');
    expect(valueInWords(['graph', 'worst', 'radius'], '0.5', 'zh-Hant', called)).toBe('0.5');
  });
});

describe('what moved a score', () => {
  const other = { ...whole, methodVersion: 'v2', scoredOn: '2026-02-01' };
  it('is the method, or the day where nothing else is another', () => {
    const none = new Map<string, never>();
    expect(movedBetween(whole, other, none)).toEqual([{ path: ['methodVersion'], from: 'v1', to: 'v2' }]);
    expect(movedBetween(whole, { ...whole, scoredOn: '2026-02-01' }, none)).toEqual([
      { path: ['scoredOn'], from: '2026-01-01', to: '2026-02-01' },
    ]);
    expect(movedBetween(whole, whole, none)).toEqual([]);
  });

  it('is what the graph would be at its best, even where it is the same as recorded', () => {
    const best = { ...graph, fallback: 1 };
    const after = { ...whole, inputs: { ...whole.inputs, bestGraph: best } };
    expect(movedBetween(whole, after, new Map())).toEqual([
      { path: ['bestGraph', 'fallback'], from: '0.5', to: '1' },
    ]);
  });
});

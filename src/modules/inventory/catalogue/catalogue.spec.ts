import { describe, expect, it } from '@jest/globals';
import { loadCatalogue, readCatalogue } from './catalogue.js';
import type { Catalogue, Fact } from './catalogue-types.js';
import { placedYaml } from '../../../platform/data-file/read-data-file.js';

const catalogue = loadCatalogue();
const entries = [...catalogue.entries.values()];

function everyFact(of: Catalogue): Fact[] {
  return [...of.providers.values(), ...of.entries.values()].flatMap((record) => [...record.facts]);
}

describe('the reference catalogue', () => {
  it('has every entry, and none without a provider of its own', () => {
    expect(entries).toHaveLength(60);
    expect(entries.filter((entry) => !catalogue.providers.has(entry.provider))).toEqual([]);
  });

  it('names a source with an address for every fact, upstream, event and list', () => {
    const upstream = entries.flatMap((entry) => [...entry.upstream]);
    const events = entries.flatMap((entry) => [...entry.events]);
    expect([everyFact(catalogue).length, upstream.length, events.length]).toEqual([148, 28, 23]);
    const cited = [...everyFact(catalogue), ...upstream, ...events, ...catalogue.designations];
    const addresses = cited.map((statement) => catalogue.sources.get(statement.source)?.url ?? 'none');
    expect(addresses.filter((url) => !url.startsWith('https://'))).toEqual([]);
  });

  it('holds nothing from general knowledge and nothing unverified', () => {
    const statements = entries.flatMap((entry) => [...entry.upstream, ...entry.events]);
    const confidences = [...everyFact(catalogue), ...statements].map((statement) =>
      String(statement.confidence),
    );
    expect([...new Set(confidences)].sort()).toEqual(['primary', 'secondary']);
    expect(catalogue.sources.has('knowledge')).toBe(false);
  });

  it('lists no source that nothing rests on', () => {
    const cited = new Set<string>([
      ...everyFact(catalogue).map((fact) => fact.source),
      ...entries.flatMap((entry) => entry.upstream.map((link) => link.source)),
      ...entries.flatMap((entry) => entry.events.flatMap((event) => [event.source, ...event.also])),
      ...catalogue.designations.map((list) => list.source),
    ]);
    expect([...catalogue.sources.keys()].filter((id) => !cited.has(id))).toEqual([]);
  });

  it('leaves unknown what no fact says', () => {
    const milvus = catalogue.entries.get('milvus');
    expect(milvus?.facts.map((fact) => fact.field)).toEqual(['latestListed']);
    const parents = [...catalogue.providers.values()].filter((provider) =>
      provider.facts.some((fact) => fact.field === 'ultimateParent'),
    );
    expect(parents.map((provider) => provider.id).sort()).toEqual([
      'deepseek',
      'helicone',
      'langfuse',
      'promptfoo',
      'voyage-ai',
    ]);
  });

  it('keeps the dates of what ends, also for a single model', () => {
    const ends = entries.flatMap((entry) =>
      entry.facts.flatMap((fact) =>
        fact.field === 'retiresOn' ? [[entry.id, fact.appliesTo, fact.value]] : [],
      ),
    );
    expect(ends).toEqual([
      ['voyage', 'voyage-finance-2', '2027-12-01'],
      ['openai-evals-platform', undefined, '2026-11-30'],
    ]);
  });

  it('flags the poisoned releases by package and version', () => {
    const events = catalogue.entries.get('litellm')?.events ?? [];
    expect(events.map((event) => [event.code, event.affectedPurls])).toEqual([
      ['malicious_release', ['pkg:pypi/litellm@1.82.7', 'pkg:pypi/litellm@1.82.8']],
    ]);
  });
});

describe('reading a catalogue', () => {
  const good = `
compiledOn: '2026-11-22'
sources:
  - { id: page, title: A page, url: 'https://example.com/', published: '2026-02' }
providers:
  - { id: maker, name: Maker, kind: third_party }
entries:
  - id: thing
    name: Thing
    nameZhHant: 東西
    kind: library
    form: open_source
    provider: maker
    purls: ['pkg:pypi/thing']
    facts:
      - { field: licence, value: MIT, source: page, asOf: '2026-02-03', confidence: primary }
`;
  const reading = (from: string, to: string) => () =>
    readCatalogue(
      placedYaml(
        'some.yaml',
        good.replace(from, () => to),
      ),
    );

  it('accepts it when everything fits', () => {
    expect(reading('', '')().entries.get('thing')?.facts).toHaveLength(1);
  });

  it.each([
    [
      'a source that is not there',
      'source: page',
      'source: paper',
      'entries[0].facts[0].source: "paper" is not in',
    ],
    [
      'a day that does not exist',
      "'2026-02-03'",
      "'2026-02-30'",
      'entries[0].facts[0].asOf: "2026-02-30" is not a date',
    ],
    [
      'a month that does not exist',
      "'2026-02'",
      "'2026-13'",
      'sources[0].published: "2026-13" is not a date',
    ],
    [
      'an unverified fact',
      'primary',
      'unverified',
      'entries[0].facts[0].confidence: "unverified" is not one of',
    ],
    [
      'a code that the register lacks',
      'kind: library',
      'kind: gadget',
      'entries[0].kind: "gadget" is not one of',
    ],
    [
      'a licence that is no expression',
      'value: MIT',
      'value: Free to use',
      'entries[0].facts[0].value: "Free to use"',
    ],
    [
      'a field that means nothing',
      'field: licence',
      'field: price',
      'entries[0].facts[0].field: "price" is not one of',
    ],
    ['a misspelt member', 'form: open_source', 'from: open_source', 'entries[0]: has the member "from"'],
    [
      'a provider that is not there',
      'provider: maker',
      'provider: nobody',
      'entries[0].provider: "nobody" is not in',
    ],
    [
      'an address without encryption',
      'https://example.com/',
      'http://example.com/',
      'sources[0].url: "http://',
    ],
    [
      'an identifier used twice',
      'providers:\n',
      'providers:\n  - { id: maker, name: Other, kind: third_party }\n',
      'providers[1]: the identifier "maker" is used twice',
    ],
    ['a list that is none', "['pkg:pypi/thing']", 'pkg:pypi/thing', 'entries[0].purls: must be a list'],
  ])('refuses %s and says where', (_what, from, to, message) => {
    expect(reading(from, to)).toThrow(`some.yaml at ${message}`);
  });

  it('refuses a package that two entries claim', () => {
    const second = good
      .slice(good.indexOf('  - id: thing'))
      .replace('id: thing', 'id: other')
      .replace('thing', 'Thing@2');
    expect(() =>
      readCatalogue(placedYaml('some.yaml', good + second.replace(/purls.*/, "purls: ['pkg:pypi/Thing']"))),
    ).toThrow('some.yaml at entries[1].purls: "pkg:pypi/Thing" belongs to "thing" already');
  });

  it('refuses what is not YAML', () => {
    expect(() => placedYaml('some.yaml', 'a: [')).toThrow('some.yaml: is not YAML');
  });
});

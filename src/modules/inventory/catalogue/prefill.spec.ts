import { describe, expect, it } from '@jest/globals';
import { prefillFor } from './prefill.js';
import { searchCatalogue } from './search.js';

const fieldsOf = (entry: string, appliesTo?: string) =>
  (prefillFor(entry, appliesTo)?.fields ?? []).map(({ record, field, value }) => [record, field, value]);

describe('prefilling a draft from the catalogue', () => {
  it('gives each field with the source that it rests on', () => {
    const field = prefillFor('anthropic-api')?.fields.find((one) => one.field === 'territorySupport');
    expect(field).toMatchObject({
      record: 'arrangement',
      value: { jurisdiction: 'HK', status: 'unsupported' },
      source: { id: 'gs-claude-hk', url: expect.stringMatching(/^https:/) },
      asOf: '2026-04',
      confidence: 'secondary',
    });
  });

  it('takes the fact about one model only when that model is meant', () => {
    expect(fieldsOf('voyage', 'voyage-finance-2')).toContainEqual(['component', 'retiresOn', '2027-12-01']);
    expect(fieldsOf('voyage')).toEqual([['provider', 'ultimateParent', 'mongodb']]);
  });

  it('offers nothing where the source itself leaves it open', () => {
    expect(fieldsOf('deepseek-api').map(([, field]) => field)).not.toContain('trainingUse');
    expect(fieldsOf('alibaba-modelstudio')).toEqual([
      ['arrangement', 'territorySupport', { jurisdiction: 'HK', status: 'supported' }],
    ]);
  });

  it('names what the thing stands on, with the provider behind it', () => {
    const upstream = prefillFor('openai-api')?.upstream.map(({ catalogueId, kind, providerId }) => [
      catalogueId,
      kind,
      providerId,
    ]);
    expect(upstream).toContainEqual(['cloudflare', 'network_edge', 'cloudflare']);
    expect(upstream).toContainEqual(['microsoft-azure', 'hosting', 'microsoft']);
  });

  it('gives the package only where it is the thing itself and there is no choice', () => {
    expect(prefillFor('vllm')?.purl).toBe('pkg:pypi/vllm');
    expect(prefillFor('langchain')?.purl).toBeUndefined();
    expect(prefillFor('voyage')?.purl).toBeUndefined();
  });

  it('knows no entry of another name', () => {
    expect(prefillFor('no-such-thing')).toBeUndefined();
  });
});

describe('searching the catalogue', () => {
  const found = (text: string) => searchCatalogue(text).map((entry) => entry.id);

  it.each([
    ['part of an English name, in any case', 'qwen3', ['qwen-weights']],
    ['part of a Chinese name', '邊緣網絡', ['cloudflare']],
    ['one Chinese character', '阿', ['alibaba-modelstudio']],
    ['full-width letters', 'ＩｎｖｅｓｔＬＭ', ['investlm']],
    ['a package URL', 'pkg:npm/promptfoo', ['promptfoo']],
    ['a package URL with a version, qualifiers and other case', 'pkg:PyPI/LiteLLM@1.82.7?x=y#z', ['litellm']],
    ['a scoped package, encoded or not', 'pkg:npm/@langchain/core@1.0.0', ['langchain']],
    ['a package that is not in it', 'pkg:npm/left-pad', []],
    ['nothing', '  ', []],
  ])('finds by %s', (_what, text, ids) => {
    expect(found(text)).toEqual(ids);
  });

  it('puts the closest name first', () => {
    expect(found('phoenix')).toEqual(['phoenix']);
    expect(found('llama')).toEqual(['llamaindex', 'llama', 'ollama']);
    expect(found('openai').slice(0, 2)).toEqual(['openai-api', 'openai-embeddings']);
  });
});

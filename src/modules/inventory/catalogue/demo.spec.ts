import { describe, expect, it } from '@jest/globals';
import { readDataFile } from '../../../platform/data-file/read-data-file.js';
import { DATA_FOLDER } from './data-folder.js';
import { loadDemo, readDemo } from './demo.js';
import type { Demo, DemoRequirement } from './demo-types.js';
import { Placed } from '../../../platform/data-file/placed.js';
import { prefillFor } from './prefill.js';

const demo = loadDemo('2026-03-01');
const component = (id: string) => demo.components.find((one) => one.id === id);

/** By hand and by brute force, so that the story does not rest on the engine that it is to demonstrate. */
function stoppedBy(of: Demo, ...failed: string[]): string[] {
  const down = new Set(failed);
  const counted = ({ alternatives, required }: DemoRequirement) =>
    alternatives.filter((one, index) => index < required || one.fallbackEvidence.startsWith('tested'));
  const fails = (need: DemoRequirement) => {
    if (need.effect === 'uses') return false;
    if (need.alternatives.length === 0)
      return need.upstreamDisclosed !== 'yes' && down.has('UNKNOWN_UPSTREAM');
    return counted(need).filter((one) => !down.has(one.componentId ?? '')).length < need.required;
  };
  for (let before = -1; before < down.size;) {
    before = down.size;
    of.requirements.filter(fails).forEach((need) => down.add(need.dependentId));
  }
  return of.useCases
    .map((useCase) => useCase.id.slice(0, 2))
    .filter((_, i) => down.has(of.useCases[i]?.id ?? ''));
}

describe('the demonstration', () => {
  it('is one licensed corporation, its group company and a person for every role', () => {
    expect(demo.legalEntities.map(({ kind }) => kind)).toEqual(['group_company', 'licensed_corporation']);
    expect(demo.legalEntities.every(({ name }) => name.includes('fictional'))).toBe(true);
    expect(demo.people.map(({ role }) => role).sort()).toEqual([
      'admin',
      'auditor',
      'procurement',
      'risk_officer',
      'senior_manager',
    ]);
  });

  it('has every input that a tier is derived from', () => {
    expect(demo.useCases.map(({ expectedTier }) => expectedTier)).toEqual(['T1', 'T2', 'T3', 'T4']);
    for (const use of demo.useCases) {
      const inputs = [use.afterSalesOnly, use.clientsInteract, use.affectsClients, use.criticalOperation];
      expect([...inputs, ...use.purposes, ...use.recipients, ...use.dataClasses]).not.toContain('unknown');
    }
  });

  it.each([
    [
      'the edge network stops the use that fails over between two vendors behind it',
      ['cloudflare-edge'],
      ['u1'],
    ],
    ['either vendor alone stops nothing', ['openai-direct'], []],
    ['either vendor alone stops nothing', ['anthropic-direct'], []],
    ['both vendors together stop it', ['openai-direct', 'anthropic-direct'], ['u1']],
    [
      'the gateway that holds the keys stops all but the use on own machines',
      ['litellm-gateway'],
      ['u1', 'u3', 'u4'],
    ],
    ['a cloud on the lists of both vendors stops it too', ['google-cloud'], ['u1']],
    ['a region stops the search whose vectors lie there', ['aws-us-east-1'], ['u3']],
    ['a cloud stops the search, and coding goes on with the open-weight model', ['azure'], ['u3']],
    ['serving stops both open-weight models', ['vllm'], ['u2']],
    ['an undisclosed host stops what stands on a silent vendor', ['UNKNOWN_UPSTREAM'], ['u3']],
    ['evaluation tools stop nothing', ['promptfoo', 'openai-evals', 'deepeval'], []],
  ])('shows that %s', (_what, failed, stopped) => {
    expect(stoppedBy(demo, ...failed)).toEqual(stopped);
  });

  it('shows that a test of the third way round the edge would be worth having', () => {
    const tested = demo.requirements.map((need) => ({
      ...need,
      alternatives: need.alternatives.map((one) =>
        need.dependentId === 'u1-research-drafting' && one.componentId === 'azure-openai'
          ? { ...one, fallbackEvidence: 'tested_slow' as const }
          : one,
      ),
    }));
    expect(stoppedBy({ ...demo, requirements: tested }, 'cloudflare-edge')).toEqual([]);
  });

  it('uses two vendors that leave Hong Kong out and one route that does not', () => {
    const territory = (id: string) =>
      prefillFor(component(id)?.catalogueId ?? '')?.fields.find(({ field }) => field === 'territorySupport')
        ?.value;
    expect(territory('openai-direct')).toEqual({ jurisdiction: 'HK', status: 'unsupported' });
    expect(territory('anthropic-direct')).toEqual({ jurisdiction: 'HK', status: 'unsupported' });
    expect(territory('azure-openai')).toEqual({ jurisdiction: 'HK', status: 'restricted' });
  });

  it('has an evaluation tool that belongs to a vendor which it evaluates', () => {
    const owner = demo.providers.find(({ id }) => id === component('promptfoo')?.providerId);
    expect(owner).toMatchObject({ ultimateParentStatus: 'known', ultimateParentId: 'openai' });
    expect(component('openai-direct')?.providerId).toBe('openai');
  });

  it('takes dates of retirement and licences from the catalogue, with the page that says so', () => {
    const retiring = demo.components.filter(({ retiresOn }) => retiresOn !== undefined);
    expect(retiring.map(({ id, retiresOn, retirementSource }) => [id, retiresOn, retirementSource])).toEqual([
      ['voyage-finance-2', '2027-12-01', 'https://docs.voyageai.com/docs/choose-a-model'],
      ['openai-evals', '2026-11-30', expect.stringMatching(/^https:/)],
    ]);
    expect(component('qwen3-32b')).toMatchObject({
      licence: 'Apache-2.0',
      sources: { licence: 'qwen-readme' },
    });
    expect(component('azure-openai')?.licence).toBeUndefined();
  });

  it('shares base models between routes that look apart', () => {
    const on = (base: string) =>
      demo.components.filter(({ baseModelId }) => baseModelId === base).map(({ id }) => id);
    expect(on('openai-models')).toEqual(['openai-direct', 'azure-openai']);
    expect(on('qwen3-family')).toEqual(['qwen3-32b', 'modelstudio-hong-kong']);
    expect(component('pinecone')?.baseModelStatus).toBe('none');
    expect(component('voyage-finance-2')?.baseModelStatus).toBe('unknown');
  });

  it('dates its tests back from the first day', () => {
    const fallback = demo.requirements[0]?.alternatives[1];
    expect(fallback).toMatchObject({ componentId: 'anthropic-direct', rank: 2, testedOn: '2026-01-15' });
    expect(() => loadDemo('2026-02-30')).toThrow(RangeError);
  });
});

describe('reading a demonstration', () => {
  type Raw = Record<string, Record<string, unknown>[]>;
  const reading = (change: (raw: Raw) => void) => () => {
    const raw = structuredClone(readDataFile(DATA_FOLDER, 'demo.yaml').value) as Raw;
    change(raw);
    return readDemo(new Placed('demo.yaml', '', raw), '2026-03-01');
  };
  const needs = (raw: Raw, of: string) => {
    const group = raw['requirements']?.find((one) => String(one['of']) === of);
    return group?.['needs'] as { alternatives: Record<string, unknown>[] }[];
  };

  it.each<[string, (raw: Raw) => void, string]>([
    [
      'a thing that the catalogue lacks',
      (raw) => Object.assign(raw['components']?.[4] ?? {}, { entry: 'gpt' }),
      '"gpt" is not in the catalogue',
    ],
    [
      'a provider that the catalogue lacks',
      (raw) => Object.assign(raw['providers']?.[0] ?? {}, { id: 'acme' }),
      '"acme" is no provider',
    ],
    ['a component whose provider is left out', (raw) => raw['providers']?.splice(0, 1), 'refers to "openai"'],
    ['an owner who is nobody', (raw) => raw['people']?.splice(0, 1), 'refers to "procurement"'],
    [
      'an upstream that no source names',
      (raw) =>
        Object.assign(needs(raw, 'azure-openai')[0]?.alternatives[0] ?? {}, { component: 'google-cloud' }),
      'the catalogue does not say that "azure-openai" stands on "google-cloud"',
    ],
    [
      'a test without a day',
      (raw) => delete needs(raw, 'u1-research-drafting')[0]?.alternatives[1]?.['testedDaysAgo'],
      'a test has a day',
    ],
    [
      'more alternatives required than there are',
      (raw) => needs(raw, 'openai-direct')[1]?.alternatives.pop(),
      'required: is more than there are',
    ],
    [
      'a package of something else',
      (raw) => Object.assign(raw['components']?.[7] ?? {}, { purl: 'pkg:npm/x' }),
      'is no package of',
    ],
    [
      'an address that somebody may own',
      (raw) => Object.assign(raw['people']?.[0] ?? {}, { email: 'a@b.hk' }),
      'is not an address at example.com',
    ],
  ])('refuses %s', (_what, change, message) => {
    expect(reading(() => undefined)).not.toThrow();
    expect(reading(change)).toThrow(message);
  });
});

/** Wording of elsewhere that the Hong Kong locale does not use. */
const FOREIGN =
  /上傳|軟體|網路|信息|質量|品質|合同|稽核|法遵|默認|緩釋|減輕|工作日|賠償|個人數據|網關|向量數據庫/;

describe('the Chinese of the data files', () => {
  it.each(['catalogue.yaml', 'demo.yaml'])('of %s is that of Hong Kong', (name) => {
    expect(JSON.stringify(readDataFile(DATA_FOLDER, name).value)).not.toMatch(FOREIGN);
  });
});

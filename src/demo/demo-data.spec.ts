import { describe, expect, it } from '@jest/globals';
import { loadCatalogue, prefillFor } from '../modules/inventory/catalogue.public.js';
import { loadDemo } from '../modules/inventory/inventory.public.js';
import { readDataFile } from '../platform/data-file/read-data-file.js';

type Raw = Record<string, unknown>;
const FAMILIES = ['documents', 'arrangements', 'assessments', 'assurance', 'plans', 'changes', 'governance'];
const valueOf = (family: string): Raw => readDataFile('src/demo/data', `${family}.yaml`).value as Raw;
const arrangements = valueOf('arrangements')['arrangements'] as Raw[];
const { components } = loadDemo('2026-12-03');

/** Wording of elsewhere that the Hong Kong locale does not use. */
const FOREIGN =
  /上傳|軟體|網路|信息|質量|品質|合同|稽核|法遵|默認|緩釋|減輕|工作日|賠償|個人數據|網關|向量數據庫/;

describe('the records of the demonstration', () => {
  it.each(FAMILIES)('of %s are in the Chinese of Hong Kong where they are in Chinese', (family) => {
    expect(JSON.stringify(valueOf(family))).not.toMatch(FOREIGN);
  });

  it('say that they are invented, wherever they are of a contract or a clause', () => {
    const contracts = arrangements.filter(({ kind }) => kind === 'contract');
    expect(contracts.length).toBeGreaterThan(2);
    for (const { reference, name } of contracts) {
      expect(reference).toMatch(/^EX-/);
      expect(name).toContain('invented');
    }
    const clauses = partsOf('indemnities').flatMap(({ clause }) => (clause === undefined ? [] : [clause]));
    expect(clauses.length).toBeGreaterThan(3);
    for (const clause of clauses) expect(clause).toMatch(/^EX-.*\(invented\)$/);
    expect(String(valueOf('documents')['heading'])).toMatch(/invented\. It proves nothing\.[^]*均屬虛構/);
  });
});

const partsOf = (member: string): Raw[] => arrangements.flatMap((one) => (one[member] ?? []) as Raw[]);

/** What the catalogue says of a component of an arrangement, by field. */
function published({ componentIds }: Raw, field: string): unknown[] {
  return (componentIds as { component: string }[]).flatMap(({ component }) => {
    const { catalogueId = '' } = components.find(({ id }) => id === component) ?? {};
    const fact = prefillFor(catalogueId, undefined, loadCatalogue())?.fields.find(
      (one) => one.field === field,
    );
    return fact === undefined ? [] : [fact.value];
  });
}

const isPublished = ({ source }: Raw): boolean => source !== undefined;

describe('what is said of a real supplier', () => {
  it('is what the catalogue says of where it may be used', () => {
    const said = arrangements.flatMap((one) =>
      ((one['territorySupport'] ?? []) as Raw[])
        .filter(isPublished)
        .map(({ jurisdiction, status }) => ({ of: one, value: { jurisdiction, status } })),
    );
    expect(said.map(({ value }) => value['status']).sort()).toEqual([
      ...['restricted', 'supported', 'unsupported', 'unsupported'],
    ]);
    for (const { of, value } of said) expect(published(of, 'territorySupport')).toContainEqual(value);
  });

  it('is what the catalogue says of retention and training, where nobody negotiated terms', () => {
    const taken = arrangements.filter(({ kind }) => kind === 'click_through');
    expect(taken.length).toBeGreaterThan(1);
    for (const one of taken) {
      for (const field of ['retention', 'trainingUse']) {
        expect([one['reference'], field, one[field]]).toEqual([
          ...[one['reference'], field, published(one, field)[0]],
        ]);
      }
    }
  });

  it('is what the catalogue says of who pays, where no invented clause says otherwise', () => {
    const said = arrangements.flatMap((of) =>
      ((of['indemnities'] ?? []) as Raw[])
        .filter(({ clause }) => clause === undefined && of['kind'] !== 'contract')
        .map(({ protection }) => ({ of, protection })),
    );
    expect(said.length).toBeGreaterThan(2);
    for (const { of, protection } of said) {
      expect(published(of, 'ipCommitment')).toContainEqual(expect.objectContaining({ protection }));
    }
  });

  it('is what the catalogue says of the end of a model, with its page', () => {
    const [change] = valueOf('changes')['changes'] as Raw[];
    const { entries, sources } = loadCatalogue();
    const events = (entries.get('voyage')?.events ?? []).filter(
      ({ appliesTo }) => appliesTo === 'voyage-finance-2',
    );
    const dayOf = (code: string) => events.find((event) => event.code === code)?.on;
    expect(change).toMatchObject({ announcedOn: dayOf('legacy'), takesEffectOn: dayOf('retirement') });
    expect(change?.['notice']).toContain(sources.get(events[0]?.source ?? '')?.url);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DATA_CLASSES, PURPOSES, RECIPIENTS, TIERS, YES_NO } from './codes.js';
import { contradictsItself, deriveTier, unknownTierInputs } from './tier.js';
import { type Tier, TIER_FIELDS, TIER_REASON_CODES, type TierInputs } from './tier-reasons.js';
import { TIER_REASON_TEXTS } from './tier-texts.js';

const HARMLESS: TierInputs = {
  purposes: ['other'],
  recipients: ['internal'],
  afterSalesOnly: 'no',
  clientsInteract: 'no',
  affectsClients: 'no',
  criticalOperation: 'no',
  dataClasses: ['public'],
  designated: false,
};
const NOTHING_KNOWN: TierInputs = {
  purposes: [],
  recipients: ['unknown'],
  afterSalesOnly: 'unknown',
  clientsInteract: 'unknown',
  affectsClients: 'unknown',
  criticalOperation: 'unknown',
  dataClasses: [],
  designated: false,
};
const tierOf = (inputs: Partial<TierInputs>): Tier => deriveTier({ ...HARMLESS, ...inputs }).tier;
/** 3 for T1 down to 0 for T4. */
const height = (tier: Tier): number => TIERS.length - 1 - TIERS.indexOf(tier);

describe('the tier of a use case of which everything is known', () => {
  it.each<[string, Partial<TierInputs>, Tier]>([
    ['research that clients receive', { purposes: ['investment_research'], recipients: ['client'] }, 'T1'],
    ['advice to investors', { purposes: ['investment_advice'], recipients: ['investor'] }, 'T1'],
    [
      'recommendations, among others',
      { purposes: ['investment_recommendation', 'other'], recipients: ['internal', 'client'] },
      'T1',
    ],
    ['whatever the firm designates', { designated: true }, 'T1'],
    ['research for colleagues only', { purposes: ['investment_research'] }, 'T4'],
    [
      'after-sales service that clients use',
      { afterSalesOnly: 'yes', recipients: ['client'], clientsInteract: 'yes' },
      'T2',
    ],
    ['clients that interact', { clientsInteract: 'yes' }, 'T2'],
    ['decisions about clients', { affectsClients: 'yes' }, 'T2'],
    ['a critical operation', { criticalOperation: 'yes' }, 'T3'],
    ['inside information', { dataClasses: ['public', 'inside_information'] }, 'T3'],
    ['internal data of no operation that is critical', { dataClasses: ['internal'] }, 'T4'],
    ['results for other outsiders', { recipients: ['other_external'] }, 'T4'],
  ])('%s', (_what, inputs, tier) => {
    expect(deriveTier({ ...HARMLESS, ...inputs })).toMatchObject({
      tier,
      lowestTier: tier,
      provisional: false,
    });
  });

  it('takes every class above internal for confidential', () => {
    const high = DATA_CLASSES.filter((dataClass) => tierOf({ dataClasses: [dataClass] }) === 'T3');
    expect(high).toEqual([
      'confidential',
      'personal',
      'sensitive_personal',
      'inside_information',
      'credentials',
      'unknown',
    ]);
  });
});

describe('what is not known', () => {
  it('puts a use case of which nothing is known at T1, and at T4 for the lowest', () => {
    expect(deriveTier(NOTHING_KNOWN)).toMatchObject({ tier: 'T1', lowestTier: 'T4', provisional: true });
    expect(deriveTier(NOTHING_KNOWN).highRisk.value).toBe('unknown');
    expect(unknownTierInputs(NOTHING_KNOWN)).toEqual([...TIER_FIELDS]);
  });

  it('does not make provisional what is certain without it', () => {
    const certain = { ...NOTHING_KNOWN, designated: true };
    expect(deriveTier(certain)).toMatchObject({ tier: 'T1', lowestTier: 'T1', provisional: false });
  });

  it('lets recorded advice settle that it is more than after-sales service', () => {
    const advice: TierInputs = {
      ...HARMLESS,
      purposes: ['investment_advice'],
      recipients: ['client'],
      afterSalesOnly: 'unknown',
    };
    expect(deriveTier(advice)).toMatchObject({ tier: 'T1', provisional: false, highRisk: { value: 'yes' } });
  });
});

describe('the reasons', () => {
  const codes = (inputs: Partial<TierInputs>) =>
    deriveTier({ ...HARMLESS, ...inputs }).reasons.map(({ tier, code, values }) => [tier, code, values]);

  it('show every fact that supports the tier, and what holds below it', () => {
    expect(
      codes({
        purposes: ['investment_advice', 'other'],
        recipients: ['client'],
        criticalOperation: 'yes',
        designated: true,
      }),
    ).toEqual([
      ['T1', 'designated', []],
      ['T1', 'advice_purpose', ['investment_advice']],
      ['T1', 'client_recipient', ['client']],
      ['T1', 'not_after_sales_only', []],
      ['T2', 'client_recipient', ['client']],
      ['T3', 'critical_operation', []],
    ]);
  });

  it('tell an unknown from a fact', () => {
    expect(codes({ dataClasses: [], affectsClients: 'unknown' })).toEqual([
      ['T2', 'affects_clients_unknown', []],
      ['T3', 'data_classes_unknown', []],
    ]);
  });

  it('say so where nothing raises the tier, and why it is not high-risk', () => {
    expect(codes({})).toEqual([['T4', 'nothing_raises_it', []]]);
    expect(deriveTier({ ...HARMLESS, afterSalesOnly: 'yes' }).highRisk).toEqual({
      value: 'no',
      reasons: [
        { tier: 'T1', code: 'no_advice_purpose', field: 'purposes', values: ['other'] },
        { tier: 'T1', code: 'no_client_recipient', field: 'recipients', values: ['internal'] },
        { tier: 'T1', code: 'after_sales_only', field: 'afterSalesOnly', values: [] },
      ],
    });
  });

  it('have a text each in both languages', () => {
    expect(Object.keys(TIER_REASON_TEXTS).sort()).toEqual([...TIER_REASON_CODES].sort());
  });
});

const list = <Code extends string>(codes: readonly Code[]): fc.Arbitrary<Code[]> =>
  fc.oneof(
    fc.constantFrom<Code[]>([], ['unknown' as Code]),
    fc.subarray(codes.filter((code) => code !== 'unknown')),
  );
const anyInputs: fc.Arbitrary<TierInputs> = fc
  .record({
    purposes: list(PURPOSES),
    recipients: list(RECIPIENTS),
    afterSalesOnly: fc.constantFrom(...YES_NO),
    clientsInteract: fc.constantFrom(...YES_NO),
    affectsClients: fc.constantFrom(...YES_NO),
    criticalOperation: fc.constantFrom(...YES_NO),
    dataClasses: list(DATA_CLASSES),
    designated: fc.boolean(),
  })
  .filter((inputs) => !contradictsItself(inputs));

describe('for any inputs', () => {
  it('making one unknown never lowers the tier, and never raises the lowest', () => {
    fc.assert(
      fc.property(anyInputs, fc.constantFrom(...TIER_FIELDS), fc.boolean(), (inputs, field, empty) => {
        const blank = typeof inputs[field] === 'string' ? 'unknown' : empty ? [] : ['unknown'];
        const before = deriveTier(inputs);
        const after = deriveTier({ ...inputs, [field]: blank });
        expect(height(after.tier)).toBeGreaterThanOrEqual(height(before.tier));
        expect(height(after.lowestTier)).toBeLessThanOrEqual(height(before.lowestTier));
      }),
      { numRuns: 5_000 },
    );
  });

  it('the lowest tier is never above the tier, and every reason belongs to a line at or below it', () => {
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        const { tier, lowestTier, provisional, reasons } = deriveTier(inputs);
        expect(height(lowestTier)).toBeLessThanOrEqual(height(tier));
        expect(provisional).toBe(tier !== lowestTier);
        expect(reasons[0]?.tier).toBe(tier);
        expect(reasons.every((reason) => height(reason.tier) <= height(tier))).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  it('a designation never lowers anything', () => {
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        expect(deriveTier({ ...inputs, designated: true })).toMatchObject({
          tier: 'T1',
          lowestTier: 'T1',
          highRisk: { value: 'yes' },
        });
      }),
    );
  });
});

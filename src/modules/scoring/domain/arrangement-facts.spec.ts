import { describe, expect, it } from '@jest/globals';
import { type ArrangementFact, termsOf } from './arrangement-facts.js';

const SOURCE = { version: 1, updatedAt: '2026-11-01T00:00:00Z' };
const ARRANGEMENT: Omit<ArrangementFact, 'indemnities'> = {
  ...{ id: 'A', legalEntityId: 'E', providerId: 'P', componentIds: ['m'], source: SOURCE },
  ...{ noticeDaysProvider: 90, providerMayTerminate: 'no' },
  ...{ retention: 'none', trainingUse: 'unknown', chain: 'unknown', privacyTerms: 'unknown' },
  ...{ auditRights: 'unknown', termsOfUse: 'allowed', reliance: 'material', substitutability: 'medium' },
  ...{ ipProtectiveMeasure: 'no', privacyProtectiveMeasure: 'no' },
  ...{ ipBreachMaterial: 'yes', privacyBreachMaterial: 'yes' },
  ...{ territories: [], responsibilities: [] },
};

/** What the only condition of an indemnity, met and shown, comes to. */
function stateOf(kind: string, developmentFlags: string[], deployment = 'multi_tenant_saas'): string {
  const condition = { text: 'x', kind, met: 'yes', brokenBy: null, evidenced: true };
  const indemnity = {
    ...{ id: 'I', risk: 'ip_output', label: null, protection: 'uncapped', source: SOURCE },
    ...{ cap: null, capBase: 'unknown' },
  };
  const indemnities = [{ ...indemnity, conditionsStatus: 'known', conditions: [condition] }];
  const use = { developmentFlags, jurisdictions: ['HK'], parts: [{ id: 'm', deployment }] };
  return termsOf({ ...ARRANGEMENT, indemnities }, use).ipOutputConditions;
}

describe('a condition that is said to be met', () => {
  it.each([
    [['off_the_shelf'], 'evidenced'],
    [['only_base_parameters', 'rag'], 'evidenced'],
    [['fine_tuned'], 'not_evidenced'],
    [['own_training', 'off_the_shelf'], 'not_evidenced'],
    [['enhanced_or_optimised'], 'not_evidenced'],
    [['rag'], 'unknown'],
    [[], 'unknown'],
  ])('that the model is left as it is: with %j it is %s', (flags, state) => {
    expect(stateOf('not_fine_tuned', flags)).toBe(state);
    // It is not said that the condition asks for nothing of the kind.
    expect(stateOf('unknown', flags)).toBe(state);
    expect(stateOf('other', flags)).toBe('evidenced');
  });

  it.each([
    ['multi_tenant_saas', 'evidenced'],
    ['consumer', 'not_evidenced'],
    ['unknown', 'unknown'],
  ])('that the tier is a paid one: with the deployment %s it is %s', (deployment, state) => {
    expect(stateOf('paid_tier', ['off_the_shelf'], deployment)).toBe(state);
    expect(stateOf('unknown', ['off_the_shelf'], deployment)).toBe(state);
    expect(stateOf('filters_on', ['off_the_shelf'], deployment)).toBe('evidenced');
  });
});

import { describe, expect, it } from '@jest/globals';
import { ofUse, requirement } from '../testing/good-stack.js';
import { aRegister } from '../testing/register.js';
import type { TestRegister } from '../testing/register.js';
import { asItIs, clauseCases, fourStates, verdict } from '../testing/verdict.js';

const sharedHost = (register: TestRegister): TestRegister =>
  register.with('requirements', 'fallback-on-host', {
    alternatives: [{ rank: 0, componentId: 'host', manualProcedure: null }],
  });

describe('R-29c fallback apart from what it replaces', () => {
  fourStates('R-29c', {
    complete: asItIs,
    gap: (r) => sharedHost(r),
    unknown: (r) => r.without('requirements', 'fallback-on-host'),
    not_applicable: (r) =>
      r.with('requirements', 'needs-model', {
        alternatives: [{ rank: 0, componentId: 'model', manualProcedure: null }],
      }),
  });

  clauseCases('R-29c', [
    ['apart', 'complete', 'apart', asItIs],
    [
      'apart',
      'complete',
      'apart',
      (r) => r.with('requirements', 'needs-model', requirement('needs-model', ofUse, ['model', null])),
    ],
    ['apart', 'gap', 'shared_nodes', (r) => sharedHost(r)],
    [
      'apart',
      'complete',
      'apart',
      (r) => sharedHost(r).with('components', 'host', { deployment: 'self_hosted' }),
    ],
    ['apart', 'gap', 'same_provider', (r) => r.with('components', 'fallback', { providerId: 'maker' })],
    [
      'apart',
      'complete',
      'apart',
      (r) => r.with('components', 'fallback', { providerId: 'maker', deployment: 'self_hosted' }),
    ],
    ['apart', 'unknown', 'upstream_unknown', (r) => r.with('components', 'fallback', { providerId: null })],
    ['apart', 'unknown', 'upstream_unknown', (r) => r.without('requirements', 'model-on-host')],
    [
      'apart',
      'unknown',
      'upstream_unknown',
      (r) => r.with('requirements', 'model-on-host', { alternatives: [], upstreamDisclosed: 'no' }),
    ],
    [
      'apart',
      'complete',
      'apart',
      (r) => r.with('requirements', 'model-on-host', { alternatives: [], upstreamDisclosed: 'yes' }),
    ],
    ['apart', 'complete', 'reasoned_exception', (r) => sharedHost(r).exception('R-29c')],
    ['apart', 'not_applicable', 'no_fallback', (r) => r.without('requirements', 'needs-model')],
  ]);

  it('is a standard of the house: the circular does not ask for it', () => {
    expect(verdict('R-29c', sharedHost(aRegister()))).toMatchObject({
      circular: 'not_applicable',
      house: 'gap',
    });
  });
});

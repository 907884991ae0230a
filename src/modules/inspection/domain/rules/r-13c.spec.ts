import { describe, expect, it } from '@jest/globals';
import { aRegister } from '../testing/register.js';
import { asItIs, clauseCases, fourStates, verdict } from '../testing/verdict.js';

describe('R-13c end-to-end test', () => {
  fourStates('R-13c', {
    complete: asItIs,
    gap: (r) => r.activity('end_to_end_test', { scopeComponentIds: ['model'] }),
    unknown: (r) => r.activity('end_to_end_test', { outcome: 'unknown' }),
    not_applicable: (r) => r.claim('R-13c'),
  });

  clauseCases('R-13c', [
    ['tested', 'complete', 'done', asItIs],
    ['tested', 'gap', 'failed', (r) => r.activity('end_to_end_test', { outcome: 'failed' })],
    ['whole_path', 'complete', 'whole_path', asItIs],
    [
      'whole_path',
      'gap',
      'path_incomplete',
      (r) => r.activity('end_to_end_test', { scopeComponentIds: ['store'] }),
    ],
    ['whole_path', 'gap', 'not_recorded', (r) => r.without('activities', 'end_to_end_test')],
    ['whole_path', 'unknown', 'path_unknown', (r) => r.without('requirements')],
    ['present_stack', 'complete', 'present_stack', asItIs],
    [
      'present_stack',
      'unknown',
      'change_not_ruled',
      (r) => r.activity('end_to_end_test', { configurationHash: 'before' }),
    ],
    ['present_stack', 'unknown', 'stack_unknown', (r) => r.without('requirements')],
  ]);

  it('names what was left out', () => {
    const part = aRegister().activity('end_to_end_test', { scopeComponentIds: [] });
    const [, path] = verdict('R-13c', part).clauses;
    expect(path?.records).toEqual([
      { type: 'assurance_activity', id: 'end_to_end_test' },
      ...['model', 'store'].map((id) => ({ type: 'component', id })),
    ]);
  });
});

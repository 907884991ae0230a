import { describe } from '@jest/globals';
import { asItIs, clauseCases, fourStates } from '../testing/verdict.js';

describe('R-24 sensitive data in prompts and training', () => {
  fourStates('R-24', {
    complete: asItIs,
    gap: (r) => r.without('controls', 'D.input_controls'),
    unknown: (r) => r.use({ dataClasses: ['unknown'] }),
    not_applicable: (r) => r.use({ dataClasses: ['public', 'internal'] }),
  });

  clauseCases('R-24', [
    ['input_controls', 'complete', 'control_shown', asItIs],
    ['input_controls', 'gap', 'no_control', (r) => r.without('controls', 'D.input_controls')],
    [
      'input_controls',
      'gap',
      'no_control',
      (r) => r.with('controls', 'D.input_controls', { legalEntityId: 'other' }),
    ],
    [
      'input_controls',
      'gap',
      'control_not_shown',
      (r) => r.with('controls', 'D.input_controls', { evidenced: false }),
    ],
    [
      'input_controls',
      'unknown',
      'control_not_rated',
      (r) => r.with('controls', 'D.input_controls', { operating: null }),
    ],
    [
      'input_controls',
      'unknown',
      'data_classes_unknown',
      (r) => r.use({ dataClasses: ['internal', 'unknown'] }),
    ],
    ['input_controls', 'unknown', 'data_classes_unknown', (r) => r.use({ dataClasses: [] })],
    ['input_controls', 'not_applicable', 'no_sensitive_data', (r) => r.use({ dataClasses: ['internal'] })],
  ]);
});

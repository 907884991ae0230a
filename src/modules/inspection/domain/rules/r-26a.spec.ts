import { describe } from '@jest/globals';
import type { TestRegister } from '../testing/register.js';
import { asItIs, clauseCases, fourStates } from '../testing/verdict.js';

const concluded = (register: TestRegister, conclusion: string): TestRegister =>
  register.with('assessments', 'assessment-maker', {
    conclusions: [{ section: 'model_risk_framework', conclusion }],
  });

describe('R-26a model risk framework of the provider, and own test', () => {
  fourStates('R-26a', {
    complete: asItIs,
    gap: (r) => r.without('assessments', 'assessment-maker'),
    unknown: (r) => concluded(r, 'unknown'),
    not_applicable: (r) => r.with('providers', null, { kind: 'in_house' }),
  });

  clauseCases('R-26a', [
    ['framework', 'complete', 'framework_concluded', (r) => concluded(r, 'not_assessable')],
    [
      'framework',
      'complete',
      'framework_concluded',
      (r) => r.with('assessments', 'assessment-maker', { validTo: '2026-11-30' }),
    ],
    ['framework', 'gap', 'not_recorded', (r) => r.without('assessments')],
    ['framework', 'unknown', 'conclusion_unknown', (r) => concluded(r, 'unknown')],
    ['framework', 'unknown', 'provider_unknown', (r) => r.with('components', 'model', { providerId: null })],
    ['framework', 'unknown', 'no_model_recorded', (r) => r.without('requirements', 'needs-model')],
    [
      'framework',
      'not_applicable',
      'own_models_only',
      (r) => r.with('providers', null, { kind: 'in_house' }),
    ],
    [
      'framework',
      'not_applicable',
      'of_the_group',
      (r) => r.with('providers', null, { kind: 'group_company' }),
    ],
    [
      'framework',
      'unknown',
      'model_not_owned',
      (r) => r.with('providers', 'maker', { kind: 'open_source_project' }),
    ],
    ['own_test', 'complete', 'done', asItIs],
    ['own_test', 'gap', 'failed', (r) => r.activity('accuracy_test', { outcome: 'failed' })],
    ['own_test', 'gap', 'not_recorded', (r) => r.without('activities', 'accuracy_test')],
    [
      'own_test',
      'unknown',
      'change_not_ruled',
      (r) => r.activity('accuracy_test', { configurationHash: 'before' }),
    ],
    [
      'own_test',
      'not_applicable',
      'of_the_group',
      (r) => r.with('providers', null, { kind: 'group_company' }),
    ],
    ['closer_watch', 'not_applicable', 'assessable', asItIs],
    [
      'closer_watch',
      'not_applicable',
      'not_running',
      (r) => concluded(r, 'not_assessable').use({ status: 'approved' }),
    ],
    [
      'closer_watch',
      'complete',
      'in_time',
      (r) => concluded(r, 'not_assessable').activity('monitoring_run', { performedOn: '2026-11-01' }),
    ],
    [
      'closer_watch',
      'gap',
      'too_old',
      (r) => concluded(r, 'not_assessable').activity('monitoring_run', { performedOn: '2026-10-31' }),
    ],
    [
      'closer_watch',
      'gap',
      'too_old',
      (r) =>
        r
          .activity('monitoring_run', { performedOn: '2026-10-31' })
          .change('transparency_withdrawn', ['R-26a'], { providerId: 'maker' }),
    ],
    ['group', 'not_applicable', 'not_of_the_group', asItIs],
    [
      'group',
      'complete',
      'framework_concluded',
      (r) => r.with('providers', 'maker', { kind: 'group_company' }),
    ],
    [
      'group',
      'gap',
      'not_recorded',
      (r) => r.with('providers', 'maker', { kind: 'group_company' }).without('assessments'),
    ],
  ]);
});

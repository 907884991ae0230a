import { describe } from '@jest/globals';
import { TODAY } from '../testing/good-stack.js';
import type { TestRegister } from '../testing/register.js';
import { asItIs, clauseCases, fourStates } from '../testing/verdict.js';

const newVersion = (register: TestRegister, retestDueOn: string | null): TestRegister =>
  register.change('model_version_changed', ['R-18a'], { componentId: 'model', retestDueOn });

describe('R-19 testing that continues beside human review', () => {
  fourStates('R-19', {
    complete: asItIs,
    gap: (r) => r.without('activities', 'monitoring_run'),
    unknown: (r) => r.use({ highRisk: 'unknown' }),
    not_applicable: (r) => r.use({ highRisk: 'no' }),
  });

  clauseCases('R-19', [
    ['continued', 'complete', 'done', asItIs],
    ['continued', 'gap', 'failed', (r) => r.activity('monitoring_run', { outcome: 'failed' })],
    ['continued', 'not_applicable', 'not_running', (r) => r.use({ status: 'approved' })],
    ['quarterly', 'complete', 'in_time', (r) => r.activity('monitoring_run', { performedOn: '2026-09-01' })],
    ['quarterly', 'gap', 'too_old', (r) => r.activity('monitoring_run', { performedOn: '2026-08-31' })],
    ['after_new_version', 'complete', 'no_new_version', asItIs],
    ['after_new_version', 'unknown', 'not_recorded_yet', (r) => r.without('activities', 'accuracy_test')],
    ['after_new_version', 'unknown', 'retest_due', (r) => newVersion(r, TODAY)],
    ['after_new_version', 'unknown', 'retest_due', (r) => newVersion(r, null)],
    ['after_new_version', 'gap', 'not_retested', (r) => newVersion(r, '2026-11-30')],
  ]);
});

import { describe } from '@jest/globals';
import { asItIs, clauseCases, fourStates } from '../testing/verdict.js';

describe('R-10a competent staff in four functions', () => {
  fourStates('R-10a', {
    complete: asItIs,
    gap: (r) => r.without('competences', 'risk-model_risk_management'),
    unknown: (r) => r.use({ status: 'planned' }).without('competences'),
    not_applicable: (r) => r.with('legalEntities', 'firm', { kind: 'group_company' }),
  });

  clauseCases('R-10a', [
    ['functions', 'complete', 'competence_shown', asItIs],
    ['functions', 'gap', 'competence_missing', (r) => r.without('people', 'risk-officer')],
    [
      'functions',
      'gap',
      'competence_missing',
      (r) => r.with('competences', 'compliance-ai', { validTo: '2026-11-30' }),
    ],
    [
      'functions',
      'gap',
      'competence_missing',
      (r) => r.with('competences', 'compliance-ai', { validFrom: '2026-12-02' }),
    ],
    [
      'functions',
      'gap',
      'competence_missing',
      (r) => r.with('competences', 'compliance-ai', { evidenced: false }),
    ],
    [
      'functions',
      'gap',
      'competence_missing',
      (r) => r.with('competences', 'compliance-ai', { legalEntityId: 'other' }),
    ],
    [
      'functions',
      'complete',
      'competence_shown',
      (r) => r.with('competences', null, { legalEntityId: null }),
    ],
    ['functions', 'unknown', 'not_recorded_yet', (r) => r.use({ status: 'planned' }).without('competences')],
    [
      'functions',
      'unknown',
      'changed_since',
      (r) => r.change('staff_left', ['R-10a'], { subjectEntityId: 'firm' }),
    ],
    ['fields', 'complete', 'competence_shown', asItIs],
    [
      'fields',
      'gap',
      'competence_missing',
      (r) => r.with('competences', 'compliance-ai', { field: 'data_science' }),
    ],
  ]);
});

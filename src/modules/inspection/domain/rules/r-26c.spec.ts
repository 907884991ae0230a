import { describe, expect, it } from '@jest/globals';
import { arrangement } from '../testing/good-stack.js';
import { aRegister } from '../testing/register.js';
import type { TestRegister } from '../testing/register.js';
import { asItIs, clauseCases, covered, fourStates, verdict } from '../testing/verdict.js';

type Indemnity = TestRegister['facts']['arrangements'][number]['indemnities'][number];

/** With something else said of each indemnity. */
const indemnified = (register: TestRegister, more: Partial<Indemnity>): TestRegister =>
  register.with('arrangements', 'contract', {
    indemnities: arrangement('contract', 'maker', []).indemnities.map((one) => ({ ...one, ...more })),
  });

describe('R-26c privacy and intellectual property: measures or indemnity', () => {
  fourStates('R-26c', {
    complete: asItIs,
    gap: (r) => r.with('arrangements', 'contract', { privacyBreachMaterial: 'unknown' }),
    unknown: (r) => r.with('arrangements', 'contract', { privacyProtectiveMeasure: 'unknown' }),
    not_applicable: (r) => r.with('arrangements', 'contract', { kind: 'in_house' }),
  });

  clauseCases('R-26c', [
    ['questions', 'complete', 'answered', asItIs],
    [
      'questions',
      'gap',
      'materiality_unknown',
      (r) => r.with('arrangements', 'contract', { ipBreachMaterial: 'unknown' }),
    ],
    [
      'questions',
      'unknown',
      'not_recorded_yet',
      (r) => r.with('arrangements', 'contract', { ipBreachMaterial: 'unknown' }).use({ status: 'planned' }),
    ],
    [
      'questions',
      'unknown',
      'provider_unknown',
      (r) => r.with('arrangements', 'contract', { providerId: null }),
    ],
    ['questions', 'not_applicable', 'in_house', (r) => r.with('providers', 'maker', { kind: 'in_house' })],
    [
      'questions',
      'not_applicable',
      'of_the_group',
      (r) => r.with('arrangements', 'contract', { kind: 'intragroup' }),
    ],
    ['protected', 'complete', 'indemnified', asItIs],
    [
      'protected',
      'complete',
      'not_material',
      (r) => r.with('arrangements', 'contract', { ipBreachMaterial: 'no', privacyBreachMaterial: 'no' }),
    ],
    [
      'protected',
      'complete',
      'measure_in_place',
      (r) => r.with('arrangements', 'contract', { ipProtectiveMeasure: 'yes' }),
    ],
    ['protected', 'gap', 'nobody_protects', (r) => indemnified(r, { protection: 'excluded' })],
    ['protected', 'gap', 'nobody_protects', (r) => indemnified(r, { protection: 'silent' })],
    ['protected', 'unknown', 'protection_unknown', (r) => indemnified(r, { protection: 'unknown' })],
    [
      'protected',
      'unknown',
      'protection_unknown',
      (r) => r.with('arrangements', 'contract', { indemnities: [] }),
    ],
    [
      'protected',
      'complete',
      'reasoned_exception',
      (r) => indemnified(r, { protection: 'silent' }).exception('R-26c', { providerId: 'maker' }),
    ],
    ['conditions', 'complete', 'conditions_shown', asItIs],
    ['conditions', 'complete', 'no_conditions', (r) => indemnified(r, { conditionsStatus: 'none' })],
    [
      'conditions',
      'gap',
      'condition_broken',
      (r) => indemnified(r, { conditions: [{ met: 'no', evidenced: true }] }),
    ],
    [
      'conditions',
      'gap',
      'conditions_not_shown',
      (r) => indemnified(r, { conditions: [{ met: 'yes', evidenced: false }] }),
    ],
    [
      'conditions',
      'unknown',
      'conditions_unknown',
      (r) => indemnified(r, { conditions: [{ met: 'unknown', evidenced: true }] }),
    ],
    ['conditions', 'unknown', 'conditions_unknown', (r) => indemnified(r, { conditionsStatus: 'unknown' })],
    ['conditions', 'unknown', 'conditions_unknown', (r) => indemnified(r, { conditions: [] })],
    [
      'conditions',
      'not_applicable',
      'no_indemnity',
      (r) => r.with('arrangements', 'contract', { indemnities: [] }),
    ],
    [
      'group',
      'gap',
      'materiality_unknown',
      (r) => r.with('arrangements', 'contract', { kind: 'intragroup', ipBreachMaterial: 'unknown' }),
    ],
  ]);

  it('lets a risk that is accepted stand for protection, but not for an answer', () => {
    const unanswered = aRegister()
      .with('arrangements', 'contract', { privacyBreachMaterial: 'unknown' })
      .exception('R-26c');
    expect(verdict('R-26c', unanswered)).toMatchObject({
      circular: 'gap',
      clauses: [{ exception: { id: 'exception-R-26c' } }, {}, {}, {}],
    });
  });

  it('stays unknown over the register where no arrangement covers something of a third party', () => {
    const open = covered('R-26c', aRegister().without('arrangements', 'store-contract'));
    expect(open).toMatchObject({ state: 'unknown', counts: { unknown: 1 } });
    expect(open.judged[0]).toMatchObject({
      subject: { id: 'store' },
      result: { clauses: [{ because: 'not_covered' }, {}, {}, {}] },
    });
    const project = aRegister()
      .without('arrangements', 'store-contract')
      .with('providers', 'store-maker', { kind: 'open_source_project' });
    expect(covered('R-26c', project).state).toBe('complete');
  });

  clauseCases('R-26c', [
    [
      'questions',
      'unknown',
      'model_not_owned',
      (r) => r.with('arrangements', 'contract', { kind: 'open_source_licence', componentIds: [] }),
    ],
    [
      'questions',
      'unknown',
      'model_not_owned',
      (r) =>
        r
          .with('arrangements', 'contract', { kind: 'open_source_licence' })
          .with('providers', 'maker', { identifiable: 'unknown' }),
    ],
    [
      'questions',
      'complete',
      'answered',
      (r) => r.with('arrangements', 'contract', { kind: 'open_source_licence' }),
    ],
  ]);

  it('does not ask for it of an open source licence before it is known who answers for the model', () => {
    const licence = aRegister()
      .with('arrangements', 'contract', { kind: 'open_source_licence' })
      .with('providers', 'maker', { identifiable: 'no' });
    expect(verdict('R-26c', licence).clauses[0]).toMatchObject({
      state: 'unknown',
      because: 'model_not_owned',
    });
  });
});

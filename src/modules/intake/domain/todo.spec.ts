import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  DATA_CLASSES,
  deriveTier,
  modelDevelopmentApplies,
  PURPOSES,
  RECIPIENTS,
  type TierInputs,
  TIERS,
  YES_NO,
} from '../../inventory/tier.public.js';
import type { BuiltOf, DutyFacts } from './conditions.js';
import { DUTIES } from './duties.js';
import { DUE_BEFORE } from './duty.js';
import { todoOf } from './todo.js';

const harmless: TierInputs = {
  purposes: ['other'],
  recipients: ['internal'],
  afterSalesOnly: 'no',
  clientsInteract: 'no',
  affectsClients: 'no',
  criticalOperation: 'no',
  dataClasses: ['internal'],
  designated: false,
};
const model: BuiltOf = { kind: 'language_model', providerKind: 'third_party', isOpen: false };

function factsOf(
  inputs: Partial<TierInputs> = {},
  {
    scope = 'in',
    flags = ['off_the_shelf'],
    builtOf = [model],
  }: {
    scope?: DutyFacts['scope'];
    flags?: string[];
    builtOf?: BuiltOf[];
  } = {},
): DutyFacts {
  const all = { ...harmless, ...inputs };
  return {
    result: deriveTier(all),
    scope,
    clientsInteract: all.clientsInteract,
    criticalOperation: all.criticalOperation,
    dataClasses: all.dataClasses,
    developmentFlags: flags,
    modelDevelopment: modelDevelopmentApplies(flags),
    builtOf,
  };
}
/** Rule, paragraph and basis of what is on the list, with a mark where it is not certain. */
const listed = (facts: DutyFacts): string[] =>
  todoOf(facts).map(
    ({ duty, applies }) =>
      `${duty.rule} ${duty.para}${duty.basis === 'house' ? ' house' : ''}${applies === 'unknown' ? ' ?' : ''}`,
  );
const rules = (facts: DutyFacts): string[] => [...new Set(todoOf(facts).map(({ duty }) => duty.rule))].sort();

describe('what a tier asks for', () => {
  it('of a T4 use of a bought model: nothing that is for high-risk, clients or confidential data', () => {
    expect(rules(factsOf())).toEqual([
      ...['R-04', 'R-04c', 'R-08', 'R-09', 'R-10a', 'R-10b', 'R-11', 'R-13b', 'R-13c', 'R-13d', 'R-16'],
      ...['R-20', 'R-21', 'R-22a', 'R-22b', 'R-26', 'R-26a', 'R-26c', 'R-27', 'R-28a', 'R-28b'],
      ...['R-29a', 'R-29b', 'R-29c', 'R-31'],
    ]);
    expect(todoOf(factsOf()).every(({ applies }) => applies === 'yes')).toBe(true);
  });

  it('of a high-risk use: the measures of paragraphs 18, 19 and 30 too', () => {
    const advice = factsOf({ purposes: ['investment_advice'], recipients: ['client'] });
    const more = rules(advice).filter((rule) => !rules(factsOf()).includes(rule));
    expect(more).toEqual(['R-18a', 'R-18b', 'R-18c', 'R-19', 'R-30', 'R-30e']);
    expect(rules(advice)).not.toContain('R-08');
    const withClients = factsOf({
      purposes: ['investment_advice'],
      recipients: ['client'],
      clientsInteract: 'yes',
    });
    expect(rules(withClients)).toEqual(expect.arrayContaining(['R-17', 'R-18d']));
  });

  it('asks for disclosure only where clients interact', () => {
    expect(rules(factsOf({ affectsClients: 'yes' }))).not.toContain('R-17');
    expect(rules(factsOf({ clientsInteract: 'yes' }))).toContain('R-17');
    expect(rules(factsOf({ clientsInteract: 'yes' }))).not.toContain('R-18d');
  });

  it('asks for controls over confidential data only where there are some', () => {
    const confidential = rules(factsOf({ dataClasses: ['personal'] }));
    expect(confidential).toEqual(expect.arrayContaining(['R-24', 'R-25']));
    expect(rules(factsOf({ dataClasses: ['public'] }))).not.toContain('R-22a');
  });

  it('asks the firm to keep functions apart only where it develops', () => {
    expect(rules(factsOf({}, { flags: ['rag'] }))).toContain('R-13a');
    expect(rules(factsOf({}, { flags: ['rag'] }))).not.toContain('R-23');
    expect(rules(factsOf({}, { flags: ['fine_tuned'] }))).toEqual(expect.arrayContaining(['R-13a', 'R-23']));
  });

  it('asks nothing of providers where everything is the firm’s own', () => {
    const own = factsOf(
      {},
      { builtOf: [{ kind: 'language_model', providerKind: 'in_house', isOpen: false }] },
    );
    expect(rules(own).filter((rule) => rule > 'R-25' && rule < 'R-30')).toEqual([]);
  });

  it('lets an open-source model do without a counterparty, not without paragraph 13', () => {
    const open = factsOf(
      {},
      { builtOf: [{ kind: 'language_model', providerKind: 'open_source_project', isOpen: true }] },
    );
    expect(rules(open)).toEqual(expect.arrayContaining(['R-13b', 'R-13c', 'R-13d', 'R-26b', 'R-28a']));
    expect(rules(open)).not.toContain('R-26c');
  });

  it('replaces a period of our own by the stricter one of a higher tier', () => {
    const of = (inputs: Partial<TierInputs>) =>
      listed(factsOf(inputs)).filter((line) => /^(R-21 21|R-26 26|R-29b 29) house/.test(line));
    expect(of({})).toHaveLength(3);
    expect(of({ criticalOperation: 'yes' })).toHaveLength(3);
    expect(of({ purposes: ['investment_advice'], recipients: ['client'] })).toHaveLength(3);
    const texts = todoOf(factsOf({ criticalOperation: 'yes' })).map(({ duty }) => duty.text.en);
    expect(texts).toContain('For a critical operation, exercise the plan at least every 6 months.');
  });

  it('goes by when it must be done', () => {
    const steps = todoOf(factsOf({ clientsInteract: 'yes' })).map(({ duty }) =>
      DUE_BEFORE.indexOf(duty.dueBefore),
    );
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });
});

describe('a use case outside of the circular', () => {
  it('has only its decision to look at again', () => {
    expect(listed(factsOf({}, { scope: 'out' }))).toEqual(['R-06 6 house']);
  });

  it('is not outside before that is decided', () => {
    const undecided = factsOf({}, { scope: 'unknown' });
    expect(rules(undecided)).toEqual(['R-06', ...rules(factsOf())].sort());
    const [decision, ...others] = todoOf(undecided);
    expect([decision?.duty.rule, decision?.applies]).toEqual(['R-06', 'yes']);
    expect(others.every(({ dependsOn }) => dependsOn.includes('scope.decision'))).toBe(true);
  });
});

describe('what is unknown', () => {
  it('keeps a duty on the list and says which answer could take it off', () => {
    const facts = factsOf({ recipients: ['unknown'], purposes: ['investment_research'] });
    const [human] = todoOf(facts).filter(({ duty }) => duty.rule === 'R-18b');
    expect(human).toMatchObject({ applies: 'unknown', dependsOn: ['recipients'] });
    const [settled] = todoOf(facts).filter(({ duty }) => duty.rule === 'R-07');
    expect(settled).toMatchObject({ applies: 'yes' });
  });

  it('counts nobody as a third party who may be one, and a stack without a model as incomplete', () => {
    const nobody = factsOf({}, { builtOf: [{ kind: 'language_model', providerKind: null, isOpen: false }] });
    const [split] = todoOf(nobody).filter(({ duty }) => duty.rule === 'R-27');
    expect(split).toMatchObject({ applies: 'unknown', dependsOn: ['builtOf'] });
    const store = factsOf(
      {},
      { builtOf: [{ kind: 'vector_store', providerKind: 'in_house', isOpen: false }] },
    );
    expect(rules(store)).toContain('R-27');
    expect(rules(factsOf({}, { builtOf: [] }))).toEqual(
      expect.arrayContaining(['R-26', 'R-26b', 'R-27', 'R-28a']),
    );
  });

  const answers = fc.constantFrom(...YES_NO);
  const known = fc.record({
    purposes: fc.subarray([...PURPOSES].slice(0, 4), { minLength: 1 }),
    recipients: fc.subarray([...RECIPIENTS].slice(0, 4), { minLength: 1 }),
    dataClasses: fc.subarray([...DATA_CLASSES].slice(0, 7), { minLength: 1 }),
    clientsInteract: answers,
    affectsClients: answers,
    criticalOperation: answers,
  });

  it('never takes a duty of the circular off the list', () => {
    fc.assert(
      fc.property(
        known,
        fc.constantFrom(
          'purposes',
          'recipients',
          'dataClasses',
          'clientsInteract',
          'affectsClients',
          'criticalOperation',
        ),
        (inputs, field) => {
          const blank = Array.isArray(inputs[field]) ? ['unknown'] : 'unknown';
          const before = todoOf(factsOf(inputs)).filter(({ duty }) => duty.basis === 'circular');
          const after = todoOf(factsOf({ ...inputs, [field]: blank })).map(({ duty }) => duty);
          expect(before.map(({ duty }) => duty).filter((duty) => !after.includes(duty))).toEqual([]);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('the table of duties', () => {
  it('covers every rule from R-04 to R-31', () => {
    expect([...new Set(DUTIES.map(({ rule }) => rule))].sort()).toEqual([
      ...[
        'R-04',
        'R-04c',
        'R-06',
        'R-07',
        'R-08',
        'R-09',
        'R-10a',
        'R-10b',
        'R-11',
        'R-12',
        'R-13a',
        'R-13b',
        'R-13c',
      ],
      ...[
        'R-13d',
        'R-14',
        'R-16',
        'R-17',
        'R-18a',
        'R-18b',
        'R-18c',
        'R-18d',
        'R-19',
        'R-20',
        'R-21',
        'R-22a',
        'R-22b',
      ],
      ...[
        'R-23',
        'R-24',
        'R-25',
        'R-26',
        'R-26a',
        'R-26b',
        'R-26c',
        'R-27',
        'R-28a',
        'R-28b',
        'R-29a',
        'R-29b',
        'R-29c',
      ],
      ...['R-30', 'R-30e', 'R-31'],
    ]);
  });

  it('has no clause twice, and each can be reached', () => {
    expect(new Set(DUTIES.map(({ text }) => text.en)).size).toBe(DUTIES.length);
    expect(new Set(DUTIES.map(({ text }) => text['zh-Hant'])).size).toBe(DUTIES.length);
    expect(
      DUTIES.filter(({ lowestTier, highestTier }) => TIERS.indexOf(lowestTier) < TIERS.indexOf(highestTier)),
    ).toEqual([]);
  });

  it('says of no clause that the circular asks for a period or a share of time', () => {
    const periods = DUTIES.filter(
      ({ basis, text }) =>
        basis === 'circular' && /\b(every|within) \d+\b|\b(quarterly|every quarter)\b/i.test(text.en),
    );
    expect(periods).toEqual([]);
  });

  it('ties high risk to the highest tier', () => {
    const highRisk = DUTIES.filter(({ when }) => when.includes('high_risk'));
    expect(highRisk.every(({ lowestTier }) => lowestTier === 'T1')).toBe(true);
    expect(
      DUTIES.filter(
        ({ basis, lowestTier, when }) =>
          basis === 'circular' && lowestTier === 'T1' && !when.includes('high_risk'),
      ),
    ).toEqual([]);
  });
});

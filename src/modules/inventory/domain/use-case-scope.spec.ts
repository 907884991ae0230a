import { describe, expect, it } from '@jest/globals';
import { contradictingFlags, MODEL_DEVELOPMENT_FLAGS, modelDevelopmentApplies } from './development-flags.js';
import { decideScope, oneYearAfter, scopeProblems, UNDECIDED } from './use-case-scope.js';

const TODAY = '2026-11-25';
const out = { scopeDecision: 'out', scopeReason: 'Canteen.', scopeExpiresOn: '2027-01-01' };

describe('deciding the scope', () => {
  it('records who decided, and when', () => {
    expect(decideScope(UNDECIDED, out, 'ann', TODAY)).toEqual({
      ...UNDECIDED,
      ...out,
      scopeDecidedBy: 'ann',
      scopeDecidedOn: TODAY,
    });
  });

  it('is not touched by a request that says nothing, or the same again', () => {
    const decided = decideScope(UNDECIDED, out, 'ann', '2026-01-01');
    expect(decideScope(decided ?? UNDECIDED, {}, 'ben', TODAY)).toBeNull();
    expect(decideScope(decided ?? UNDECIDED, out, 'ben', TODAY)).toBeNull();
  });

  it('passes to whoever changes a part of it, and to nobody once it is undecided again', () => {
    const decided = decideScope(UNDECIDED, out, 'ann', '2026-01-01') ?? UNDECIDED;
    const longer = decideScope(decided, { scopeExpiresOn: '2027-02-01' }, 'ben', TODAY);
    expect(longer).toMatchObject({ scopeReason: 'Canteen.', scopeDecidedBy: 'ben', scopeDecidedOn: TODAY });
    expect(decideScope(decided, { scopeDecision: 'unknown' }, 'ben', TODAY)).toEqual(UNDECIDED);
  });

  it('ends within twelve months, also across a leap day', () => {
    const until = (scopeExpiresOn: string, today: string) =>
      scopeProblems({ ...UNDECIDED, ...out, scopeExpiresOn }, today).map(({ code }) => code);
    expect(until('2027-11-25', TODAY)).toEqual([]);
    expect(until('2027-11-26', TODAY)).toEqual(['range']);
    expect(until(TODAY, TODAY)).toEqual([]);
    expect(oneYearAfter('2028-02-29')).toBe('2029-02-28');
    expect(oneYearAfter('2027-02-28')).toBe('2028-02-28');
  });
});

describe('the development flags', () => {
  it.each([
    [
      ['off_the_shelf', 'fine_tuned'],
      ['off_the_shelf', 'fine_tuned'],
    ],
    [
      ['own_training', 'off_the_shelf'],
      ['off_the_shelf', 'own_training'],
    ],
    [
      ['rag', 'only_base_parameters'],
      ['only_base_parameters', 'rag'],
    ],
    [
      ['combined_without_customising', 'other_component_customised'],
      ['combined_without_customising', 'other_component_customised'],
    ],
    [['off_the_shelf', 'rag', 'version_frozen'], null],
    [['off_the_shelf', 'combined_without_customising'], null],
    [[], null],
  ])('%j', (flags, pair) => {
    expect(contradictingFlags(flags)).toEqual(pair);
  });

  it('make model development apply by any of the first seven; nothing stated is not a no', () => {
    expect(MODEL_DEVELOPMENT_FLAGS).toHaveLength(7);
    expect(MODEL_DEVELOPMENT_FLAGS.map((flag) => modelDevelopmentApplies([flag, 'version_frozen']))).toEqual(
      Array.from({ length: 7 }, () => 'yes'),
    );
    expect(modelDevelopmentApplies(['off_the_shelf', 'combined_without_customising'])).toBe('no');
    expect(modelDevelopmentApplies([])).toBe('unknown');
  });
});

import { describe, expect, it } from '@jest/globals';
import type { DependentUseCase } from './dependents.js';
import { planChanges, type Recorded, type Wanted } from './plan.js';
import { type RetirementFact, retirementObligations } from './retirement.js';

const HK = { id: 'e-hk', timeZone: 'Asia/Hong_Kong' };
const LONDON = { id: 'e-ln', timeZone: 'Europe/London' };
const useCase = (useCaseId: string, ownerId: string | null, ...entities: DependentUseCase['entities']) => ({
  useCaseId,
  ownerId,
  entities,
});
const fact = (changes: Partial<RetirementFact> = {}): RetirementFact => ({
  componentId: 'c1',
  name: 'Model 3',
  nameZhHant: '模型三',
  retiresOn: '2027-03-01',
  retired: false,
  dependents: [useCase('u1', 'ann', HK)],
  ...changes,
});
const who = (wanted: readonly Wanted[]) =>
  wanted.map(({ ownerId, legalEntityIds }) => [ownerId, legalEntityIds]);

describe('who must act on a retirement', () => {
  it('is each technology owner once, however many of their use cases depend on the component', () => {
    const dependents = [useCase('u1', 'ann', HK), useCase('u2', 'ann', LONDON), useCase('u3', 'bob', HK)];
    expect(who(retirementObligations(fact({ dependents })))).toEqual([
      ['ann', ['e-hk', 'e-ln']],
      ['bob', ['e-hk']],
    ]);
  });

  it('is the risk officers where nobody is named', () => {
    expect(who(retirementObligations(fact({ dependents: [useCase('u1', null, HK)] })))).toEqual([
      [null, ['e-hk']],
    ]);
    expect(who(retirementObligations(fact({ dependents: [] })))).toEqual([[null, []]]);
  });

  it('is the risk officers too for a legal entity in which no owner stands', () => {
    const dependents = [useCase('u1', 'ann', HK), useCase('u2', null, LONDON), useCase('u3', null, HK)];
    expect(who(retirementObligations(fact({ dependents })))).toEqual([
      ['ann', ['e-hk']],
      [null, ['e-ln']],
    ]);
  });

  it('is nobody without a date, or once the component is retired', () => {
    expect(retirementObligations(fact({ retiresOn: null }))).toEqual([]);
    expect(retirementObligations(fact({ retired: true }))).toEqual([]);
  });

  it('goes by the place where the day begins first', () => {
    const dependents = [useCase('u1', 'ann', LONDON), useCase('u2', 'ann', HK)];
    expect(retirementObligations(fact({ dependents }))[0]?.timeZone).toBe('Asia/Hong_Kong');
    expect(retirementObligations(fact({ dependents: [] }))[0]?.timeZone).toBe('Asia/Hong_Kong');
  });
});

describe('keeping obligations in step with their source', () => {
  const wanted = retirementObligations(fact());
  const recorded = (changes: Partial<Recorded> = {}): Recorded => ({
    ...(wanted[0] as Wanted),
    id: 'o1',
    cycle: 1,
    state: 'scheduled',
    ...changes,
  });
  const types = (...of: Parameters<typeof planChanges>) => planChanges(...of).map(({ type }) => type);

  it('opens what is new, and changes nothing the second time', () => {
    expect(planChanges(wanted, [])).toEqual([{ type: 'open', wanted: wanted[0], cycle: 1, occasion: 'new' }]);
    expect(planChanges(wanted, [recorded()])).toEqual([]);
    expect(planChanges(wanted, [recorded({ state: 'overdue' })])).toEqual([]);
  });

  it('moves with the date', () => {
    const [change] = planChanges(retirementObligations(fact({ retiresOn: '2027-04-01' })), [recorded()]);
    expect(change).toMatchObject({ type: 'move', occasion: 'moved', wanted: { dueOn: '2027-04-01' } });
  });

  it('follows a new name without starting over', () => {
    expect(types(retirementObligations(fact({ name: 'Model 3b' })), [recorded()])).toEqual(['amend']);
  });

  it('cancels what is no longer asked for, and leaves alone what is closed', () => {
    expect(types([], [recorded()])).toEqual(['cancel']);
    expect(types([], [recorded({ state: 'done' })])).toEqual([]);
    expect(types([], [recorded({ state: 'cancelled' })])).toEqual([]);
  });

  it('completes what its source says is done, and never opens it', () => {
    const done = wanted.map((one) => ({ ...one, isDone: true }));
    expect(types(done, [recorded()])).toEqual(['complete']);
    expect(types(done, [recorded({ state: 'overdue', dueOn: '2027-02-01' })])).toEqual(['complete']);
    expect(types(done, [recorded({ state: 'done' })])).toEqual([]);
    expect(types(done, [recorded({ state: 'cancelled' })])).toEqual([]);
    expect(types(done, [])).toEqual([]);
  });

  it('hands over to a new owner', () => {
    const next = retirementObligations(fact({ dependents: [useCase('u1', 'bob', HK)] }));
    expect(planChanges(next, [recorded()])).toMatchObject([
      { type: 'open', wanted: { ownerId: 'bob' } },
      { type: 'cancel', recorded: { ownerId: 'ann' } },
    ]);
  });

  it('goes on where it stopped when a cancelled one is asked for again with its old date', () => {
    const cancelled = recorded({ state: 'cancelled' });
    expect(planChanges(wanted, [cancelled])).toMatchObject([{ type: 'reopen', occasion: 'moved' }]);
    const later = retirementObligations(fact({ retiresOn: '2027-09-01' }));
    expect(planChanges(later, [cancelled])).toMatchObject([{ type: 'reopen', occasion: 'new' }]);
  });

  it('begins a new round when the date of a completed one moves', () => {
    const done = recorded({ state: 'done', cycle: 2 });
    expect(planChanges(wanted, [done])).toEqual([]);
    const later = retirementObligations(fact({ retiresOn: '2027-09-01' }));
    expect(planChanges(later, [recorded({ state: 'done' }), done])).toMatchObject([
      { type: 'open', cycle: 3, occasion: 'moved' },
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ComponentFacts, SubjectFacts } from './facts.js';
import { favourable } from './favourable.js';
import { METHOD_V1 } from './method-v1.js';
import { score, worthFindingOut } from './score.js';
import { randomSubject, TODAY } from './testing/random-subject.js';
import { subjectOf } from './written-subject.js';

const RUNS = Number(process.env['SUBJECTS'] ?? 500);

/** By how much each component, known by itself, would lower the score: every one of them tried. */
function triedOneByOne(facts: SubjectFacts): [code: string, lowers: number][] {
  const reported = (some: SubjectFacts): number => score(some, null, METHOD_V1, TODAY).reported;
  const known = favourable(facts, null, METHOD_V1).components ?? [];
  const before = reported(facts);
  return (facts.components ?? []).flatMap(({ id }, i): [string, number][] => {
    const components = facts.components!.map((other, j) => (j === i ? known[i]! : other));
    const lowers = before - reported({ ...facts, components });
    return lowers > 0 ? [[`components.${id}`, lowers]] : [];
  });
}

function found(facts: SubjectFacts): [code: string, lowers: number][] {
  return worthFindingOut(facts, null, METHOD_V1, TODAY)
    .filter(({ code }) => code.startsWith('components.'))
    .map(({ code, lowers }) => [code, lowers]);
}

const byCode = ([a]: [string, number], [b]: [string, number]): number => (a < b ? -1 : 1);

describe('what to find out next', () => {
  it('names the components that, known alone, would lower the score, and no others', () => {
    let named = 0;
    fc.assert(
      fc.property(randomSubject, fc.nat(2), (written, again) => {
        const { facts } = subjectOf(written, METHOD_V1);
        const copies = (facts.components ?? []).flatMap((component, i): ComponentFacts[] =>
          i < again ? [component, { ...component, id: `${component.id} again` }] : [component],
        );
        const several = { ...facts, components: copies };
        const expected = triedOneByOne(several).sort(byCode);
        named += expected.length;
        expect(found(several).sort(byCode)).toEqual(expected);
      }),
      { numRuns: RUNS },
    );
    expect(named).toBeGreaterThan(RUNS / 20);
  });

  it('does not try thousands of components of which nothing is known one by one', () => {
    const { facts } = subjectOf({ tier: 'T2', facts: { components: [{ id: 'one' }] } }, METHOD_V1);
    const [one] = facts.components!;
    const library = { ...one!, privilege: 'offline', scan: 'in_date' };
    const libraries = Array.from({ length: 5_000 }, (_, i) => ({ ...library, id: `library ${i}` }));
    const asked = { ...facts, components: [...libraries, one!] };
    let reads = 0;
    const counted = new Proxy(asked.components, {
      get(all, key, self) {
        if (key === 'map') reads++;
        return Reflect.get(all, key, self) as unknown;
      },
    });
    expect(found({ ...asked, components: counted })).toEqual([['components.one', expect.any(Number)]]);
    expect(reads).toBeLessThan(200);
  });
});

import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.js';

describe('turns', () => {
  it('are taken one at a time, in the order of asking, also after one that failed', async () => {
    const turns = new Turns(10);
    const seen: string[] = [];
    const work = (name: string) => async (): Promise<string> => {
      seen.push(`${name} begins`);
      await new Promise(setImmediate);
      seen.push(`${name} ends`);
      if (name === 'b') throw new Error(name);
      return name;
    };
    const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((name) => turns.take(work(name))));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('are refused when too many wait, and given again afterwards', async () => {
    const turns = new Turns(1);
    let finish = (): void => undefined;
    const first = turns.take(() => new Promise<void>((resolve) => (finish = resolve)));
    const second = turns.take(() => Promise.resolve('second'));
    let ran = false;
    const third = turns.take(() => Promise.resolve((ran = true)));
    await expect(third).rejects.toMatchObject({ code: 'unavailable' });
    finish();
    await first;
    expect(await second).toBe('second');
    expect(ran).toBe(false);
    expect(await turns.take(() => Promise.resolve('fourth'))).toBe('fourth');
  });
});

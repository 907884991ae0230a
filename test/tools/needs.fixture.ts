import { it } from '@jest/globals';
import { describeNeeding, itOnLinux } from '../harness/needs.js';

/** Run by needs.test.ts in a Jest of its own, as if on a machine that has neither the program nor Linux. */
Object.defineProperty(process, 'platform', { value: 'sunos' });

describeNeeding('no-such-program', 'a rare program', () => {
  it('is used', () => undefined);
});
itOnLinux('reads /proc', () => Promise.resolve());
it('needs nothing', () => undefined);

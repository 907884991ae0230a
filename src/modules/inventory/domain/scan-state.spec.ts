import { describe, expect, it } from '@jest/globals';
import { scanState } from './scan-state.js';

const scan = (scannedOn: string, result = 'clean') => ({ scannedOn, result });

const open = { remediatedOn: null };

describe('the state of scanning', () => {
  it('is in date for thirty days, the thirtieth among them', () => {
    expect(scanState(scan('2026-11-01'), [], '2026-11-01')).toBe('in_date');
    expect(scanState(scan('2026-11-01', 'findings'), [open], '2026-12-01')).toBe('in_date');
    expect(scanState(scan('2026-11-01'), [], '2026-12-02')).toBe('stale');
    expect(scanState(scan('2026-11-01', 'findings'), [], '2026-12-02')).toBe('stale');
  });

  it('is missing without a scan that tells anything, and unknown where nobody knows what it told', () => {
    expect(scanState(null, [open], '2026-11-01')).toBe('missing');
    expect(scanState(scan('2026-11-01', 'unknown'), [open], '2026-11-01')).toBe('unknown');
  });

  it('is unknown where a scan found something and nothing is recorded that it may have found', () => {
    const found = scan('2026-11-10', 'findings');
    expect(scanState(found, [], '2026-11-11')).toBe('unknown');
    expect(scanState(found, [{ remediatedOn: '2026-11-09' }], '2026-11-11')).toBe('unknown');
    expect(scanState(found, [{ remediatedOn: '2026-11-10' }], '2026-11-11')).toBe('in_date');
    expect(scanState(found, [{ remediatedOn: '2026-11-09' }, open], '2026-11-11')).toBe('in_date');
  });
});

import { describe, expect, it } from '@jest/globals';
import { latestScan, scanState } from './scan-state.js';

const scan = (scannedOn: string, result = 'clean') => ({ scannedOn, result });

describe('the state of scanning', () => {
  it('is in date for thirty days, the thirtieth among them', () => {
    expect(scanState(scan('2026-11-01'), '2026-11-01')).toBe('in_date');
    expect(scanState(scan('2026-11-01', 'findings'), '2026-12-01')).toBe('in_date');
    expect(scanState(scan('2026-11-01'), '2026-12-02')).toBe('stale');
  });

  it('is missing without a scan that ran to its end', () => {
    expect(scanState(null, '2026-11-01')).toBe('missing');
    expect(scanState(scan('2026-11-01', 'failed'), '2026-11-01')).toBe('missing');
    expect(scanState(scan('2026-11-01', 'unknown'), '2026-11-01')).toBe('missing');
  });
});

describe('the latest scan', () => {
  it('is the newest that ran, in whatever order they come', () => {
    const scans = [
      scan('2026-10-01'),
      scan('2026-11-20', 'failed'),
      scan('2026-11-10', 'findings'),
      scan('2026-11-25', 'unknown'),
      scan('2026-09-01'),
    ];
    expect(latestScan(scans)).toEqual(scan('2026-11-10', 'findings'));
    expect(latestScan([])).toBeNull();
    expect(latestScan([scan('2026-11-20', 'failed')])).toBeNull();
  });
});

import { addDays } from '../../../kernel/clock.js';

/** How long a scan tells something. Our own default: the circular leaves the interval to the firm. */
export const SCAN_IN_DATE_DAYS = 30;

export const SCAN_STATES = ['in_date', 'stale', 'missing'] as const;
export type ScanState = (typeof SCAN_STATES)[number];

export interface ScanFacts {
  /** YYYY-MM-DD */
  scannedOn: string;
  result: string;
}

/** Results of scans that ran to their end; one whose result nobody knows may have failed. */
const RAN = ['clean', 'findings'];

/** The newest scan that ran to its end. */
export function latestScan<Scan extends ScanFacts>(scans: readonly Scan[]): Scan | null {
  const ran = scans.filter(({ result }) => RAN.includes(result));
  return ran.reduce<Scan | null>(
    (latest, scan) => (latest === null || scan.scannedOn > latest.scannedOn ? scan : latest),
    null,
  );
}

/**
 * Whether a component is scanned often enough.
 * @param latest what `latestScan` answers
 * @param today YYYY-MM-DD
 */
export function scanState(latest: ScanFacts | null, today: string): ScanState {
  if (latest === null || !RAN.includes(latest.result)) return 'missing';
  return addDays(latest.scannedOn, SCAN_IN_DATE_DAYS) >= today ? 'in_date' : 'stale';
}

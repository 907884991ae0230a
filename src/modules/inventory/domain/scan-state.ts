import { addDays } from '../../../kernel/clock.js';

/** How long a scan tells something. Our own default: the circular leaves the interval to the firm. */
export const SCAN_IN_DATE_DAYS = 30;

export const SCAN_STATES = ['in_date', 'stale', 'missing', 'unknown'] as const;
export type ScanState = (typeof SCAN_STATES)[number];

export interface ScanFacts {
  /** YYYY-MM-DD */
  scannedOn: string;
  result: string;
}

/** A vulnerability of the component, as far as it may be what a scan found. */
export interface RecordedFinding {
  /** YYYY-MM-DD; null: none. */
  remediatedOn: string | null;
}

/**
 * Whether a component is scanned often enough. What a scan found and nobody recorded is not known: it may be anything.
 * @param latest the newest of the scans that tell something
 * @param findings recorded vulnerabilities of the component
 * @param today YYYY-MM-DD
 */
export function scanState(
  latest: ScanFacts | null,
  findings: readonly RecordedFinding[],
  today: string,
): ScanState {
  if (latest === null) return 'missing';
  const { scannedOn, result } = latest;
  if (addDays(scannedOn, SCAN_IN_DATE_DAYS) < today) return 'stale';
  const isRecorded = findings.some(({ remediatedOn }) => remediatedOn === null || remediatedOn >= scannedOn);
  return result === 'unknown' || (result === 'findings' && !isRecorded) ? 'unknown' : 'in_date';
}

import { addDays } from '../../../kernel/clock.js';
import { licenceClass } from './licence-class.js';
import type { LicenceClass } from './licence-classes.js';
import { type MaliceStatement, maliciousVersion } from './malicious-version.js';
import {
  type RecordedFinding,
  SCAN_IN_DATE_DAYS,
  type ScanFacts,
  type ScanState,
  scanState,
} from './scan-state.js';

/** What was recorded of a component and its findings. */
export interface SupplyChainRecord {
  componentId: string;
  spdx: string | null;
  /** The newest scan that ran to its end. */
  scanned: ScanFacts | null;
  found: readonly (MaliceStatement & RecordedFinding)[];
}

/** What a score makes of that on a day. */
export interface SupplyChainFacts {
  componentId: string;
  licenceClass: LicenceClass;
  scanState: ScanState;
  scannedOn: string | null;
  /** The last day on which that scan is in date. */
  scanInDateTo: string | null;
  maliciousVersion: string;
}

/** @param today YYYY-MM-DD */
export function supplyChainFacts(record: SupplyChainRecord, today: string): SupplyChainFacts {
  const { componentId, spdx, scanned, found } = record;
  const scannedOn = scanned?.scannedOn ?? null;
  return {
    componentId,
    licenceClass: licenceClass(spdx),
    scanState: scanState(scanned, found, today),
    scannedOn,
    scanInDateTo: scannedOn === null ? null : addDays(scannedOn, SCAN_IN_DATE_DAYS),
    maliciousVersion: maliciousVersion(found),
  };
}

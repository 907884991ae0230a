import type { Transaction } from '../../../platform/database/unit-of-work.js';
import type { ObligationKind, SourceType } from '../domain/codes.js';
import type { Wanted } from '../domain/plan.js';

/** One kind of record whose dates ask for something, of one kind or several. */
export interface ObligationSource {
  readonly kinds: readonly ObligationKind[];
  readonly type: SourceType;
  /** What these sources ask for at an instant of business time, by their id. */
  wanted(tx: Transaction, ids: readonly string[], now: Date): Promise<Map<string, Wanted[]>>;
  /** Ids of sources that are dated, or whose obligations are still open, after `after`, in order, at most `limit`. */
  datedAfter(tx: Transaction, after: string, limit: number): Promise<string[]>;
}

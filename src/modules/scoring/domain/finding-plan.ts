import type { AcceptanceEnd } from './limit-codes.js';
import { exceeds } from './limit-measures.js';
import type { NamedExcess } from './measure-limits.js';

/** A finding that is not closed, as it is recorded. */
export interface OpenFinding extends NamedExcess {
  id: string;
  threshold: number;
  /** What was accepted; null while nobody's acceptance is in force. */
  acceptance: { upTo: number; threshold: number } | null;
}

/** One thing to do so that the findings of a limit agree with what was measured. */
export type FindingChange =
  | { type: 'open'; excess: NamedExcess }
  | { type: 'measure'; finding: OpenFinding; excess: NamedExcess; ends: AcceptanceEnd | null }
  | { type: 'close'; finding: OpenFinding };

/**
 * Compares what exceeds a limit with what is recorded of it. Doing it twice changes nothing the second time. A finding
 * that is closed stays closed: what comes again is found anew.
 * @param threshold of the limit as it was measured
 */
export function planFindings(
  open: readonly OpenFinding[],
  excesses: readonly NamedExcess[],
  threshold: number,
): FindingChange[] {
  const recorded = new Map(open.map((finding) => [finding.subject, finding]));
  const present = new Set(excesses.map(({ subject }) => subject));
  const changes = excesses.flatMap((excess): FindingChange[] => {
    const finding = recorded.get(excess.subject);
    if (!finding) return [{ type: 'open', excess }];
    const ends = acceptanceEnd(finding, excess.value, threshold);
    const isSame = finding.threshold === threshold && textOf(finding) === textOf(excess);
    return isSame && ends === null ? [] : [{ type: 'measure', finding, excess, ends }];
  });
  const gone = open.filter(({ subject }) => !present.has(subject));
  return [...changes, ...gone.map((finding): FindingChange => ({ type: 'close', finding }))];
}

/** What was accepted is an excess of a size over a threshold: more of it, or less allowed, nobody has accepted. */
function acceptanceEnd({ acceptance }: OpenFinding, value: number, threshold: number): AcceptanceEnd | null {
  if (acceptance === null) return null;
  if (exceeds(value, acceptance.upTo)) return 'grown';
  return exceeds(acceptance.threshold, threshold) ? 'limit_tightened' : null;
}

function textOf({ node, through, value, useCaseIds }: NamedExcess): string {
  // One that was found before names in Traditional Chinese were kept has none yet.
  const named = [node, through].map((one) => one && [one.type, one.id, one.name, one.nameZhHant ?? null]);
  return JSON.stringify([named, value, useCaseIds]);
}

import type { AvailabilityQuestion } from './availability-input.js';
import type { LocalRow, LocalView } from './local-view.js';

/** A view in which everything fails independently: what fails together has become a vertex of its own. */
export interface IndependentView {
  readonly view: LocalView;
  /** Local number → probability that it itself has failed, common causes aside. */
  readonly unavailability: Float64Array;
  /** Local number → 1 when it can fail by itself or by a common cause. */
  readonly canFail: Uint8Array;
}

/**
 * Beta factor (methodology 4.2): of the unavailability q of each of two alternatives, the part βq hits both at once and
 * (1 − β)q hits it alone, so that A = (1 − βq)(1 − ((1 − β)q)²).
 *
 * For k of n alternatives with unequal q, the common cause has the probability βm, m being the smallest q among those that
 * can fail: no event that takes a node along is more frequent than its failures. It fails all of them; node i is left
 * with qᵢ − βm of its own. A node with common causes in several requirements has all of them taken off, down to 0. Two
 * requirements for the same nodes have one common cause, with the larger β.
 *
 * Where every alternative is needed none stands in for another, and β has no meaning: it is passed over, because failing
 * together would there seem to be an advantage.
 */
export function withCommonCauses({ view, unavailability, beta }: AvailabilityQuestion): IndependentView {
  const causes = [...commonCauses(view, unavailability, beta)].map(([key, factor]) => {
    const members = key.split(' ').map(Number);
    return { members, probability: factor * Math.min(...members.map((node) => unavailability[node]!)) };
  });
  const size = view.vertices.length;
  const own = new Float64Array(size + causes.length);
  own.set(unavailability);
  const rows: LocalRow[] = [...view.rows];
  const rowsOf: number[][] = [...view.rowsOf.map((of) => [...of]), ...causes.map(() => [])];
  causes.forEach(({ members, probability }, i) => {
    own[size + i] = probability;
    for (const owner of members) {
      own[owner] = Math.max(0, own[owner]! - probability);
      rowsOf[owner]!.push(rows.push({ owner, need: 1, alternatives: [size + i] }) - 1);
    }
  });
  return {
    view: {
      vertices: [...view.vertices, ...causes.map(() => -1)],
      candidate: Uint8Array.from({ length: own.length }, (_, local) => view.candidate[local] ?? 0),
      rowsOf,
      rows,
    },
    unavailability: own,
    canFail: Uint8Array.from(own, (_, local) => (local >= size || unavailability[local]! > 0 ? 1 : 0)),
  };
}

/** Those who fail together, as a text of their numbers, with their β. */
function commonCauses(
  view: LocalView,
  unavailability: Float64Array,
  beta: Float64Array,
): Map<string, number> {
  const found = new Map<string, number>();
  view.rows.forEach(({ need, alternatives }, row) => {
    if (beta[row] === 0 || need < 2) return;
    const members = alternatives.filter((node) => unavailability[node]! > 0);
    if (members.length < 2) return;
    const key = members.sort((a, b) => a - b).join(' ');
    found.set(key, Math.max(found.get(key) ?? 0, beta[row]!));
  });
  return found;
}

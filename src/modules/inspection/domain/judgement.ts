import type { ReasonCode } from './reasons.js';
import { type State, STATES } from './states.js';

/** A record of the register that proves, or disproves, something. */
export interface RecordRef {
  readonly type: string;
  readonly id: string;
}

/** What a clause comes to on a subject, why, and by which records. */
export interface Judgement {
  readonly state: State;
  readonly because: ReasonCode;
  readonly records: readonly RecordRef[];
}

export function complete(because: ReasonCode, ...records: readonly RecordRef[]): Judgement {
  return { state: 'complete', because, records };
}

export function gap(because: ReasonCode, ...records: readonly RecordRef[]): Judgement {
  return { state: 'gap', because, records };
}

export function unknown(because: ReasonCode, ...records: readonly RecordRef[]): Judgement {
  return { state: 'unknown', because, records };
}

export function notApplicable(because: ReasonCode, ...records: readonly RecordRef[]): Judgement {
  return { state: 'not_applicable', because, records };
}

/** What is due once something is in use: then its absence is a gap; before, it is only not known yet. */
export function missing(isOn: boolean, because: ReasonCode = 'not_recorded'): Judgement {
  return isOn ? gap(because) : unknown('not_recorded_yet');
}

/**
 * The worst of several judgements, with the records of all that are as bad: whoever mends it has to mend each.
 * @param none what it is where there is nothing to judge
 */
export function worst(judgements: readonly Judgement[], none: Judgement): Judgement {
  let first = judgements[0];
  if (first === undefined) return none;
  for (const one of judgements) if (STATES.indexOf(one.state) < STATES.indexOf(first.state)) first = one;
  const { state } = first;
  const records = judgements.filter((one) => one.state === state).flatMap((one) => one.records);
  return { ...first, records: withoutRepeats(records) };
}

function withoutRepeats(records: readonly RecordRef[]): readonly RecordRef[] {
  if (records.length < 2) return records;
  const seen = new Map<string, Set<string>>();
  return records.filter(({ type, id }) => {
    const ids = seen.get(type) ?? new Set();
    seen.set(type, ids);
    return !ids.has(id) && ids.add(id);
  });
}

import type { ReasonCode } from './reasons.js';
import { isWorse, type State } from './states.js';

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

const bare = new Map<State, Map<ReasonCode, Judgement>>();

/** Those without records are made once: a large register has hundreds of thousands of them. */
function judgement(state: State, because: ReasonCode, records: readonly RecordRef[]): Judgement {
  if (records.length > 0) return { state, because, records };
  const known = bare.get(state) ?? new Map<ReasonCode, Judgement>();
  bare.set(state, known);
  const one = known.get(because) ?? { state, because, records };
  known.set(because, one);
  return one;
}

export function complete(because: ReasonCode, ...records: readonly RecordRef[]): Judgement {
  return judgement('complete', because, records);
}

export function gap(because: ReasonCode, ...records: readonly RecordRef[]): Judgement {
  return judgement('gap', because, records);
}

export function unknown(because: ReasonCode, ...records: readonly RecordRef[]): Judgement {
  return judgement('unknown', because, records);
}

export function notApplicable(because: ReasonCode, ...records: readonly RecordRef[]): Judgement {
  return judgement('not_applicable', because, records);
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
  for (const one of judgements) if (isWorse(one.state, first.state)) first = one;
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

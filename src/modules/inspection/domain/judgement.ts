import type { ReasonCode } from './reasons.js';
import type { State } from './states.js';

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

const ORDER: readonly State[] = ['gap', 'unknown', 'complete', 'not_applicable'];

/**
 * The worst of several judgements, with the records of all that are as bad: whoever mends it has to mend each.
 * @param none what it is where there is nothing to judge
 */
export function worst(judgements: readonly Judgement[], none: Judgement): Judgement {
  const [first] = [...judgements].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  if (first === undefined) return none;
  const records = judgements.filter(({ state }) => state === first.state).flatMap((one) => one.records);
  return { ...first, records: withoutRepeats(records) };
}

function withoutRepeats(records: readonly RecordRef[]): RecordRef[] {
  return [...new Map(records.map((record) => [`${record.type}/${record.id}`, record])).values()];
}

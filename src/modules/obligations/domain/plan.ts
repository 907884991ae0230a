import { isOpen, type ObligationKind, type ObligationState, type SourceType } from './codes.js';

/** What names an obligation's source to people. */
export interface ObligationParams {
  name: string;
  nameZhHant: string | null;
}

/** An obligation that the facts ask for. */
export interface Wanted {
  kind: ObligationKind;
  sourceType: SourceType;
  sourceId: string;
  ownerId: string | null;
  /** Sorted; empty: of the installation. */
  legalEntityIds: readonly string[];
  /** YYYY-MM-DD */
  dueOn: string;
  timeZone: string;
  params: ObligationParams;
  /** What was asked for was done, by the record of its source: nobody needs to say so again. */
  isDone?: boolean;
}

/** An obligation that is recorded. */
export interface Recorded extends Wanted {
  id: string;
  cycle: number;
  state: ObligationState;
}

/** One thing to do so that the record agrees with the facts. */
export type PlanChange =
  /** None yet, or the last round was completed and the date has changed since: a new round. */
  | { type: 'open'; wanted: Wanted; cycle: number; occasion: 'new' | 'moved' }
  | { type: 'move'; recorded: Recorded; wanted: Wanted; occasion: 'moved' }
  /** Was cancelled, and is asked for again. With the old date it goes on where it stopped. */
  | { type: 'reopen'; recorded: Recorded; wanted: Wanted; occasion: 'new' | 'moved' }
  /** Name, legal entities or time zone changed; the day did not. */
  | { type: 'amend'; recorded: Recorded; wanted: Wanted }
  | { type: 'complete'; recorded: Recorded }
  | { type: 'cancel'; recorded: Recorded };

/**
 * Compares what the facts ask for with what is recorded of the same sources. Planning twice changes nothing the second
 * time.
 */
export function planChanges(wanted: readonly Wanted[], recorded: readonly Recorded[]): PlanChange[] {
  const latest = new Map<string, Recorded>();
  for (const obligation of recorded) {
    const known = latest.get(keyOf(obligation));
    if (!known || known.cycle < obligation.cycle) latest.set(keyOf(obligation), obligation);
  }
  const changes = wanted.map((want) => changeFor(want, latest.get(keyOf(want)))).filter((c) => c !== null);
  const asked = new Set(wanted.map(keyOf));
  for (const obligation of latest.values()) {
    if (isOpen(obligation.state) && !asked.has(keyOf(obligation))) {
      changes.push({ type: 'cancel', recorded: obligation });
    }
  }
  return changes;
}

function changeFor(wanted: Wanted, recorded: Recorded | undefined): PlanChange | null {
  if (wanted.isDone) return recorded && isOpen(recorded.state) ? { type: 'complete', recorded } : null;
  if (!recorded) return { type: 'open', wanted, cycle: 1, occasion: 'new' };
  const moved = recorded.dueOn !== wanted.dueOn;
  if (recorded.state === 'done') {
    return moved ? { type: 'open', wanted, cycle: recorded.cycle + 1, occasion: 'moved' } : null;
  }
  if (recorded.state === 'cancelled') {
    return { type: 'reopen', recorded, wanted, occasion: moved ? 'new' : 'moved' };
  }
  if (moved) return { type: 'move', recorded, wanted, occasion: 'moved' };
  return sameBesideDate(recorded, wanted) ? null : { type: 'amend', recorded, wanted };
}

function sameBesideDate(a: Wanted, b: Wanted): boolean {
  return (
    a.timeZone === b.timeZone &&
    a.params.name === b.params.name &&
    a.params.nameZhHant === b.params.nameZhHant &&
    a.legalEntityIds.join() === b.legalEntityIds.join()
  );
}

function keyOf({ kind, sourceType, sourceId, ownerId }: Wanted): string {
  return [kind, sourceType, sourceId, ownerId ?? ''].join();
}

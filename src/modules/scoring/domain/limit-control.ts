import type { ControlState } from '../engine/facts.js';
import type { Source } from './score-facts.js';

/** A limit that holds, as the control of domain C reads it. */
export interface ControlLimit {
  id: string;
  legalEntityId: string;
  threshold: number | null;
  /** What was last measured of it; null: it never was. */
  measured: {
    /** The threshold that it was held against. */
    threshold: number | null;
    /** Ids of the use cases that the measure is about. */
    covers: readonly string[];
    error: string | null;
  } | null;
  /** What exceeds it and is not closed, whatever was decided about it. */
  openFindings: number;
  source: Source;
}

/** How the limits that are about a use case are kept. */
export interface LimitsKept {
  /** Null: the control is not recorded. */
  readonly state: ControlState | null;
  /** Of its legal entities, and about it. */
  readonly limits: readonly ControlLimit[];
}

interface LimitedUseCase {
  id: string;
  legalEntityIds: readonly string[];
}

/**
 * The control "limit set and monitored, no open excess" of one use case (methodology 4.4, domain C; `limitMonitored`).
 *
 * It is recorded only where every legal entity of the use case has a limit that is about that use case, and all such
 * limits were measured against the threshold that they have now. Then it is designed; and it operates where nothing
 * exceeds any of them. An accepted excess is an excess: acceptance authorises, it lowers no score.
 */
export function limitMonitored(useCase: LimitedUseCase, limits: readonly ControlLimit[]): LimitsKept {
  const about = limits.filter(
    ({ legalEntityId, measured }) =>
      useCase.legalEntityIds.includes(legalEntityId) && (measured?.covers.includes(useCase.id) ?? false),
  );
  const covered = new Set(about.map(({ legalEntityId }) => legalEntityId));
  const isWhole = useCase.legalEntityIds.length > 0 && useCase.legalEntityIds.every((id) => covered.has(id));
  if (!isWhole || !about.every(isMonitored)) return { state: null, limits: about };
  const operating = about.every(({ openFindings }) => openFindings === 0) ? 1 : 0;
  return { state: { design: 1, operating }, limits: about };
}

function isMonitored({ threshold, measured }: ControlLimit): boolean {
  return measured?.error === null && measured.threshold === threshold;
}

/** The control of every use case, by the limits that are about it. */
export class LimitControls {
  readonly #about = new Map<string, ControlLimit[]>();

  constructor(limits: readonly ControlLimit[]) {
    for (const limit of limits) {
      for (const id of limit.measured?.covers ?? []) {
        const known = this.#about.get(id);
        if (known) known.push(limit);
        else this.#about.set(id, [limit]);
      }
    }
  }

  of(useCase: LimitedUseCase): LimitsKept {
    return limitMonitored(useCase, this.#about.get(useCase.id) ?? []);
  }
}

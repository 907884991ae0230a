import type { ControlState } from '../engine/facts.js';

/** A limit that holds, as the control of domain C reads it. */
export interface ControlLimit {
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
}

/**
 * The control "limit set and monitored, no open excess" of one use case (methodology 4.4, domain C; `limitMonitored`).
 *
 * It is recorded only where every legal entity of the use case has a limit that is about that use case, and all such
 * limits were measured against the threshold that they have now. Then it is designed; and it operates where nothing
 * exceeds any of them. An accepted excess is an excess: acceptance authorises, it lowers no score.
 * @returns null: not recorded
 */
export function limitMonitored(
  useCase: { id: string; legalEntityIds: readonly string[] },
  limits: readonly ControlLimit[],
): ControlState | null {
  if (useCase.legalEntityIds.length === 0) return null;
  const about = limits.filter(
    ({ legalEntityId, measured }) =>
      useCase.legalEntityIds.includes(legalEntityId) && (measured?.covers.includes(useCase.id) ?? false),
  );
  const covered = new Set(about.map(({ legalEntityId }) => legalEntityId));
  if (!useCase.legalEntityIds.every((id) => covered.has(id)) || !about.every(isMonitored)) return null;
  return { design: 1, operating: about.every(({ openFindings }) => openFindings === 0) ? 1 : 0 };
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

  of(useCase: { id: string; legalEntityIds: readonly string[] }): ControlState | null {
    return limitMonitored(useCase, this.#about.get(useCase.id) ?? []);
  }
}

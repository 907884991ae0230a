import type { Source } from './score-facts.js';

/** A notification of the regulator, or the decision whether to give one, on one use case. */
export interface NoticeFact {
  id: string;
  useCaseId: string;
  legalEntityId: string;
  decision: string;
  source: Source;
}

/** What was decided of a use case, and the records that say so. */
export interface NoticeOfUse {
  readonly decision: string;
  readonly records: readonly NoticeFact[];
}

/** What is decided, by the codes of the method; whatever else is recorded decides nothing. */
const DECIDED: Readonly<Record<string, string>> = {
  notify: 'notify',
  not_a_significant_change: 'not_required',
};

/**
 * Whether the regulator is to be told of a use case (paragraph 30). Each of its legal entities decides for itself; as long as one
 * has not, nothing is decided.
 */
export class NotificationDecisions {
  readonly #ofUseCase = new Map<string, NoticeFact[]>();

  constructor(readonly all: readonly NoticeFact[]) {
    for (const notice of all) {
      const known = this.#ofUseCase.get(notice.useCaseId);
      if (known) known.push(notice);
      else this.#ofUseCase.set(notice.useCaseId, [notice]);
    }
  }

  of({ id, legalEntityIds }: { id: string; legalEntityIds: readonly string[] }): NoticeOfUse {
    const records = (this.#ofUseCase.get(id) ?? []).filter(({ legalEntityId }) =>
      legalEntityIds.includes(legalEntityId),
    );
    if (records.length === 0) return { decision: 'unknown', records };
    const decisions = legalEntityIds.map((entity) =>
      decisionOf(records.filter(({ legalEntityId }) => legalEntityId === entity)),
    );
    const isWhole = decisions.every((decision) => decision !== null);
    return {
      decision: isWhole ? (decisions.includes('notify') ? 'notify' : 'not_required') : 'none',
      records,
    };
  }

  /** Ids of the use cases of which something else is recorded. */
  differing(others: NotificationDecisions): Set<string> {
    const keysOf = ({ all }: NotificationDecisions): Set<string> => new Set(all.map(keyOf));
    const [before, after] = [keysOf(this), keysOf(others)];
    const isOther = (notice: NoticeFact): boolean => !before.has(keyOf(notice)) || !after.has(keyOf(notice));
    return new Set([...this.all, ...others.all].filter(isOther).map(({ useCaseId }) => useCaseId));
  }
}

/** Null: nothing is decided. */
function decisionOf(notices: readonly NoticeFact[]): string | null {
  const decided = notices.flatMap(({ decision }) => DECIDED[decision] ?? []);
  if (decided.length === 0) return null;
  return decided.includes('notify') ? 'notify' : 'not_required';
}

function keyOf(notice: NoticeFact): string {
  return JSON.stringify(notice);
}

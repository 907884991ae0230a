/** A record that is about one thing, or, where none is named, about a legal entity as a whole. */
export interface Placed {
  readonly id: string;
  /** Null: of all. */
  readonly legalEntityId: string | null;
  readonly useCaseId: string | null;
  readonly arrangementId: string | null;
  readonly providerId: string | null;
  readonly componentId: string | null;
}

/** A use of what providers provide: where records may be about. */
export interface Place {
  readonly useCaseId: string;
  readonly legalEntityIds: readonly string[];
  readonly arrangementIds: readonly (string | null)[];
  readonly componentIds: Iterable<string>;
  /** Null: one that is not recorded, and may be any. */
  readonly providerIds: Iterable<string | null>;
}

/** Records by where they are about. There are few: each is looked at. */
export class PlacedRecords<T extends Placed> {
  constructor(readonly all: readonly T[]) {}

  at(place: Place): T[] {
    return this.all.length === 0 ? [] : this.all.filter(isAt(place));
  }

  /** Those that are other than they were, or are there on one side alone. */
  differing(others: PlacedRecords<T>): T[] {
    const textOf = ({ all }: PlacedRecords<T>): ReadonlyMap<string, string> =>
      new Map(all.map((one) => [one.id, JSON.stringify(one)]));
    const [before, after] = [textOf(this), textOf(others)];
    return [...this.all, ...others.all].filter(({ id }) => before.get(id) !== after.get(id));
  }
}

/** Whether records are about a place. */
export function isAt(place: Place): (record: Placed) => boolean {
  const components = new Set(place.componentIds);
  const providers = new Set(place.providerIds);
  return ({ legalEntityId, useCaseId, arrangementId, providerId, componentId }) => {
    if (legalEntityId !== null && !place.legalEntityIds.includes(legalEntityId)) return false;
    if (useCaseId !== null) return useCaseId === place.useCaseId;
    if (arrangementId !== null) return place.arrangementIds.includes(arrangementId);
    if (componentId !== null) return components.has(componentId);
    return providerId === null || providers.has(providerId) || providers.has(null);
  };
}

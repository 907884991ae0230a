import { loadCatalogue } from './catalogue.js';
import { CHOSEN_PLACES, type CatalogueKind, type ProviderKind } from './catalogue-codes.js';
import type {
  Catalogue,
  CatalogueEntry,
  Fact,
  FactField,
  FactValues,
  Provenance,
  Source,
} from './catalogue-types.js';

/** Fields that a draft may take over, by the record that they belong to. What is not listed is only shown. */
const TAKEN_OVER = {
  licence: 'component',
  maintenance: 'component',
  retiresOn: 'component',
  storageLocation: 'component',
  processingLocation: 'component',
  ultimateParent: 'provider',
  trainingUse: 'arrangement',
  retention: 'arrangement',
  territorySupport: 'arrangement',
  ipCommitment: 'arrangement',
} as const satisfies Partial<Record<FactField, 'component' | 'provider' | 'arrangement'>>;
type TakenOver = keyof typeof TAKEN_OVER;

interface Sourced {
  readonly source: Source;
  readonly asOf: string;
  readonly dateInferred: boolean;
  readonly confidence: Provenance['confidence'];
  readonly note?: string;
  readonly noteZhHant?: string;
}

interface PrefilledOf<F extends TakenOver> extends Sourced {
  readonly record: (typeof TAKEN_OVER)[F];
  readonly field: F;
  readonly value: FactValues[F];
}
export type PrefilledField = { [F in TakenOver]: PrefilledOf<F> }[TakenOver];

export interface PrefilledUpstream extends Sourced {
  readonly catalogueId: string;
  readonly name: string;
  readonly nameZhHant?: string;
  readonly kind?: CatalogueKind;
  readonly providerId: string;
  readonly role: string;
}

/** What the catalogue offers for the draft of a component. Names and kinds only identify it: they rest on no fact. */
export interface Prefill {
  readonly catalogueId: string;
  readonly name: string;
  readonly nameZhHant: string;
  readonly kind: CatalogueKind;
  readonly provider: {
    readonly id: string;
    readonly name: string;
    readonly nameZhHant?: string;
    readonly kind: ProviderKind;
  };
  /** The package that is the thing itself: a service's packages are only its clients, and of several one is chosen. */
  readonly purl?: string;
  readonly fields: readonly PrefilledField[];
  readonly upstream: readonly PrefilledUpstream[];
}

/**
 * The draft that an entry gives, every field with its source; undefined when there is no such entry. What is unknown
 * is left out, and so are facts about one model or package, unless `appliesTo` names it.
 */
export function prefillFor(
  entryId: string,
  appliesTo?: string,
  catalogue = loadCatalogue(),
): Prefill | undefined {
  const entry = catalogue.entries.get(entryId);
  const provider = entry && catalogue.providers.get(entry.provider);
  if (!entry || !provider) return undefined;
  const facts = [...entry.facts, ...provider.facts];
  return {
    catalogueId: entry.id,
    name: entry.name,
    nameZhHant: entry.nameZhHant,
    kind: entry.kind,
    provider: { id: provider.id, name: provider.name, nameZhHant: provider.nameZhHant, kind: provider.kind },
    purl: entry.form !== 'service' && entry.purls.length === 1 ? entry.purls[0] : undefined,
    fields: facts.flatMap((fact) => fieldOf(fact, appliesTo, catalogue)),
    upstream: upstreamOf(entry, catalogue),
  };
}

function fieldOf(fact: Fact, appliesTo: string | undefined, catalogue: Catalogue): PrefilledField[] {
  if (!isTakenOver(fact.field) || isOpen(fact)) return [];
  if (fact.appliesTo !== undefined && fact.appliesTo !== appliesTo) return [];
  // The pairing of field and value is the fact's own; TypeScript cannot follow it through the table above.
  const field = { record: TAKEN_OVER[fact.field], field: fact.field, value: fact.value } as PrefilledField;
  return [{ ...field, ...sourced(fact, catalogue) }];
}

/** The fact says that it is not known, or that the customer's choice decides: then there is nothing to take over. */
function isOpen({ value }: Fact): boolean {
  return value === 'unknown' || CHOSEN_PLACES.some((place) => place === value);
}

function isTakenOver(field: FactField): field is TakenOver {
  return field in TAKEN_OVER;
}

function upstreamOf(entry: CatalogueEntry, catalogue: Catalogue): PrefilledUpstream[] {
  return entry.upstream.flatMap((link) => {
    const from = link.to.type === 'entry' ? catalogue.entries : catalogue.upstreams;
    const target = from.get(link.to.id);
    if (!target) return [];
    return {
      catalogueId: target.id,
      name: target.name,
      nameZhHant: target.nameZhHant,
      kind: target.kind,
      providerId: target.provider,
      role: link.role,
      ...sourced(link, catalogue),
    };
  });
}

function sourced(statement: Provenance, catalogue: Catalogue): Sourced {
  const source = catalogue.sources.get(statement.source);
  if (!source) throw new Error(`the catalogue was used unchecked: no source "${statement.source}"`);
  const { asOf, dateInferred, confidence, note, noteZhHant } = statement;
  return { source, asOf, dateInferred, confidence, note, noteZhHant };
}

import { invalid, notFound } from '../../kernel/domain-error.js';
import {
  type CatalogueEntry,
  type CatalogueProvider,
  loadCatalogue,
  type Provenance,
  searchCatalogue,
} from '../inventory/catalogue.public.js';

export interface CatalogueFilter {
  q?: string;
  kind?: string;
  form?: string;
  limit?: number;
  cursor?: string;
}

const DEFAULT_PAGE = 50;

/** One page of entries: the closest name first when something is sought, else by name. */
export function catalogueEntries({ q, kind, form, limit = DEFAULT_PAGE, cursor }: CatalogueFilter) {
  const found = q === undefined ? byName() : searchCatalogue(q);
  const entries = found.filter(
    (entry) => (kind === undefined || entry.kind === kind) && (form === undefined || entry.form === form),
  );
  const start = cursor === undefined ? 0 : entries.findIndex(({ id }) => id === cursor) + 1;
  if (cursor !== undefined && start === 0) throw invalid({ pointer: '/cursor', code: 'cursor' });
  const page = entries.slice(start, start + limit);
  const more = start + limit < entries.length;
  return { items: page.map(shownEntry), nextCursor: more ? (page.at(-1)?.id ?? null) : null };
}

/** One entry with every fact, each with source, date and confidence; throws not-found. */
export function catalogueEntry(id: string) {
  const catalogue = loadCatalogue();
  const entry = catalogue.entries.get(id);
  if (!entry) throw notFound();
  const facts = (list: CatalogueEntry['facts']) =>
    list.map((fact) => ({
      field: fact.field,
      value: fact.value,
      appliesTo: fact.appliesTo ?? null,
      ...sourced(fact),
      asOf: fact.asOf,
    }));
  return {
    ...shownEntry(entry),
    compiledOn: catalogue.compiledOn,
    facts: facts(entry.facts),
    providerFacts: facts(providerOf(entry).facts),
    upstream: entry.upstream.map((link) => {
      const target =
        link.to.type === 'entry' ? catalogue.entries.get(link.to.id) : catalogue.upstreams.get(link.to.id);
      return {
        catalogueId: link.to.id,
        name: target?.name ?? link.to.id,
        nameZhHant: target?.nameZhHant ?? null,
        kind: target?.kind ?? null,
        providerId: target?.provider ?? null,
        role: link.role,
        ...sourced(link),
        asOf: link.asOf,
      };
    }),
    events: entry.events.map((event) => ({
      on: event.on,
      code: event.code,
      appliesTo: event.appliesTo ?? null,
      through: event.through ?? null,
      vulnerabilities: event.vulnerabilities.map(({ id: vulnerability, cvss, knownExploited, fixedIn }) => ({
        ...{ id: vulnerability, cvss: cvss ?? null, knownExploited, fixedIn: fixedIn ?? null },
      })),
      affectedPurls: event.affectedPurls,
      ...sourced(event),
    })),
  };
}

function byName(): CatalogueEntry[] {
  return [...loadCatalogue().entries.values()].sort(
    (a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1),
  );
}

function shownEntry(entry: CatalogueEntry) {
  const provider = providerOf(entry);
  return {
    ...{ id: entry.id, name: entry.name, nameZhHant: entry.nameZhHant, kind: entry.kind, form: entry.form },
    provider: {
      ...{
        id: provider.id,
        name: provider.name,
        nameZhHant: provider.nameZhHant ?? null,
        kind: provider.kind,
      },
    },
    purls: entry.purls,
  };
}

function providerOf(entry: CatalogueEntry): CatalogueProvider {
  const provider = loadCatalogue().providers.get(entry.provider);
  if (!provider) throw new Error(`the catalogue was used unchecked: no provider "${entry.provider}"`);
  return provider;
}

/** What a statement rests on; a date that the source does not print itself is marked. */
function sourced(statement: Omit<Provenance, 'asOf'>) {
  const source = loadCatalogue().sources.get(statement.source);
  if (!source) throw new Error(`the catalogue was used unchecked: no source "${statement.source}"`);
  return {
    source,
    dateInferred: statement.dateInferred,
    confidence: statement.confidence,
    note: statement.note ?? null,
    noteZhHant: statement.noteZhHant ?? null,
  };
}

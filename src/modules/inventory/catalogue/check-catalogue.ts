import type { Catalogue, CatalogueEntry, Fact } from './catalogue-types.js';
import type { Placed } from '../../../platform/data-file/placed.js';
import { purlKey } from './purl-key.js';

/** Refuses a catalogue whose records name a source, provider, entry or upstream that it does not have. */
export function checkCatalogue(catalogue: Catalogue, file: Placed): void {
  inOrder(file.get('providers'), catalogue.providers, (provider, at) =>
    checkFacts(provider.facts, catalogue, at),
  );
  inOrder(file.get('upstreams'), catalogue.upstreams, (upstream, at) => {
    must(catalogue.providers, upstream.provider, at.get('provider'));
    if (catalogue.entries.has(upstream.id)) at.get('id').fail(`"${upstream.id}" is an entry already`);
  });
  catalogue.designations.forEach((list, index) => {
    const at = file.get('designations').items()[index];
    if (at) must(catalogue.sources, list.source, at.get('source'));
  });
  inOrder(file.get('entries'), catalogue.entries, (entry, at) => checkEntry(entry, catalogue, at));
  refuseSharedPurls(catalogue, file.get('entries'));
}

function inOrder<T>(
  list: Placed,
  records: ReadonlyMap<string, T>,
  check: (record: T, at: Placed) => void,
): void {
  const places = list.items();
  [...records.values()].forEach((record, index) => {
    const at = places[index];
    if (at) check(record, at);
  });
}

function must(known: ReadonlyMap<string, unknown>, id: string, at: Placed): void {
  if (!known.has(id)) at.fail(`"${id}" is not in the catalogue`);
}

function checkEntry(entry: CatalogueEntry, catalogue: Catalogue, at: Placed): void {
  must(catalogue.providers, entry.provider, at.get('provider'));
  checkFacts(entry.facts, catalogue, at);
  entry.upstream.forEach((link, index) => {
    const place = at.get('upstream').items()[index];
    if (!place) return;
    must(catalogue.sources, link.source, place.get('source'));
    const known = link.to.type === 'entry' ? catalogue.entries : catalogue.upstreams;
    must(known, link.to.id, place.get(link.to.type));
  });
  entry.events.forEach((event, index) => {
    const place = at.get('events').items()[index];
    if (!place) return;
    must(catalogue.sources, event.source, place.get('source'));
    event.also.forEach((source) => must(catalogue.sources, source, place.get('also')));
    if (event.through !== undefined) must(catalogue.entries, event.through, place.get('through'));
  });
}

function checkFacts(facts: readonly Fact[], catalogue: Catalogue, at: Placed): void {
  facts.forEach((fact, index) => {
    const place = at.get('facts').items()[index];
    if (!place) return;
    must(catalogue.sources, fact.source, place.get('source'));
    if (fact.field === 'ultimateParent') must(catalogue.providers, fact.value, place.get('value'));
    if (fact.field === 'designation') {
      const { scheme, legalName } = fact.value;
      const listed = catalogue.designations.some(
        (l) => l.scheme === scheme && l.legalNames.includes(legalName),
      );
      if (!listed) place.get('value').fail(`"${legalName}" is not on the list ${scheme}`);
    }
  });
}

/** A package belongs to one entry, or a search by package would have two answers. */
function refuseSharedPurls(catalogue: Catalogue, list: Placed): void {
  const owner = new Map<string, string>();
  inOrder(list, catalogue.entries, (entry, at) => {
    for (const purl of entry.purls) {
      const key = purlKey(purl) ?? purl;
      const other = owner.get(key);
      if (other !== undefined) at.get('purls').fail(`"${purl}" belongs to "${other}" already`);
      owner.set(key, entry.id);
    }
  });
}

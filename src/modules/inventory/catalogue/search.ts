import { loadCatalogue } from './catalogue.js';
import type { CatalogueEntry } from './catalogue-types.js';
import { purlKey } from './purl-key.js';

/**
 * Entries whose name, in English or Chinese, contains the text (case and width do not count), the closest first;
 * or, for a package URL, the entry that the package belongs to, whatever the version.
 */
export function searchCatalogue(text: string, catalogue = loadCatalogue()): CatalogueEntry[] {
  const entries = [...catalogue.entries.values()];
  const purl = purlKey(text.trim());
  if (purl !== null) return entries.filter((entry) => entry.purls.some((own) => purlKey(own) === purl));
  const wanted = folded(text);
  if (wanted === '') return [];
  return entries
    .map((entry) => ({
      entry,
      closeness: Math.min(...namesOf(entry).map((name) => closeness(name, wanted))),
    }))
    .filter((hit) => Number.isFinite(hit.closeness))
    .sort((a, b) => a.closeness - b.closeness || (a.entry.id < b.entry.id ? -1 : 1))
    .map((hit) => hit.entry);
}

function namesOf(entry: CatalogueEntry): string[] {
  return [folded(entry.name), folded(entry.nameZhHant)];
}

/** 0 the same, 1 begins with it, 2 contains it, Infinity neither. */
function closeness(name: string, wanted: string): number {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  return name.includes(wanted) ? 2 : Infinity;
}

function folded(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

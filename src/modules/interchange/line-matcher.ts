import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { type ListedComponent, ListedComponentRepository } from '../inventory/inventory.public.js';
import { writtenPurl } from '../inventory/package-format.public.js';
import type { BomLine } from './cyclonedx/bom-content.js';

/** What a line of the document is in the register: a component that is there, or the name of a new one. */
export type Match =
  | { line: BomLine; component: ListedComponent }
  | { line: BomLine; component: null; newName: string }
  /** The same package stood earlier in the document. */
  | { line: BomLine; component: null; sameAs: number };

/** Finds the components that a document lists: by package URL first, then by name and version. */
@Injectable()
export class LineMatcher {
  constructor(private readonly listed: ListedComponentRepository) {}

  async match(tx: Transaction, lines: readonly BomLine[]): Promise<Match[]> {
    const purls = lines.map(({ purl }) => (purl === null ? null : writtenPurl(purl)));
    const clues = lines.map(({ name, bareName, version }, i) => ({
      name,
      bareName,
      version,
      purl: purls[i] ?? null,
    }));
    const names = lines.flatMap((line) => [line.name, qualifiedName(line)]);
    const [found, taken] = await Promise.all([
      this.listed.find(tx, clues),
      this.listed.takenNames(tx, [...new Set(names)]),
    ]);
    const firstOf = new Map<string, number>();
    const used = new Set<string>([...taken].map(foldedName));
    return lines.map((line, place): Match => {
      const purl = purls[place] ?? null;
      const component = (found.get(place) ?? []).find((one) => isSamePackage(one, purl)) ?? null;
      // Two lines may be one component, by whatever each of them was found.
      const keys = [component?.id ?? null, purl ?? foldedName(line.name)].filter((key) => key !== null);
      const sameAs = keys.map((key) => firstOf.get(key)).find((before) => before !== undefined);
      if (sameAs !== undefined) return { line, component: null, sameAs };
      for (const key of keys) firstOf.set(key, place);
      if (component) return { line, component };
      const newName = [line.name, qualifiedName(line)].find((name) => !used.has(foldedName(name)));
      const free = newName ?? `${qualifiedName(line)} ${place + 1}`;
      used.add(foldedName(free));
      return { line, component: null, newName: free };
    });
  }
}

/** Something else of that name and version may be there: what has another package URL is another package. */
function isSamePackage({ purl }: ListedComponent, wanted: string | null): boolean {
  return purl === null || wanted === null || writtenPurl(purl) === wanted;
}

/** With the kind of package, for a name that something else has: `flat 5.0.2 (npm)`. */
function qualifiedName({ name, purl, kind }: BomLine): string {
  const type = /^pkg:\/*([^/]+)\//i.exec(purl ?? '')?.[1]?.toLowerCase() ?? kind;
  return `${[...name].slice(0, 150).join('')} (${type.slice(0, 30)})`;
}

/** As the register compares names, nearly: what is told apart here and not there is refused there. */
function foldedName(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');
}

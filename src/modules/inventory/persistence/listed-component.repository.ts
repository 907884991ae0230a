import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work.js';

/** What a document says of a package. */
export interface PackageClues {
  /** The name of its record here: with its version. */
  name: string;
  /** Its name alone. */
  bareName: string;
  version: string | null;
  /** As `writtenPurl` writes it. */
  purl: string | null;
}

/** A component in use that a package may be. */
export interface ListedComponent {
  id: string;
  name: string;
  version: string | null;
  purl: string | null;
  licence: string | null;
}

type Found = ListedComponent & { place: number };

const COLUMNS = 'c.id, c.name, c.release AS version, c.purl, c.licence';
const CLUES = `jsonb_to_recordset($1::jsonb) AS l(place integer, name text, "bareName" text, version text, purl text)`;

/** Components in use that documents list, and what a component requires of them. */
@Injectable()
export class ListedComponentRepository {
  /**
   * For each package, by its place in the list, the components that have its URL, then those that have its name and
   * version; held until the transaction ends.
   */
  async find(tx: Transaction, packages: readonly PackageClues[]): Promise<Map<number, ListedComponent[]>> {
    const clues = JSON.stringify(packages.map((clue, place) => ({ ...clue, place })));
    const [byPurl, byName, byBareName] = await Promise.all([
      tx.query<Found>(
        `SELECT l.place, ${COLUMNS} FROM ${CLUES} JOIN component c ON replace(lower(c.purl), '%40', '@') = l.purl
          WHERE c.purl IS NOT NULL AND c.retired_at IS NULL ORDER BY c.created_at, c.id FOR KEY SHARE OF c`,
        [clues],
        'listed-by-purl',
      ),
      tx.query<Found>(
        `SELECT l.place, ${COLUMNS} FROM ${CLUES} JOIN component c ON name_key(c.name) = name_key(l.name)
          WHERE c.retired_at IS NULL ORDER BY c.created_at, c.id FOR KEY SHARE OF c`,
        [clues],
        'listed-by-name',
      ),
      tx.query<Found>(
        `SELECT l.place, ${COLUMNS} FROM ${CLUES} JOIN component c ON name_key(c.name) = name_key(l."bareName")
          WHERE c.release = l.version AND c.retired_at IS NULL ORDER BY c.created_at, c.id FOR KEY SHARE OF c`,
        [clues],
        'listed-by-bare-name',
      ),
    ]);
    const found = new Map<number, ListedComponent[]>();
    for (const { place, ...component } of [...byPurl.rows, ...byName.rows, ...byBareName.rows]) {
      found.set(place, [...(found.get(place) ?? []), component]);
    }
    return found;
  }

  /** The names among these that components in use have. */
  async takenNames(tx: Transaction, names: readonly string[]): Promise<Set<string>> {
    const { rows } = await tx.query<{ name: string }>(
      `SELECT n.name FROM unnest($1::text[]) AS n(name)
        WHERE EXISTS (SELECT FROM component c WHERE name_key(c.name) = name_key(n.name) AND c.retired_at IS NULL)`,
      [names],
      'taken-component-names',
    );
    return new Set(rows.map(({ name }) => name));
  }

  /** Which components a component requires, in any way, and by which requirements. */
  async requiredBy(tx: Transaction, componentId: string): Promise<Map<string, string[]>> {
    const { rows } = await tx.query<{ id: string; requirementIds: string[] }>(
      `SELECT a.component_id AS id, array_agg(r.id) AS "requirementIds"
         FROM requirement r JOIN requirement_alternative a ON a.requirement_id = r.id
        WHERE r.component_id = $1 AND r.retired_at IS NULL AND a.component_id IS NOT NULL GROUP BY a.component_id`,
      [componentId],
      'required-by-component',
    );
    return new Map(rows.map(({ id, requirementIds }) => [id, requirementIds]));
  }
}

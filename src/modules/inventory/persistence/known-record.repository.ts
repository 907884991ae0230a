import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { purlKey } from '../catalogue/purl-key.js';

export interface KnownProvider {
  id: string;
  name: string;
  kind: string;
}

export interface KnownComponent {
  id: string;
  name: string;
  kind: string;
  /** The kind of its provider; null while none is recorded. */
  providerKind: string | null;
  catalogueId: string | null;
}

/** By what a record was recognised. */
export type FoundBy = 'id' | 'name' | 'purl' | 'catalogue';

export interface ComponentClues {
  name: string;
  purl?: string | null;
  catalogueId?: string | null;
}

const COMPONENT = `
  SELECT c.id, c.name, c.kind, p.kind AS "providerKind", c.catalogue_id AS "catalogueId", c.purl
    FROM component c LEFT JOIN provider p ON p.id = c.provider_id`;

/** Records in use that a draft may mean, so that it does not register them a second time. */
@Injectable()
export class KnownRecordRepository {
  async component(tx: Transaction, id: string): Promise<(KnownComponent & { retired: boolean }) | null> {
    const { rows } = await tx.query<KnownComponent & { retired: boolean }>(
      `${COMPONENT} WHERE c.id = $1`,
      [id],
      'known-component',
    );
    return rows[0] ?? null;
  }

  /**
   * The component that the clues lead to: by its name, else by its package (any version), else as the only one of its
   * catalogue entry.
   */
  async componentLike(
    tx: Transaction,
    { name, purl, catalogueId }: ComponentClues,
  ): Promise<{ component: KnownComponent; foundBy: FoundBy } | null> {
    const key = purl ? purlKey(purl) : null;
    const { rows } = await tx.query<KnownComponent & { purl: string | null; named: boolean }>(
      `SELECT found.*, name_key(found.name) = name_key($1) AS named FROM (${COMPONENT}
        WHERE c.retired_at IS NULL AND (name_key(c.name) = name_key($1) OR c.catalogue_id = $2
              OR strpos(lower(c.purl), $3) > 0)) AS found ORDER BY found.id`,
      [name, catalogueId, key?.split('/').at(-1)],
      'component-like',
    );
    const pick = (foundBy: FoundBy, fits: (row: (typeof rows)[number]) => boolean) => {
      const row = rows.find(fits);
      if (!row) return null;
      const { purl: _purl, named: _named, ...component } = row;
      return { component, foundBy };
    };
    return (
      pick('name', ({ named }) => named) ??
      pick('purl', (row) => key !== null && row.purl !== null && purlKey(row.purl) === key) ??
      (rows.filter((row) => row.catalogueId !== null && row.catalogueId === catalogueId).length === 1
        ? pick('catalogue', (row) => row.catalogueId === catalogueId)
        : null)
    );
  }

  /** The provider of that catalogue entry, or else of that name. */
  async providerLike(
    tx: Transaction,
    { name, catalogueId }: { name: string; catalogueId?: string | null },
  ): Promise<{ provider: KnownProvider; foundBy: FoundBy } | null> {
    const { rows } = await tx.query<KnownProvider & { named: boolean }>(
      `SELECT id, name, kind, name_key(name) = name_key($1) AS named FROM provider
        WHERE retired_at IS NULL AND (name_key(name) = name_key($1) OR catalogue_id = $2)
        ORDER BY named DESC, id LIMIT 1`,
      [name, catalogueId],
      'provider-like',
    );
    const [row] = rows;
    if (!row) return null;
    const { named, ...provider } = row;
    return { provider, foundBy: named ? 'name' : 'catalogue' };
  }
}

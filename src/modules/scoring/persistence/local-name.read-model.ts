import { Injectable } from '@nestjs/common';
import type { Locale } from '../../../kernel/actor.js';
import { ReadDatabase } from '../../../platform/database/read-database.js';

/** What records are called in a language beside English. */
@Injectable()
export class LocalNameReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** @returns id and name of the components, providers and use cases that have one */
  async names(locale: Locale): Promise<[string, string][]> {
    if (locale === 'en') return [];
    const named = ['component', 'provider', 'use_case'].map(
      (table) => `SELECT id, name_zh_hant AS name FROM ${table} WHERE name_zh_hant IS NOT NULL`,
    );
    const rows = await this.database.rows<{ id: string; name: string }>(named.join(' UNION ALL '), [], null);
    return rows.map(({ id, name }) => [id, name]);
  }
}

import { Injectable } from '@nestjs/common';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { SupplyChainRecord } from '../domain/supply-chain-facts.js';

/** What a score reads of a component's licence, scans and findings. */
@Injectable()
export class SupplyChainReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** Throws not-found. */
  async of(componentId: string, asOf: AsOf): Promise<SupplyChainRecord> {
    const values: unknown[] = [componentId];
    const from = (table: string, alias: string): string =>
      relation(table, alias, asOf, (value) => `$${values.push(value)}`);
    const [row] = await this.database.rows<SupplyChainRecord & Record<string, unknown>>(
      `SELECT c.id AS "componentId", c.licence AS spdx,
              (SELECT json_build_object('scannedOn', s.scanned_on, 'result', s.result)
                 FROM ${from('component_scan', 's')}
                WHERE s.component_id = c.id AND s.retired_at IS NULL AND s.result = ANY ('{clean,findings,unknown}')
                ORDER BY s.scanned_on DESC, s.id DESC LIMIT 1) AS scanned,
              (SELECT coalesce(json_agg(json_build_object('malicious', v.malicious,
                        'remediated', v.remediated_on IS NOT NULL, 'remediatedOn', v.remediated_on)), '[]')
                 FROM ${from('component_vulnerability', 'v')}
                WHERE v.component_id = c.id AND v.retired_at IS NULL) AS found
         FROM ${from('component', 'c')} WHERE c.id = $1`,
      values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }
}

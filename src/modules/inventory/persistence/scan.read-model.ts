import { Injectable } from '@nestjs/common';
import type { AsOf } from '../../../kernel/as-of.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf } from '../../../platform/database/shown.js';
import { oneFact, refuseUnknownComponent } from './component-facts.js';
import { scanShown } from './scan.shown.js';

export interface ScanFilter extends PageRequest {
  result?: string;
  includeRetired?: boolean;
}

export const SCAN_SORTS = ['createdAt', 'updatedAt', 'scannedOn'] as const;

const TABLE = { table: 'component_scan', shown: scanShown };

const PAGE: Omit<PageSpec, 'from'> = {
  alias: 'f',
  list: 'scans',
  item: columnsOf(scanShown('f')),
  sorts: {
    createdAt: { sql: 'f.created_at', type: 'timestamptz' },
    updatedAt: { sql: 'f.updated_at', type: 'timestamptz' },
    scannedOn: { sql: 'f.scanned_on', type: 'date' },
  },
  defaultSort: 'createdAt',
};

/** What the API shows of the scans of a component. */
@Injectable()
export class ScanReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text; throws not-found for a component that was not there. */
  async page(componentId: string, filter: ScanFilter, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const from = relation(TABLE.table, 'f', asOf, (value) => conditions.value(value));
    conditions.equal('f.component_id', componentId).equal('f.result', filter.result);
    if (!filter.includeRetired) conditions.add('f.retired_at IS NULL');
    await refuseUnknownComponent(this.database, componentId, asOf);
    return readPage(this.database, { ...PAGE, from }, conditions, filter, asOf);
  }

  /** One scan of that component; throws not-found. */
  one(componentId: string, id: string, asOf: AsOf): Promise<Stored> {
    return oneFact(this.database, TABLE, { componentId, id }, asOf);
  }
}

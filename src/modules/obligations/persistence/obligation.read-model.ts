import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, instant, jsonOf, type Shown } from '../../../platform/database/shown.js';
import { obligationShown } from './obligation.shown.js';

export interface ObligationFilter extends PageRequest {
  kind?: string;
  state?: string;
  ownerId?: string;
  sourceType?: string;
  sourceId?: string;
  legalEntityId?: string;
  dueAfter?: string;
  dueBefore?: string;
}

export interface DeliveryFilter extends PageRequest {
  channel?: string;
  state?: string;
}

export const OBLIGATION_SORTS = ['dueOn', 'createdAt'] as const;
export const DELIVERY_SORTS = ['plannedFor'] as const;

const OBLIGATIONS: Omit<PageSpec, 'from' | 'item'> = {
  alias: 'o',
  list: 'obligations',
  sorts: {
    dueOn: { sql: 'o.due_on', type: 'date' },
    createdAt: { sql: 'o.created_at', type: 'timestamptz' },
  },
  defaultSort: 'dueOn',
};

/** A line that no message tells of yet is pending. */
const DELIVERIES: PageSpec = {
  from: 'delivery d LEFT JOIN reminder r ON r.id = d.reminder_id',
  alias: 'd',
  list: 'deliveries',
  item: columnsOf({
    id: `d.id`,
    obligationId: `d.obligation_id`,
    cycle: `d.cycle`,
    dueOn: `d.due_on`,
    step: `d.step`,
    channel: `d.channel`,
    recipientId: `d.recipient_id`,
    because: `d.because`,
    plannedFor: instant(`d.planned_for`),
    reminderId: `d.reminder_id`,
    state: `coalesce(r.state, 'pending')`,
    attempts: `coalesce(r.attempts, 0)`,
    lastError: `r.last_error`,
    providerAnswer: `r.provider_answer`,
    messageId: `r.message_id`,
    sentAt: instant(`r.sent_at`),
    readAt: instant(`r.read_at`),
  }),
  sorts: { plannedFor: { sql: 'd.planned_for', type: 'timestamptz' } },
  defaultSort: 'plannedFor',
};

/**
 * What somebody sees: their own obligations, those of the whole installation, and those of any legal entity within
 * their scope.
 */
export function visibleTo(actor: Actor, alias: string, place: (value: unknown) => string): string {
  if (actor.scope.all) return 'true';
  return `(${alias}.legal_entity_ids = '{}' OR ${alias}.legal_entity_ids && ${place(actor.scope.ids)}::uuid[]
    OR ${alias}.owner_id = ${place(actor.personId)}::uuid)`;
}

function shownTo({ scope }: Actor, place: (value: unknown) => string): Shown {
  return obligationShown('o', scope.all ? null : place(scope.ids));
}

/** What the API shows of obligations and of who was told of them. */
@Injectable()
export class ObligationReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text. */
  page(actor: Actor, filter: ObligationFilter, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const place = (value: unknown): string => conditions.value(value);
    const from = relation('obligation', 'o', asOf, place);
    conditions
      .equal('o.kind', filter.kind)
      .equal('o.state', filter.state)
      .equal('o.owner_id', filter.ownerId)
      .equal('o.source_type', filter.sourceType)
      .equal('o.source_id', filter.sourceId);
    if (filter.legalEntityId !== undefined) {
      conditions.add(`o.legal_entity_ids @> ARRAY[${place(filter.legalEntityId)}::uuid]`);
    }
    if (filter.dueAfter !== undefined) conditions.add(`o.due_on > ${place(filter.dueAfter)}::date`);
    if (filter.dueBefore !== undefined) conditions.add(`o.due_on < ${place(filter.dueBefore)}::date`);
    conditions.add(visibleTo(actor, 'o', place));
    const item = columnsOf(shownTo(actor, place));
    return readPage(this.database, { ...OBLIGATIONS, item, from }, conditions, filter, asOf);
  }

  /** One obligation; throws not-found. */
  async one(actor: Actor, id: string, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const place = (value: unknown): string => conditions.value(value);
    const from = relation('obligation', 'o', asOf, place);
    conditions.add(`o.id = ${place(id)}`).add(visibleTo(actor, 'o', place));
    const sql = `SELECT (${jsonOf(shownTo(actor, place))})::text AS json, o.row_version AS "rowVersion" FROM ${from} ${conditions.where}`;
    const [row] = await this.database.rows<{ json: string; rowVersion: number }>(
      sql,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }

  /**
   * The ledger of one obligation, oldest step first; throws not-found. Lines of people whom the reader does not see are
   * left out: what a mail server answers may hold their address.
   */
  async deliveries(actor: Actor, id: string, filter: DeliveryFilter): Promise<string> {
    await this.one(actor, id, null);
    const conditions = new Conditions();
    conditions.equal('d.obligation_id', id).equal('d.channel', filter.channel);
    if (filter.state !== undefined) {
      conditions.add(`coalesce(r.state, 'pending') = ${conditions.value(filter.state)}`);
    }
    toVisiblePeople(actor, conditions);
    return readPage(this.database, DELIVERIES, conditions, filter, null);
  }
}

/** The same people as the list of people shows. */
function toVisiblePeople({ scope, personId }: Actor, conditions: Conditions): void {
  if (scope.all) return;
  conditions.add(`EXISTS (SELECT FROM person p WHERE p.id = d.recipient_id AND (p.entity_scope = 'all'
    OR p.legal_entity_ids && ${conditions.value(scope.ids)}::uuid[] OR p.id = ${conditions.value(personId)}::uuid))`);
}

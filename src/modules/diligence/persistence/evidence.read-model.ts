import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { Clock } from '../../../kernel/clock.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { columnsOf, jsonOf, type Shown } from '../../../platform/database/shown.js';
import { ownOrEverybodys } from './own-or-everybodys.js';
import { evidenceShown, standingOn } from './evidence.shown.js';

export interface EvidenceFilter extends PageRequest {
  legalEntityId?: string;
  kind?: string;
  subjectId?: string;
  sha256?: string;
  /** YYYY-MM-DD: expires earlier than on this day. */
  expiresBefore?: string;
  includeRetired?: boolean;
  q?: string;
}

/** What is downloaded. */
export interface Download {
  sha256: string;
  fileName: string;
  mediaType: string;
  size: number;
}

export const EVIDENCE_SORTS = ['name', 'createdAt', 'updatedAt', 'validTo'] as const;

/** What does not expire comes after everything that does. */
const EXPIRY = `coalesce(d.valid_to, 'infinity'::date)`;

const PAGE: Omit<PageSpec, 'from' | 'item'> = {
  alias: 'd',
  list: 'evidence',
  sorts: {
    name: { sql: 'd.name', type: 'text' },
    createdAt: { sql: 'd.created_at', type: 'timestamptz' },
    updatedAt: { sql: 'd.updated_at', type: 'timestamptz' },
    validTo: { sql: EXPIRY, type: 'date', key: (day) => (typeof day === 'string' ? day : 'infinity') },
  },
  defaultSort: 'createdAt',
};

/** What the API shows of documents: those of the installation, and of legal entities that somebody sees. */
@Injectable()
export class EvidenceReadModel {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** One page as JSON text; by creation where no order is asked for, by expiry with `expiresBefore`. */
  page(filter: EvidenceFilter, scope: EntityScope, asOf: AsOf): Promise<string> {
    const conditions = new Conditions();
    const { from, shown } = this.#read(asOf, conditions);
    const item = columnsOf(shown);
    ownOrEverybodys(conditions, 'd', scope);
    conditions
      .equal('d.legal_entity_id', filter.legalEntityId)
      .equal('d.kind', filter.kind)
      .equal('d.sha256', filter.sha256)
      .search('d', filter.q);
    if (filter.subjectId !== undefined) {
      const about = relation('evidence_subject', 'k', asOf, (value) => conditions.value(value));
      conditions.add(
        `d.id IN (SELECT k.evidence_id FROM ${about} WHERE k.subject_id = ${conditions.value(filter.subjectId)})`,
      );
    }
    if (filter.expiresBefore !== undefined) {
      conditions.add(`${EXPIRY} < ${conditions.value(filter.expiresBefore)}::date`);
    }
    if (!filter.includeRetired) conditions.add('d.retired_at IS NULL');
    const defaultSort = filter.expiresBefore === undefined ? PAGE.defaultSort : 'validTo';
    return readPage(this.database, { ...PAGE, from, item, defaultSort }, conditions, filter, asOf);
  }

  /** One document; throws not-found. */
  async one(id: string, scope: EntityScope, asOf: AsOf): Promise<Stored> {
    const conditions = new Conditions();
    const { from, shown } = this.#read(asOf, conditions);
    conditions.equal('d.id', id);
    ownOrEverybodys(conditions, 'd', scope);
    const [row] = await this.database.rows<{ json: string; rowVersion: number }>(
      `SELECT (${jsonOf(shown)})::text AS json, d.row_version AS "rowVersion" FROM ${from} ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (!row) throw notFound();
    return row;
  }

  /** What is read, with its standing on the day that is asked for. */
  #read(asOf: AsOf, conditions: Conditions): { from: string; shown: Shown } {
    const place = (value: unknown): string => conditions.value(value);
    const relations = {
      subjects: relation('evidence_subject', 's', asOf, place),
      successors: relation('evidence', 'n', asOf, place),
    };
    const now = place(asOf ?? this.clock.now().toISOString());
    return {
      from: `${relation('evidence', 'd', asOf, place)} ${standingOn('d', relations, now)}`,
      shown: evidenceShown('d', relations),
    };
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase, relation } from '../../../platform/database/read-database.js';
import { columnsOf } from '../../../platform/database/shown.js';
import { withinScope } from '../../../platform/database/within-scope.js';
import { linkShown } from './assessment-link.shown.js';

/** A link that has a token, whether it still works or not. */
export interface FoundLink {
  id: string;
  assessmentId: string;
  recipient: string;
  legalEntityId: string;
}

export const LINK_SORTS = ['createdAt'] as const;

const PAGE: Omit<PageSpec, 'from' | 'item'> = {
  alias: 'l',
  list: 'assessment-links',
  sorts: { createdAt: { sql: 'l.created_at', type: 'timestamptz' } },
  defaultSort: 'createdAt',
};

/** What the API shows of links: those of assessments that somebody sees, and none of their tokens. */
@Injectable()
export class LinkReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text; throws not-found for an assessment that is not there. */
  async page(assessmentId: string, request: PageRequest, scope: EntityScope, asOf: AsOf): Promise<string> {
    await this.#refuseUnknown(assessmentId, scope, asOf);
    const conditions = new Conditions();
    const place = (value: unknown): string => conditions.value(value);
    const from = relation('assessment_link', 'l', asOf, place);
    const item = columnsOf(linkShown('l', relation('assessment_link_mail', 'm', asOf, place)));
    conditions.equal('l.assessment_id', assessmentId);
    return readPage(this.database, { ...PAGE, from, item }, conditions, request, asOf);
  }

  /** Null where no link has that token. */
  async byToken(hash: Buffer): Promise<FoundLink | null> {
    const [row] = await this.database.rows<FoundLink & Record<string, unknown>>(
      `SELECT l.id, l.assessment_id AS "assessmentId", l.recipient, a.legal_entity_id AS "legalEntityId"
         FROM assessment_link_token t
         JOIN assessment_link l ON l.id = t.link_id
         JOIN assessment a ON a.id = l.assessment_id
        WHERE t.token_hash = $1`,
      [hash],
    );
    return row ?? null;
  }

  async #refuseUnknown(assessmentId: string, scope: EntityScope, asOf: AsOf): Promise<void> {
    const conditions = new Conditions();
    const from = relation('assessment', 'a', asOf, (value) => conditions.value(value));
    conditions.equal('a.id', assessmentId);
    withinScope(conditions, 'a.legal_entity_id', scope);
    const found = await this.database.rows(
      `SELECT a.id FROM ${from} ${conditions.where}`,
      conditions.values,
      asOf,
    );
    if (found.length === 0) throw notFound();
  }
}

import { Injectable } from '@nestjs/common';
import { insertRow, lockRow, retireRow, type Stored, updateRow } from '../../../platform/database/rows.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { jsonOf } from '../../../platform/database/shown.js';
import { UseCaseEntity } from './use-case.entity.js';
import { useCaseShown } from './use-case.shown.js';

const LINKS = { links: 'use_case_legal_entity l', visible: null };
const answering = (json: string): string =>
  `SELECT (${json})::text AS json, u.row_version AS "rowVersion" FROM use_case u WHERE u.id = $1`;
const ANSWER = answering(jsonOf(useCaseShown('u', { ...LINKS, configurationAt: 'NULL' })));
const LIST_ITEM = answering(jsonOf(useCaseShown('u', LINKS)));
/** The links are not there yet when the row is written: the answer is read once they are. */
const NOTHING = `'null'::json`;

/** A legal entity as a use case refers to it. */
export interface LinkedEntity {
  id: string;
  timeZone: string;
  retired: boolean;
}

/** A use case that may be the same as one that is about to be registered. */
export interface SimilarUseCase {
  id: string;
  name: string;
  nameZhHant: string | null;
  tier: string;
  status: string;
  /** 0 to 1: how many pairs of characters the names share (Dice coefficient), in the language where it is more. */
  similarity: number;
}

/** Below this, names merely share a word. */
const SIMILAR = 0.5;

/** Writes of use cases and of their links to legal entities. */
@Injectable()
export class UseCaseRepository {
  async insert(
    tx: Transaction,
    useCase: Partial<UseCaseEntity> & { id: string; name: string },
    legalEntityIds: readonly string[],
    { configuration }: { configuration: boolean },
  ): Promise<Stored> {
    await insertRow(tx, UseCaseEntity, useCase, NOTHING);
    const linked = this.link(tx, useCase.id, useCase.name, legalEntityIds);
    return this.answerAfter(tx, useCase.id, [linked], configuration);
  }

  async update(tx: Transaction, id: string, changes: Partial<UseCaseEntity>): Promise<void> {
    await updateRow(tx, UseCaseEntity, id, changes, NOTHING);
  }

  /**
   * The use case as its single-record answer shows it. It is read behind the statements that are under way; where one
   * of them is refused, that is the error, not the aborted transaction that the read then meets.
   */
  async answerAfter(
    tx: Transaction,
    id: string,
    underWay: readonly Promise<void>[],
    configuration = true,
  ): Promise<Stored> {
    const answer = configuration
      ? tx.query<Stored>(ANSWER, [id], 'use-case-answer')
      : tx.query<Stored>(LIST_ITEM, [id], 'use-case-item');
    for (const outcome of await Promise.allSettled([...underWay, answer])) {
      if (outcome.status === 'rejected') throw outcome.reason;
    }
    return (await answer).rows[0] as Stored;
  }

  async retire(tx: Transaction, id: string): Promise<void> {
    await retireRow(tx, UseCaseEntity, id, NOTHING);
    await this.setRetired(tx, id, true);
  }

  lock(tx: Transaction, id: string): Promise<UseCaseEntity | null> {
    return lockRow(tx, UseCaseEntity, id);
  }

  /** Makes the links to these legal entities, and gives existing ones the name of now. */
  async link(tx: Transaction, id: string, name: string, legalEntityIds: readonly string[]): Promise<void> {
    await tx.query(
      `INSERT INTO use_case_legal_entity (use_case_id, legal_entity_id, name)
       SELECT $1, legal_entity_id, $2 FROM unnest($3::uuid[]) AS legal_entity_id
       ON CONFLICT (use_case_id, legal_entity_id) DO UPDATE SET name = excluded.name`,
      [id, name, legalEntityIds],
      'link-use-case',
    );
  }

  async unlinkOthers(tx: Transaction, id: string, legalEntityIds: readonly string[]): Promise<void> {
    await tx.query(
      'DELETE FROM use_case_legal_entity WHERE use_case_id = $1 AND legal_entity_id <> ALL($2::uuid[])',
      [id, legalEntityIds],
      'unlink-use-case',
    );
  }

  /** A retired use case gives its name free in each of its legal entities; a restored one takes it again. */
  async setRetired(tx: Transaction, id: string, retired: boolean): Promise<void> {
    await tx.query(
      'UPDATE use_case_legal_entity SET retired_at = CASE WHEN $2::boolean THEN now() END WHERE use_case_id = $1',
      [id, retired],
      'retire-use-case-links',
    );
  }

  /** The legal entities of a use case, by id; nobody retires one until the transaction ends. */
  async entitiesOf(tx: Transaction, id: string): Promise<LinkedEntity[]> {
    const { rows } = await tx.query<LinkedEntity>(
      `SELECT e.id, e.time_zone AS "timeZone", e.retired_at IS NOT NULL AS retired
         FROM use_case_legal_entity l JOIN legal_entity e ON e.id = l.legal_entity_id
        WHERE l.use_case_id = $1 ORDER BY e.id FOR KEY SHARE OF e`,
      [id],
      'use-case-entities',
    );
    return rows;
  }

  /** Those of the ids that are legal entities, by id; they stay until the transaction ends. */
  async referableEntities(tx: Transaction, ids: readonly string[]): Promise<LinkedEntity[]> {
    const { rows } = await tx.query<LinkedEntity>(
      `SELECT id, time_zone AS "timeZone", retired_at IS NOT NULL AS retired
         FROM legal_entity WHERE id = ANY($1::uuid[]) ORDER BY id FOR KEY SHARE`,
      [ids],
      'referable-legal-entities',
    );
    return rows;
  }

  async similar(tx: Transaction, name: string, nameZhHant: string | null): Promise<SimilarUseCase[]> {
    const { scope } = tx.context.actor;
    const { rows } = await tx.query<SimilarUseCase>(
      `SELECT u.id, u.name, u.name_zh_hant AS "nameZhHant", u.tier, u.status, likeness.most::float8 AS similarity
         FROM use_case u,
              LATERAL (SELECT greatest(name_likeness(u.name, $1), name_likeness(u.name_zh_hant, $2)) AS most) AS likeness
        WHERE u.retired_at IS NULL AND likeness.most >= ${SIMILAR}
          AND search_grams(u.name || ' ' || coalesce(u.name_zh_hant, ''))
              && (query_grams($1::text) || coalesce(query_grams($2::text), '{}'))
          AND ($3::uuid[] IS NULL OR EXISTS (SELECT FROM use_case_legal_entity l
                WHERE l.use_case_id = u.id AND l.legal_entity_id = ANY($3)))
        ORDER BY likeness.most DESC, u.id LIMIT 5`,
      [name, nameZhHant, scope.all ? null : scope.ids],
      'similar-use-cases',
    );
    return rows;
  }
}

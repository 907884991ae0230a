import { Injectable } from '@nestjs/common';
import { insertRow, lockRow, retireRow, type Stored, updateRow } from '../../../platform/database/rows.js';
import { jsonOf } from '../../../platform/database/shown.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { ComponentReviewEntity } from './component-review.entity.js';
import { reviewShown, versionOf } from './component-review.shown.js';
import { entityDayOf } from './entity-day.js';

/** The answer is read when everything is written. */
const NOTHING = `'null'::json`;

const ANSWER = `SELECT (${jsonOf(reviewShown('v'))})::text AS json, v.row_version AS "rowVersion"
  FROM component_review v ${entityDayOf('v', '$2')} ${versionOf('v', 'component c')} WHERE v.id = $1`;

/** What a review needs to know of the component that was looked at. */
export interface ReviewedComponent {
  kind: string;
  version: string | null;
}

/** Writes of component reviews. */
@Injectable()
export class ComponentReviewRepository {
  insert(tx: Transaction, row: Partial<ComponentReviewEntity>): Promise<Stored> {
    return insertRow(tx, ComponentReviewEntity, row, NOTHING);
  }

  /** Changes a review that the transaction holds locked. */
  update(tx: Transaction, id: string, changes: Partial<ComponentReviewEntity>): Promise<Stored> {
    return updateRow(tx, ComponentReviewEntity, id, changes, NOTHING);
  }

  retire(tx: Transaction, id: string): Promise<Stored> {
    return retireRow(tx, ComponentReviewEntity, id, NOTHING);
  }

  lock(tx: Transaction, id: string): Promise<ComponentReviewEntity | null> {
    return lockRow(tx, ComponentReviewEntity, id);
  }

  /** The review as it is after what was written. */
  async shown(tx: Transaction, id: string, now: Date): Promise<Stored> {
    const { rows } = await tx.query<Stored>(ANSWER, [id, now.toISOString()], 'component-review-answer');
    return rows[0] as Stored;
  }

  /** The component as it is now; null where there is none. */
  async component(tx: Transaction, id: string): Promise<ReviewedComponent | null> {
    const { rows } = await tx.query<ReviewedComponent>(
      'SELECT kind, release AS version FROM component WHERE id = $1 FOR KEY SHARE',
      [id],
      'reviewed-component',
    );
    return rows[0] ?? null;
  }
}

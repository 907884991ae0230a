import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { jsonOf } from '../../../platform/database/shown.js';
import { reminderShown } from './reminder.shown.js';

const MARK_READ = `
  WITH own AS (
    SELECT id, read_at IS NULL AS now FROM reminder
     WHERE id = $1 AND recipient_id = $2 AND channel = 'in_app' FOR NO KEY UPDATE
  )
  UPDATE reminder SET read_at = coalesce(reminder.read_at, clock_timestamp())
    FROM own WHERE reminder.id = own.id
  RETURNING (${jsonOf(reminderShown('reminder'))})::text AS json, own.now`;

/** What people write to their inbox. */
@Injectable()
export class InboxRepository {
  /** Null when it is not a reminder in this person's inbox; `now` when it was unread until now. */
  async markRead(
    tx: Transaction,
    id: string,
    personId: string | null,
  ): Promise<{ json: string; now: boolean } | null> {
    const { rows } = await tx.query<{ json: string; now: boolean }>(MARK_READ, [id, personId], 'mark-read');
    return rows[0] ?? null;
  }
}

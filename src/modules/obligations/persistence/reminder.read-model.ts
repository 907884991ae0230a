import { Injectable } from '@nestjs/common';
import { Conditions, type PageRequest, type PageSpec, readPage } from '../../../platform/database/page.js';
import { ReadDatabase } from '../../../platform/database/read-database.js';
import { columnsOf } from '../../../platform/database/shown.js';
import { reminderShown } from './reminder.shown.js';

export interface ReminderFilter extends PageRequest {
  unread?: boolean;
}

export const REMINDER_SORTS = ['createdAt'] as const;

const PAGE: PageSpec = {
  from: 'reminder r',
  alias: 'r',
  list: 'reminders',
  item: columnsOf(reminderShown('r')),
  sorts: { createdAt: { sql: 'r.created_at', type: 'timestamptz' } },
  defaultSort: '-createdAt',
};

/** The inbox of one person. */
@Injectable()
export class ReminderReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** One page as JSON text, the latest first; empty for a key that belongs to nobody. */
  page(personId: string | null, filter: ReminderFilter): Promise<string> {
    const conditions = new Conditions();
    conditions.add(`r.recipient_id = ${conditions.value(personId)}::uuid`).add(`r.channel = 'in_app'`);
    if (filter.unread !== undefined) conditions.add(`r.read_at IS ${filter.unread ? '' : 'NOT '}NULL`);
    return readPage(this.database, PAGE, conditions, filter, null);
  }
}

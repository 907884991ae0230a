import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../kernel/actor.js';
import { auditedOfAccount } from '../../kernel/audited-entities.js';
import { notFound } from '../../kernel/domain-error.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { InboxRepository } from './persistence/inbox.repository.js';

/** What people do with the reminders in their inbox. */
@Injectable()
export class ReminderService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly inbox: InboxRepository,
  ) {}

  /** Marks a reminder of one's own as read; once read, it stays read. */
  read(context: RequestContext, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const marked = await this.inbox.markRead(tx, id, context.actor.personId);
      if (!marked) throw notFound();
      if (marked.now) {
        const legalEntityIds = auditedOfAccount(context.actor.scope);
        tx.record({ action: 'reminder.read', resource: { type: 'reminder', id }, legalEntityIds });
      }
      return Answer.ok(marked.json);
    });
  }
}

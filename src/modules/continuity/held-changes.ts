import { Injectable } from '@nestjs/common';
import { DomainError, notFound } from '../../kernel/domain-error.js';
import { refuseStaleOrRetired } from '../../kernel/versioned.js';
import { auditedOf, isSeen, refuseForeign } from '../../platform/database/installation-wide.js';
import type { Stored } from '../../platform/database/rows.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import type { ReadChange } from './domain/shown-change.js';
import type { ChangeEventEntity } from './persistence/change-event.entity.js';
import { wholeChange } from './persistence/change-event.read-model.js';
import { ChangeEventRepository } from './persistence/change-event.repository.js';

/** Change events that a transaction holds until it ends; to who does not see their legal entity they are not there. */
@Injectable()
export class HeldChanges {
  constructor(private readonly events: ChangeEventRepository) {}

  /** Throws not-found, or forbidden for one of the installation. */
  async hold(tx: Transaction, id: string): Promise<ChangeEventEntity> {
    const event = await this.events.lock(tx, id);
    if (event === null || !isSeen(tx, event)) throw notFound();
    refuseForeign(tx, event);
    return event;
  }

  /** Throws not-found, forbidden or retired. */
  async holdInUse(tx: Transaction, id: string): Promise<ChangeEventEntity> {
    const event = await this.hold(tx, id);
    if (event.retiredAt) throw new DomainError('retired');
    return event;
  }

  /** Throws not-found, forbidden, precondition-failed or retired. */
  async holdCurrent(tx: Transaction, id: string, rowVersion: number): Promise<ChangeEventEntity> {
    const event = await this.hold(tx, id);
    refuseStaleOrRetired(event, rowVersion);
    return event;
  }

  /** What was stored, with whom it affects as far as the actor sees them. */
  async shown(tx: Transaction, id: string, { json, rowVersion }: Stored): Promise<Stored> {
    const affected = await this.events.affected(tx, id);
    return { json: wholeChange(JSON.parse(json) as ReadChange, affected), rowVersion };
  }
}

/** Tells the audit log what happened to a change event. */
export function recordChange(
  tx: Transaction,
  what: string,
  event: Pick<ChangeEventEntity, 'id' | 'legalEntityId'>,
  changes: object = {},
  reason: string | null = null,
): void {
  tx.record({
    action: `change_event.${what}`,
    resource: { type: 'change_event', id: event.id },
    legalEntityIds: auditedOf(event),
    changes: { ...changes },
    reason,
  });
}

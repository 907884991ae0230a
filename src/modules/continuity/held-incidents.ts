import { Injectable } from '@nestjs/common';
import { auditedFor } from '../../kernel/audited-entities.js';
import { DomainError, notFound } from '../../kernel/domain-error.js';
import { sees } from '../../kernel/entity-scope.js';
import { refuseStaleOrRetired } from '../../kernel/versioned.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import type { IncidentEntity } from './persistence/incident.entity.js';
import { IncidentRepository } from './persistence/incident.repository.js';

/** Incidents that a transaction holds until it ends; to who does not see their legal entity they are not there. */
@Injectable()
export class HeldIncidents {
  constructor(private readonly incidents: IncidentRepository) {}

  /** Throws not-found. */
  async hold(tx: Transaction, id: string): Promise<IncidentEntity> {
    const incident = await this.incidents.lock(tx, id);
    if (incident === null || !sees(tx.context.actor.scope, incident.legalEntityId)) throw notFound();
    return incident;
  }

  /** Throws not-found or retired. */
  async holdInUse(tx: Transaction, id: string): Promise<IncidentEntity> {
    const incident = await this.hold(tx, id);
    if (incident.retiredAt) throw new DomainError('retired');
    return incident;
  }

  /** Throws not-found, precondition-failed or retired. */
  async holdCurrent(tx: Transaction, id: string, rowVersion: number): Promise<IncidentEntity> {
    const incident = await this.hold(tx, id);
    refuseStaleOrRetired(incident, rowVersion);
    return incident;
  }
}

/** Tells the audit log what happened to an incident. */
export function recordIncident(
  tx: Transaction,
  what: string,
  { id, legalEntityId }: Pick<IncidentEntity, 'id' | 'legalEntityId'>,
  changes: object = {},
  reason: string | null = null,
): void {
  tx.record({
    action: `incident.${what}`,
    resource: { type: 'incident', id },
    legalEntityIds: auditedFor([legalEntityId]),
    changes: { ...changes },
    reason,
  });
}

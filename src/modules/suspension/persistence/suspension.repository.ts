import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import type { OpenSuspension, Stops, SuspensionSubject } from '../domain/stops.js';

export interface NewSuspension {
  id: string;
  subject: SuspensionSubject;
  origin: 'suspend' | 'status';
  reason: string | null;
  statusBefore: string;
  by: string;
  at: Date;
  seen: string | null;
  stops: Stops;
  graphHash: string | null;
}

export interface Lifted {
  by: string;
  at: Date;
  reason: string | null;
  statusAfter: string;
}

const INSERT = `
  INSERT INTO suspension (id, provider_id, component_id, origin, reason, status_before, suspended_by, suspended_at, seen, stops,
                          graph_hash)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11)`;

const OPEN = `
  SELECT id, status_before AS "statusBefore", suspended_by AS "suspendedBy"
    FROM suspension WHERE (provider_id = $1 OR component_id = $1) AND reinstated_at IS NULL
     FOR UPDATE`;

const LIFT = `
  UPDATE suspension
     SET reinstated_by = $2, reinstated_at = $3, reinstate_reason = $4, status_after = $5,
         row_version = row_version + 1, updated_at = now()
   WHERE id = $1`;

/** Writes of suspensions; what was stopped is never changed. */
@Injectable()
export class SuspensionRepository {
  async insert(tx: Transaction, suspension: NewSuspension): Promise<void> {
    const { id, subject, origin, reason, statusBefore, by, at, seen, stops, graphHash } = suspension;
    const providerId = subject.type === 'provider' ? subject.id : null;
    const componentId = subject.type === 'component' ? subject.id : null;
    await tx.query(
      INSERT,
      [
        ...[id, providerId, componentId, origin, reason, statusBefore, by, at.toISOString(), seen],
        ...[JSON.stringify(stops), graphHash],
      ],
      'insert-suspension',
    );
  }

  /** The suspension of a provider or component that nobody has lifted, locked until the transaction ends; null: none is recorded. */
  async lockOpen(tx: Transaction, id: string): Promise<OpenSuspension | null> {
    const { rows } = await tx.query<OpenSuspension & Record<string, unknown>>(OPEN, [id], 'open-suspension');
    return rows[0] ?? null;
  }

  async lift(tx: Transaction, id: string, { by, at, reason, statusAfter }: Lifted): Promise<void> {
    await tx.query(LIFT, [id, by, at.toISOString(), reason, statusAfter], 'lift-suspension');
  }
}

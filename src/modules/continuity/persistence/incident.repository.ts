import { Injectable } from '@nestjs/common';
import { RecordRepository } from '../../../platform/database/record-repository.js';
import { jsonOf } from '../../../platform/database/shown.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { IncidentEntity } from './incident.entity.js';
import { entryShown, incidentShown } from './incident.shown.js';

/** What happened when, as it was told. */
export interface TimelineEntry {
  id: string;
  at: Date;
  text: string;
  byId: string;
}

/** Writes of incidents, and of what is told of them. */
@Injectable()
export class IncidentRepository extends RecordRepository<IncidentEntity> {
  protected readonly target = IncidentEntity;
  protected readonly json = jsonOf(incidentShown('incident'));

  /** Adds to a timeline; the answer is the entry as JSON text. */
  async tell(tx: Transaction, incidentId: string, { id, at, text, byId }: TimelineEntry): Promise<string> {
    const { rows } = await tx.query<{ json: string }>(
      `INSERT INTO incident_timeline_entry AS t (id, incident_id, at, text, by_id) VALUES ($1, $2, $3, $4, $5)
       RETURNING (${jsonOf(entryShown('t'))})::text AS json`,
      [id, incidentId, at, text, byId],
      'tell-of-incident',
    );
    return rows[0]?.json ?? '';
  }

  /** For how many hours use cases may be down; null: not known. */
  async tolerances(tx: Transaction, useCaseIds: readonly string[]): Promise<(number | null)[]> {
    const { rows } = await tx.query<{ hours: number | null }>(
      'SELECT tolerance_hours::float8 AS hours FROM use_case WHERE id = ANY ($1::uuid[])',
      [useCaseIds],
      'tolerances-of-use-cases',
    );
    return rows.map(({ hours }) => hours);
  }

  /** How many incidents in use name a document. */
  async countOnEvidence(tx: Transaction, id: string): Promise<number> {
    const { rows } = await tx.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM incident WHERE evidence_ids @> ARRAY[$1::uuid] AND retired_at IS NULL`,
      [id],
      'incidents-on-evidence',
    );
    return rows[0]?.count ?? 0;
  }
}

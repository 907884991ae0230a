import { Injectable } from '@nestjs/common';
import { jsonOf } from '../../../platform/database/shown.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import type { NotUnderstood } from '../cyclonedx/bom-content.js';
import { bomShown } from './bom.shown.js';

/** A component that a document listed, as it was taken up. */
export interface Listed {
  /** Where it stands in the document. */
  pointer: string;
  componentId: string;
  /** The requirement that was made for it; null where the component was required already. */
  requirementId: string | null;
  name: string;
  purl: string | null;
  modelCardAt: string | null;
}

export interface StoredBom {
  /** As the API shows it. */
  shown: unknown;
  sha256: string;
  listed: Listed[];
  notUnderstood: NotUnderstood[];
}

export interface NewBom {
  id: string;
  componentId: string;
  sha256: string;
  serialNumber: string | null;
  documentVersion: number | null;
  specVersion: string;
  /** JSON text. */
  document: string;
  listed: readonly Listed[];
  notUnderstood: readonly NotUnderstood[];
  receivedBy: string;
}

const SHOWN = jsonOf(bomShown('component_bom'));

/** Imports take turns: two that list the same package would else both register it. */
const TAKE_TURNS = `SELECT pg_advisory_xact_lock(hashtext('bills of materials'))`;

/** Writes of bills of materials. */
@Injectable()
export class BomRepository {
  takeTurns(tx: Transaction): void {
    tx.send(TAKE_TURNS, [], 'bom-turn');
  }

  /** The one that was received last for a component. */
  async newest(tx: Transaction, componentId: string): Promise<StoredBom | null> {
    const { rows } = await tx.query<StoredBom>(
      `SELECT ${SHOWN} AS shown, sha256, listed, not_understood AS "notUnderstood" FROM component_bom
        WHERE component_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1`,
      [componentId],
      'newest-bom',
    );
    return rows[0] ?? null;
  }

  /** @returns as the API shows it */
  async insert(tx: Transaction, bom: NewBom): Promise<unknown> {
    const { id, componentId, sha256, serialNumber, documentVersion, specVersion } = bom;
    // By the clock, not by the transaction's beginning: whoever waited for a turn comes later.
    const { rows } = await tx.query<{ shown: unknown }>(
      `INSERT INTO component_bom (id, component_id, sha256, serial_number, document_version, spec_version, document,
              listed, not_understood, received_by, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, clock_timestamp(), clock_timestamp())
       RETURNING ${SHOWN} AS shown`,
      [
        id,
        componentId,
        sha256,
        serialNumber,
        documentVersion,
        specVersion,
        bom.document,
        JSON.stringify(bom.listed),
        JSON.stringify(bom.notUnderstood),
        bom.receivedBy,
      ],
      'insert-bom',
    );
    return rows[0]?.shown;
  }
}

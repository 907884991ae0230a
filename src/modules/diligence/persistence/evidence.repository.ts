import { Injectable } from '@nestjs/common';
import type { LocalFile } from '../../../platform/files/file-store.js';
import type { Stored } from '../../../platform/database/rows.js';
import { jsonOf } from '../../../platform/database/shown.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import type { EvidenceFacts, SubjectRef } from '../domain/evidence.js';
import { evidenceShown, PRESENT, standingOn } from './evidence.shown.js';

/** A document as a transaction that changes it holds it. */
export interface EvidenceRow extends EvidenceFacts {
  id: string;
  legalEntityId: string | null;
  sha256: string;
  /** Bytes of the file. */
  size: number;
  fileName: string;
  supersedesId: string | null;
  rowVersion: number;
  retiredAt: Date | null;
}

/** A document that something refers to, and whose it is; null: the installation's. */
export interface ReferableEvidence {
  retired: boolean;
  legalEntityId: string | null;
}

/** What is kept of a file beside its bytes. */
export interface KeptFile extends Omit<LocalFile, 'path'> {
  mediaType: string;
  scanState: 'not_scanned' | 'clean';
}

const ANSWER = `SELECT (${jsonOf(evidenceShown('d', PRESENT))})::text AS json, d.row_version AS "rowVersion"
  FROM evidence d ${standingOn('d', PRESENT, '$2')} WHERE d.id = $1`;

/** Writes of documents: what is said of them, and of which file. */
@Injectable()
export class EvidenceRepository {
  /** Notes a file that is kept; one that is known already is not noted again. */
  noteFile(tx: Transaction, { sha256, size, mediaType, scanState }: KeptFile): void {
    tx.send(
      `INSERT INTO evidence_file (sha256, size, media_type, scan_state, scanned_at)
       VALUES ($1, $2, $3, $4, CASE WHEN $4 = 'clean' THEN now() END)
       ON CONFLICT (sha256) DO UPDATE SET scan_state = 'clean', scanned_at = now()
         WHERE evidence_file.scan_state <> 'clean' AND excluded.scan_state = 'clean'`,
      [sha256, size, mediaType, scanState],
      'note-evidence-file',
    );
  }

  insert(
    tx: Transaction,
    row: Omit<EvidenceRow, 'size' | 'rowVersion' | 'retiredAt'> & { createdBy: string },
    now: Date,
  ): Promise<Stored> {
    const inserted = tx.query(
      `INSERT INTO evidence (id, legal_entity_id, name, name_zh_hant, kind, sha256, file_name, issued_by, issued_on, source,
              description, valid_from, valid_to, supersedes_id, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [
        ...[row.id, row.legalEntityId, row.name, row.nameZhHant, row.kind, row.sha256, row.fileName],
        ...[row.issuedBy, row.issuedOn, row.source, row.description, row.validFrom, row.validTo],
        ...[row.supersedesId, row.createdBy],
      ],
      'insert-evidence',
    );
    return answerAfter(tx, row.id, now, [inserted, insertSubjects(tx, row.id, row.subjectRefs)]);
  }

  /** Changes what is said of a document that the transaction holds locked; the file stays. */
  update(
    tx: Transaction,
    row: EvidenceFacts & { id: string },
    replacing: boolean,
    now: Date,
  ): Promise<Stored> {
    const updated = tx.query(
      `UPDATE evidence SET name = $2, name_zh_hant = $3, kind = $4, issued_by = $5, issued_on = $6, source = $7,
              description = $8, valid_from = $9, valid_to = $10, row_version = row_version + 1, updated_at = now()
        WHERE id = $1`,
      [
        ...[row.id, row.name, row.nameZhHant, row.kind, row.issuedBy, row.issuedOn, row.source],
        ...[row.description, row.validFrom, row.validTo],
      ],
      'update-evidence',
    );
    const subjects = replacing
      ? [
          tx.query(
            'DELETE FROM evidence_subject WHERE evidence_id = $1',
            [row.id],
            'empty-evidence-subjects',
          ),
          insertSubjects(tx, row.id, row.subjectRefs),
        ]
      : [];
    return answerAfter(tx, row.id, now, [updated, ...subjects]);
  }

  setRetired(tx: Transaction, id: string, retired: boolean, now: Date): Promise<Stored> {
    const updated = tx.query(
      `UPDATE evidence SET retired_at = CASE WHEN $2::boolean THEN now() END, row_version = row_version + 1,
              updated_at = now() WHERE id = $1`,
      [id, retired],
      'retire-evidence',
    );
    return answerAfter(tx, id, now, [updated]);
  }

  /** The document as it is: the answer to a change that changes nothing. */
  stored(tx: Transaction, id: string, now: Date): Promise<Stored> {
    return answerAfter(tx, id, now, []);
  }

  /** A document, locked until the transaction ends. */
  async lock(tx: Transaction, id: string): Promise<EvidenceRow | null> {
    const [rows, subjects] = await Promise.all([
      tx.query<Omit<EvidenceRow, 'subjectRefs'>>(
        `SELECT d.id, d.legal_entity_id AS "legalEntityId", d.name, d.name_zh_hant AS "nameZhHant", d.kind, d.sha256,
                (SELECT f.size::float8 FROM evidence_file f WHERE f.sha256 = d.sha256) AS size,
                d.file_name AS "fileName", d.issued_by AS "issuedBy", d.issued_on::text AS "issuedOn", d.source,
                d.description, d.valid_from::text AS "validFrom", d.valid_to::text AS "validTo",
                d.supersedes_id AS "supersedesId", d.row_version AS "rowVersion", d.retired_at AS "retiredAt"
           FROM evidence d WHERE d.id = $1 FOR UPDATE OF d`,
        [id],
        'lock-evidence',
      ),
      tx.query<{ type: string; id: string }>(
        `SELECT subject_type AS type, subject_id AS id FROM evidence_subject WHERE evidence_id = $1
          ORDER BY subject_type, subject_id`,
        [id],
        'subjects-of-evidence',
      ),
    ]);
    const [row] = rows.rows;
    return row ? { ...row, subjectRefs: subjects.rows } : null;
  }

  /** Those of the ids that are documents; held until the transaction ends, so that nobody retires them in between. */
  async referable(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, ReferableEvidence>> {
    const { rows } = await tx.query<ReferableEvidence & { id: string }>(
      `SELECT id, retired_at IS NOT NULL AS retired, legal_entity_id AS "legalEntityId" FROM evidence
        WHERE id = ANY ($1::uuid[]) ORDER BY id FOR KEY SHARE`,
      [ids],
      'referred-evidence',
    );
    return new Map(rows.map(({ id, ...row }) => [id, row]));
  }

  /** Bytes of all files that are kept, beside one. */
  async bytesBeside(tx: Transaction, sha256: string): Promise<number> {
    const { rows } = await tx.query<{ bytes: number }>(
      'SELECT coalesce(sum(size), 0)::float8 AS bytes FROM evidence_file WHERE sha256 <> $1',
      [sha256],
      'kept-bytes',
    );
    return rows[0]?.bytes ?? 0;
  }
}

function insertSubjects(tx: Transaction, id: string, refs: readonly SubjectRef[]): Promise<unknown> {
  return tx.query(
    `INSERT INTO evidence_subject (evidence_id, subject_type, subject_id)
     SELECT $1, * FROM unnest($2::text[], $3::uuid[])`,
    [id, refs.map(({ type }) => type), refs.map((ref) => ref.id)],
    'insert-evidence-subjects',
  );
}

async function answerAfter(
  tx: Transaction,
  id: string,
  now: Date,
  underWay: readonly Promise<unknown>[],
): Promise<Stored> {
  const answer = tx.query<Stored>(ANSWER, [id, now.toISOString()], 'evidence-answer');
  await Promise.all([...underWay, answer]);
  return (await answer).rows[0] as Stored;
}

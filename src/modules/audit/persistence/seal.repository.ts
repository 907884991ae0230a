import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { jsonOf } from '../../../platform/database/shown.js';
import type { AuditEntry } from '../domain/audit-entry.js';
import { frontierOf, type MerkleFrontier } from '../domain/merkle-frontier.js';
import type { SealedTree } from '../domain/sealed-head.js';
import { auditEntryShown } from './audit-entry.shown.js';

const SEALER_LOCK = 7265_0002;

interface SealedRow {
  tree_size: string;
  root: Buffer;
  frontier: Buffer[];
  note: string;
  root_then: Buffer | null;
}

/** What the sealer reads and writes. */
@Injectable()
export class SealRepository {
  /** Whether this transaction is the only sealer at work. */
  async claim(tx: Transaction): Promise<boolean> {
    const { rows } = await tx.query<{ claimed: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS claimed', [
      SEALER_LOCK,
    ]);
    return rows[0]?.claimed ?? false;
  }

  /**
   * The tree as it was last sealed.
   * @param known size whose root is wanted too; null for none.
   */
  async tree(tx: Transaction, known: number | null): Promise<SealedTree> {
    const { rows } = await tx.query<SealedRow>(
      `SELECT last.tree_size, last.root, last.frontier, last.note,
              (SELECT root FROM audit.checkpoint WHERE tree_size = $1::bigint) AS root_then
         FROM audit.checkpoint last ORDER BY tree_size DESC LIMIT 1`,
      [known],
    );
    const [row] = rows;
    return row
      ? { frontier: frontierOf(Number(row.tree_size), row.frontier), last: row, rootThen: row.root_then }
      : { frontier: frontierOf(0, []), last: null, rootThen: null };
  }

  /**
   * Entries not sealed yet whose transaction is over, in an order that can never change: a transaction below the
   * oldest running one adds nothing any more. After a restore into another cluster transaction numbers begin anew;
   * then the slow way finds what the fast way cannot.
   */
  async unsealed(tx: Transaction, limit: number): Promise<AuditEntry[]> {
    const { rows } = await tx.query<{ entry: AuditEntry }>(
      `WITH last AS (
         SELECT e.transaction_id, e.id FROM audit.leaf l JOIN audit.entry e ON e.id = l.entry_id
          ORDER BY l.index DESC LIMIT 1
       ), renumbered AS (
         SELECT coalesce((SELECT transaction_id FROM last) >= pg_snapshot_xmax(pg_current_snapshot()), true) AS yes
       )
       SELECT ${jsonOf(auditEntryShown('e'))} AS entry
         FROM audit.entry e
        WHERE (e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
               OR (SELECT yes FROM renumbered) AND NOT pg_visible_in_snapshot(e.transaction_id, pg_current_snapshot()))
          AND CASE WHEN (SELECT yes FROM renumbered)
                THEN NOT EXISTS (SELECT FROM audit.leaf l WHERE l.entry_id = e.id)
                ELSE (e.transaction_id, e.id) > ((SELECT transaction_id FROM last), (SELECT id FROM last))
              END
        ORDER BY e.transaction_id, e.id
        LIMIT $1`,
      [limit],
    );
    return rows.map(({ entry }) => entry);
  }

  addLeaves(tx: Transaction, from: number, leaves: readonly { entryId: string; hash: Buffer }[]): void {
    tx.send(
      `INSERT INTO audit.leaf (index, entry_id, hash)
       SELECT $1::bigint + n - 1, id, hash FROM unnest($2::uuid[], $3::bytea[]) WITH ORDINALITY AS l(id, hash, n)`,
      [from, leaves.map(({ entryId }) => entryId), leaves.map(({ hash }) => hash)],
    );
  }

  addCheckpoint(tx: Transaction, frontier: MerkleFrontier, root: Buffer, note: string): void {
    tx.send('INSERT INTO audit.checkpoint (tree_size, root, frontier, note) VALUES ($1, $2, $3, $4)', [
      frontier.size,
      root,
      frontier.roots,
      note,
    ]);
  }
}

import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import type { StoredScope } from '../domain/entity-scope.js';
import { SIGN_IN_COLUMNS, type SignInPerson } from './sign-in.read-model.js';

/** What signing in changes of a person. */
@Injectable()
export class PersonStateRepository {
  /** The person, locked until the transaction ends; null when retired or unknown. */
  async lock(tx: Transaction, id: string): Promise<SignInPerson | null> {
    const { rows } = await tx.query<SignInPerson>(
      `SELECT ${SIGN_IN_COLUMNS} FROM public.person WHERE id = $1 AND retired_at IS NULL FOR UPDATE`,
      [id],
      'lock-sign-in-person',
    );
    return rows[0] ?? null;
  }

  /**
   * Whether the person may sign in, and stays so until the transaction ends: a sign-in that is under way while the
   * account is locked out or its password replaced waits, and then finds what is true.
   */
  async holdActive(tx: Transaction, id: string): Promise<boolean> {
    const { rows } = await tx.query<{ status: string }>(
      'SELECT status FROM public.person WHERE id = $1 AND retired_at IS NULL FOR SHARE',
      [id],
      'hold-sign-in-person',
    );
    return rows[0]?.status === 'active';
  }

  activate(tx: Transaction, id: string): void {
    tx.send(
      `UPDATE public.person SET status = 'active', activated_at = now(), row_version = row_version + 1, updated_at = now()
        WHERE id = $1 AND status = 'invited'`,
      [id],
    );
  }

  passwordChosen(tx: Transaction, id: string): void {
    tx.send(
      `UPDATE public.person SET must_change_password = false, row_version = row_version + 1, updated_at = now()
        WHERE id = $1 AND must_change_password`,
      [id],
    );
  }

  /** Marks a one-time code as used; false when it was used before, also in another process at this moment. */
  async claimCode(tx: Transaction, id: string, code: string): Promise<boolean> {
    tx.send(`DELETE FROM auth.used_code WHERE person_id = $1 AND used_at < now() - interval '5 minutes'`, [
      id,
    ]);
    const { rowCount } = await tx.query(
      'INSERT INTO auth.used_code (person_id, code) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [id, code],
    );
    return rowCount === 1;
  }

  /** Revokes the personal keys of a person; answers which, and what each saw. */
  async revokeKeys(tx: Transaction, id: string): Promise<(StoredScope & { id: string })[]> {
    const { rows } = await tx.query<StoredScope & { id: string }>(
      `UPDATE public.api_key SET retired_at = now(), row_version = row_version + 1, updated_at = now()
        WHERE owner_id = $1 AND retired_at IS NULL 
        RETURNING id, entity_scope AS "entityScope", legal_entity_ids AS "legalEntityIds"`,
      [id],
    );
    return rows;
  }
}

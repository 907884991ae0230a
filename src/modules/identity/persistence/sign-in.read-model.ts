import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Locale } from '../../../kernel/actor.js';
import { POOL } from '../../../platform/tokens.js';
import type { StoredScope } from '../domain/entity-scope.js';

/** What signing in needs to know of a person. */
export interface SignInPerson extends StoredScope {
  id: string;
  email: string;
  name: string;
  locale: Locale;
  status: 'invited' | 'active' | 'disabled';
  mustChangePassword: boolean;
}

export const SIGN_IN_COLUMNS = `id, email, name, locale, status, must_change_password AS "mustChangePassword",
  entity_scope AS "entityScope", legal_entity_ids AS "legalEntityIds"`;

/** People as the sign-in asks for them, from the primary: what was just changed counts. Retired people are nobody. */
@Injectable()
export class SignInReadModel {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  async byEmail(email: string): Promise<SignInPerson | null> {
    const { rows } = await this.pool.query<SignInPerson>({
      name: 'sign-in-by-email',
      text: `SELECT ${SIGN_IN_COLUMNS} FROM person WHERE lower(email) = lower($1) AND retired_at IS NULL`,
      values: [email],
    });
    return rows[0] ?? null;
  }

  async byId(id: string): Promise<SignInPerson | null> {
    const { rows } = await this.pool.query<SignInPerson>({
      name: 'sign-in-by-id',
      text: `SELECT ${SIGN_IN_COLUMNS} FROM person WHERE id = $1 AND retired_at IS NULL`,
      values: [id],
    });
    return rows[0] ?? null;
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import type { Pool } from 'pg';
import type { RequestContext } from '../../kernel/actor.js';
import { notFound } from '../../kernel/domain-error.js';
import { POOL } from '../../platform/tokens.js';
import { SessionReader } from './session-reader.js';

interface AccountRow {
  email: string;
  name: string;
  nameZhHant: string | null;
  locale: string;
  timeZone: string;
  mustChangePassword: boolean;
  secondFactor: boolean;
}

export interface OwnAccountView extends AccountRow {
  by: 'session' | 'api_key';
  personId: string;
  roles: string[];
  permissions: string[];
  functions: string[];
  entityScope: string;
  legalEntityIds: string[];
  session: { startedAt: string; endsAt: string } | null;
}

/** Who asks, and what they may do, for screens that show it. */
@Injectable()
export class OwnAccount {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    private readonly sessions: SessionReader,
  ) {}

  async read({ actor }: RequestContext, headers: IncomingHttpHeaders): Promise<OwnAccountView> {
    const { rows } = await this.pool.query<AccountRow>({
      name: 'own-account',
      text: `SELECT p.email, p.name, p.name_zh_hant AS "nameZhHant", p.locale, p.time_zone AS "timeZone",
                    p.must_change_password AS "mustChangePassword",
                    coalesce((SELECT u."twoFactorEnabled" FROM auth."user" u WHERE u.id = p.id::text), false) AS "secondFactor"
               FROM public.person p WHERE p.id = $1`,
      values: [actor.personId],
    });
    const [row] = rows;
    if (!row || actor.personId === null) throw notFound();
    const session = actor.type === 'person' ? await this.sessions.read(headers) : null;
    return {
      by: actor.type === 'person' ? 'session' : 'api_key',
      personId: actor.personId,
      ...row,
      roles: [...actor.roles],
      permissions: [...actor.permissions].sort(),
      functions: [...actor.functions],
      entityScope: actor.scope.all ? 'all' : 'listed',
      legalEntityIds: actor.scope.all ? [] : [...actor.scope.ids],
      session: session && {
        startedAt: session.startedAt.toISOString(),
        endsAt: session.endsAt.toISOString(),
      },
    };
  }
}

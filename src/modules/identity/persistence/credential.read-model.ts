import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Actor } from '../../../kernel/actor.js';
import { type Permission, permissionsOf, type Role, type SigningFunction } from '../../../kernel/roles.js';
import { POOL } from '../../../platform/platform.module.js';

interface PersonRow {
  id: string;
  name: string;
  roles: Role[];
  functions: SigningFunction[];
  entity_scope: 'all' | 'listed';
  legal_entity_ids: string[];
  must_change_password: boolean;
}

interface KeyRow extends PersonRow {
  key_id: string;
  key_name: string;
  owner_id: string | null;
  scopes: Permission[];
  key_entity_scope: 'all' | 'listed';
  key_legal_entity_ids: string[];
  expires_at: Date;
}

export interface ResolvedKey {
  actor: Actor;
  keyId: string;
  ownerId: string | null;
  expiresAt: number;
}

/** What credentials stand for, from the primary: rights must never lag behind. */
@Injectable()
export class CredentialReadModel {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  /** The actor of an API key by the hash of its secret; null when it is unknown, revoked, expired or its owner gone. */
  async byKeyHash(hash: Buffer): Promise<ResolvedKey | null> {
    const { rows } = await this.pool.query<KeyRow>({
      name: 'credential-by-key-hash',
      text: `SELECT k.id AS key_id, k.name AS key_name, k.owner_id, k.scopes, k.entity_scope AS key_entity_scope,
                    k.legal_entity_ids AS key_legal_entity_ids, k.expires_at,
                    p.id, p.name, p.roles, p.functions, p.entity_scope, p.legal_entity_ids
               FROM api_key k LEFT JOIN person p ON p.id = k.owner_id
              WHERE k.secret_hash = $1 AND k.retired_at IS NULL AND k.expires_at > now()
                AND (k.owner_id IS NULL OR (p.status = 'active' AND p.retired_at IS NULL))`,
      values: [hash],
    });
    const [row] = rows;
    return row
      ? {
          actor: actorOfKey(row),
          keyId: row.key_id,
          ownerId: row.owner_id,
          expiresAt: row.expires_at.getTime(),
        }
      : null;
  }

  /**
   * The actor of a signed-in person; null when disabled. Whoever must change the password first has no right but to do
   * so.
   */
  async byPersonId(id: string): Promise<Actor | null> {
    const { rows } = await this.pool.query<PersonRow>({
      name: 'credential-by-person',
      text: `SELECT id, name, roles, functions, entity_scope, legal_entity_ids, must_change_password FROM person
              WHERE id = $1 AND status = 'active' AND retired_at IS NULL`,
      values: [id],
    });
    const [row] = rows;
    if (!row) return null;
    return {
      type: 'person',
      id: row.id,
      name: row.name,
      personId: row.id,
      roles: row.roles,
      permissions: row.must_change_password ? new Set(['session.use']) : permissionsOf(row.roles),
      functions: row.functions,
      scope: row.entity_scope === 'all' ? { all: true } : { all: false, ids: row.legal_entity_ids },
    };
  }
}

/** A personal key acts with its owner's rights, narrowed to its scopes; a service key has its scopes and nothing else. */
function actorOfKey(row: KeyRow): Actor {
  const scopes = new Set(row.scopes);
  const roles: Role[] = row.owner_id === null ? ['service'] : row.roles;
  const permissions = new Set([...permissionsOf(roles)].filter((permission) => scopes.has(permission)));
  return {
    type: 'api_key',
    id: row.key_id,
    name: row.key_name,
    personId: row.owner_id,
    roles,
    permissions,
    functions: row.owner_id === null ? [] : row.functions,
    scope: narrowed(row),
  };
}

function narrowed(row: KeyRow): Actor['scope'] {
  const ofKey = row.key_entity_scope === 'all' ? null : row.key_legal_entity_ids;
  const ofOwner = row.owner_id === null || row.entity_scope === 'all' ? null : row.legal_entity_ids;
  if (ofKey === null && ofOwner === null) return { all: true };
  if (ofKey === null) return { all: false, ids: ofOwner ?? [] };
  if (ofOwner === null) return { all: false, ids: ofKey };
  return { all: false, ids: ofKey.filter((id) => ofOwner.includes(id)) };
}

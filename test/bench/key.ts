import type { Pool } from 'pg';
import { newId } from '../../src/kernel/ids.js';
import { SERVICE_SCOPES } from '../../src/kernel/roles.js';
import { newSecret } from '../../src/modules/identity/domain/api-key-secret.js';

/** A key of a system with every scope that there is. */
export async function insertKey(owner: Pool): Promise<string> {
  const { secret, hash, prefix } = newSecret();
  await owner.query(
    `INSERT INTO api_key (id, name, prefix, secret_hash, scopes, entity_scope, expires_at)
     VALUES ($1, 'bench', $2, $3, $4, 'all', now() + interval '1 day')`,
    [newId(), prefix, hash, SERVICE_SCOPES],
  );
  return secret;
}

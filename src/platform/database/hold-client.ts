import type { Pool, PoolClient } from 'pg';

/**
 * Takes a connection for as long as some work lasts. A connection that is lost while it is held fails the statements on it,
 * and nothing else: without somebody who listens, it would end the process.
 * @param work is given the connection, and a question: whether it has been lost meanwhile
 */
export async function holdClient<T>(
  pool: Pool,
  work: (client: PoolClient, isLost: () => boolean) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let lost = false;
  const onError = (): void => {
    lost = true;
  };
  client.on('error', onError);
  try {
    return await work(client, () => lost);
  } finally {
    client.off('error', onError);
    client.release(lost);
  }
}

// What there is to beat: Fastify and pg with prepared statements, and nothing else. No validation, no rights, no audit,
// no history. Started by bench.ts with DATABASE_URL; prints its port.
import Fastify from 'fastify';
import pg from 'pg';

const COLUMNS = `id, name, name_zh_hant AS "nameZhHant", kind, provider_id AS "providerId", release AS version, pinning, purl,
  licence, deployment, base_model_status AS "baseModelStatus", base_model_id AS "baseModelId",
  storage_location AS "storageLocation", processing_location AS "processingLocation", provenance, maintenance, privilege,
  transparency, substitutability, retires_on AS "retiresOn", retirement_source AS "retirementSource", status,
  owner_id AS "ownerId", catalogue_id AS "catalogueId", created_at AS "createdAt", updated_at AS "updatedAt",
  retired_at AS "retiredAt"`;

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
const server = Fastify();

server.get('/components', async () => {
  const { rows } = await pool.query({
    name: 'page',
    text: `SELECT ${COLUMNS} FROM component WHERE retired_at IS NULL ORDER BY created_at, id LIMIT 50`,
  });
  return { items: rows, nextCursor: null };
});

server.get('/components/:id', async (request) => {
  const { rows } = await pool.query({
    name: 'one',
    text: `SELECT ${COLUMNS} FROM component WHERE id = $1`,
    values: [request.params.id],
  });
  return rows[0];
});

server.post('/components', async (request, reply) => {
  const { id, name, kind, licence, storageLocation } = request.body;
  const { rows } = await pool.query({
    name: 'insert',
    text: `INSERT INTO bare_component (id, name, kind, licence, storage_location, created_by)
           VALUES ($1, $2, $3, $4, $5, 'bare') RETURNING ${COLUMNS}`,
    values: [id, name, kind, licence, storageLocation],
  });
  reply.code(201);
  return rows[0];
});

const address = await server.listen({ port: 0, host: '127.0.0.1' });
process.stdout.write(`${address}\n`);
process.stdin.resume().once('close', () => process.exit(0));

import type { Pool, PoolClient } from 'pg';
import { newId } from '../../src/kernel/ids.js';
import { TASKS } from '../../src/modules/arrangements/arrangement-terms.public.js';
import type { PortfolioInput } from '../../src/modules/scoring/engine/graph/portfolio-input.js';
import { storeRequirements } from './store-requirements.js';

/** So few, with one arrangement each, that a use case has some four subjects: 20,000 in all. */
export const PROVIDERS = 5;

/**
 * The portfolio as records with providers: applications are the firm's own, models and hosts are services of their
 * providers, the rest runs on the firm's machines. Written without history: it is a set-up, not a change.
 */
export async function storeRegister(owner: Pool, input: PortfolioInput): Promise<void> {
  await owner.query(
    'TRUNCATE score, requirement_alternative, requirement, use_case_legal_entity, use_case, component, provider CASCADE',
  );
  const client = await owner.connect();
  try {
    await client.query('SET session_replication_role = replica').catch(() => undefined);
    const id = new Map([...input.nodes, ...input.useCases].map((thing) => [thing.id, newId()]));
    const providers = Array.from({ length: PROVIDERS }, () => newId());
    const entity = newId();
    await client.query(
      `INSERT INTO legal_entity (id, name, kind, jurisdiction) VALUES ($1, $2, 'licensed_corporation', 'HK')`,
      [entity, `Bench ${entity}`],
    );
    await client.query(
      `INSERT INTO provider (id, name, kind, ultimate_parent_status, created_by)
       SELECT i, 'Provider ' || i, CASE WHEN n = 1 THEN 'in_house' ELSE 'third_party' END, 'none', 'bench'
         FROM unnest($1::uuid[]) WITH ORDINALITY AS p(i, n)`,
      [providers],
    );
    const service = new Set(['language_model', 'hosting', 'region', 'network_edge']);
    await client.query(
      `INSERT INTO component (id, name, kind, provider_id, deployment, substitutability, base_model_status, status, created_by)
       SELECT i, 'Component ' || i, k, p, d, s, 'none', 'in_use', 'bench'
         FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[]) AS n(i, k, p, d, s)`,
      [
        input.nodes.map((node) => id.get(node.id)),
        input.nodes.map((node) => node.kind),
        input.nodes.map((node) => providerOf(node, providers)),
        input.nodes.map((node) => (service.has(node.kind) ? 'multi_tenant_saas' : 'self_hosted')),
        input.nodes.map((node) => node.substitutability ?? 'unknown'),
      ],
    );
    await storeArrangements(client, entity, providers.slice(1));
    await client.query(
      `INSERT INTO use_case (id, name, tier, lowest_tier, tier_provisional, tier_reasons, high_risk, high_risk_reasons, status, created_by)
       SELECT i, 'Use ' || i, t, t, false, '[]', 'no', '[]', 'live', 'bench' FROM unnest($1::uuid[], $2::text[]) AS n(i, t)`,
      [
        input.useCases.map((useCase) => id.get(useCase.id)),
        input.useCases.map(({ tier }) => (tier === 'unknown' ? 'T1' : tier)),
      ],
    );
    await client.query(
      `INSERT INTO use_case_legal_entity (use_case_id, legal_entity_id, name)
       SELECT i, $2, 'Use ' || i FROM unnest($1::uuid[]) AS i`,
      [input.useCases.map((useCase) => id.get(useCase.id)), entity],
    );
    await storeRequirements(client, input, id);
    await client.query('ANALYZE');
  } finally {
    client.release();
  }
}

/** One arrangement with each provider, of everything that it supplies, with all its terms. */
async function storeArrangements(
  client: PoolClient,
  entity: string,
  providers: readonly string[],
): Promise<void> {
  await client.query(
    `INSERT INTO arrangement (id, legal_entity_id, reference, kind, provider_id, starts_on, notice_days_provider, reliance,
       substitutability, retention, training_use, chain, privacy_terms, audit_rights, terms_of_use, created_by, prepared_by)
     SELECT i, $2, 'Contract ' || i, 'contract', p, '2026-01-01', 90, 'material', 'medium', 'up_to_30_days',
            'contractually_excluded', 'disclosed_two_tiers', 'evidenced', 'yes', 'allowed', 'bench', '{bench}'
       FROM unnest($1::uuid[], $3::uuid[]) AS n(p, i)`,
    [providers, entity, providers.map(() => newId())],
  );
  // As the application does: it raises the version of the arrangement once, and not for each component.
  await client.query("SELECT set_config('app.actor_type', 'system', false)");
  await client.query(
    `INSERT INTO arrangement_component SELECT a.id, c.id FROM arrangement a JOIN component c ON c.provider_id = a.provider_id`,
  );
  await client.query(
    `INSERT INTO arrangement_territory (arrangement_id, position, jurisdiction, status)
     SELECT id, 1, 'HK', 'supported' FROM arrangement`,
  );
  await client.query(
    `INSERT INTO indemnity (id, arrangement_id, risk, protection, conditions_status, created_by, prepared_by)
     SELECT gen_random_uuid(), a.id, r, 'capped', 'none', 'bench', '{bench}'
       FROM arrangement a, unnest(ARRAY['ip_output', 'ip_training_data', 'privacy']) AS r`,
  );
  await client.query(
    `INSERT INTO responsibility (id, arrangement_id, task, side, basis, created_by, prepared_by)
     SELECT gen_random_uuid(), a.id, t, 'provider', 'contract_clause', 'bench', '{bench}'
       FROM arrangement a, unnest($1::text[]) AS t`,
    [TASKS],
  );
}

/** Applications are in-house; a family of libraries is one project's. */
function providerOf(
  { id, kind }: { id: string; kind: string },
  providers: readonly string[],
): string | undefined {
  if (kind === 'application') return providers[0];
  const [, family = '0'] = /(\d+)/.exec(id) ?? [];
  return providers[1 + (Number(family) % (providers.length - 1))];
}

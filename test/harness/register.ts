import type { Pool } from 'pg';
import { newId } from '../../src/kernel/ids.js';

/** Writes records straight into the tables, for tests that are about reading them. Ids are returned. */
export class RegisterWriter {
  constructor(private readonly owner: Pool) {}

  async legalEntity(name: string): Promise<string> {
    const id = newId();
    await this.owner.query(
      `INSERT INTO legal_entity (id, name, kind) VALUES ($1, $2, 'licensed_corporation')`,
      [id, name],
    );
    return id;
  }

  async provider(name: string, parentId: string | null = null): Promise<string> {
    const id = newId();
    await this.owner.query(
      `INSERT INTO provider (id, name, ultimate_parent_status, ultimate_parent_id, created_by) VALUES ($1, $2, $3, $4, 'test')`,
      [id, name, parentId === null ? 'none' : 'known', parentId],
    );
    return id;
  }

  async component(
    name: string,
    kind: string,
    providerId: string | null,
    more: {
      deployment?: string;
      substitutability?: string;
      retiresOn?: string;
      status?: string;
      baseModelId?: string;
    } = {},
  ): Promise<string> {
    const id = newId();
    await this.owner.query(
      `INSERT INTO component (id, name, kind, provider_id, deployment, substitutability, base_model_status, base_model_id,
         retires_on, status, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'test')`,
      [
        id,
        name,
        kind,
        providerId,
        more.deployment ?? 'multi_tenant_saas',
        more.substitutability ?? 'medium',
        more.baseModelId ? 'known' : 'none',
        more.baseModelId ?? null,
        more.retiresOn ?? null,
        more.status ?? 'in_use',
      ],
    );
    return id;
  }

  async useCase(
    name: string,
    tier: string,
    legalEntityId: string,
    more: { status?: string; toleranceHours?: number } = {},
  ): Promise<string> {
    const id = newId();
    await this.owner.query(
      `INSERT INTO use_case (id, name, tier, lowest_tier, tier_provisional, tier_reasons, high_risk, high_risk_reasons, status,
         tolerance_hours, created_by)
       VALUES ($1, $2, $3, $3, false, '[]', 'no', '[]', $4, $5, 'test')`,
      [id, name, tier, more.status ?? 'live', more.toleranceHours ?? null],
    );
    await this.owner.query(
      'INSERT INTO use_case_legal_entity (use_case_id, legal_entity_id, name) VALUES ($1, $2, $3)',
      [id, legalEntityId, name],
    );
    return id;
  }

  /** `of` needs k of the alternatives, by rank; one marked tested was tested in tolerance yesterday. */
  async requires(
    of: { useCase: string } | { component: string },
    alternatives: { component: string; tested?: boolean }[],
    more: { k?: number; effect?: string; upstreamDisclosed?: string } = {},
  ): Promise<string> {
    const id = newId();
    const [useCaseId, componentId] = 'useCase' in of ? [of.useCase, null] : [null, of.component];
    await this.owner.query(
      `INSERT INTO requirement (id, use_case_id, component_id, label, required, effect, upstream_disclosed)
       VALUES ($1, $2, $3, 'needs', $4, $5, $6)`,
      [id, useCaseId, componentId, more.k ?? 1, more.effect ?? 'stops', more.upstreamDisclosed ?? 'yes'],
    );
    for (const [i, { component, tested }] of alternatives.entries()) {
      await this.owner.query(
        `INSERT INTO requirement_alternative (requirement_id, rank, component_id, fallback_evidence, tested_on)
         VALUES ($1, $2, $3, $4, $5)`,
        [
          id,
          i + 1,
          component,
          tested ? 'tested_in_tolerance' : 'none',
          tested ? new Date(Date.now() - 86_400_000) : null,
        ],
      );
    }
    return id;
  }

  /** States that nothing further stands behind a component. */
  endsAt(component: string): Promise<string> {
    return this.requires({ component }, [], { upstreamDisclosed: 'yes' });
  }
}

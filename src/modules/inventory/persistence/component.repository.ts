import { Injectable } from '@nestjs/common';
import { RecordRepository } from '../../../platform/database/record-repository.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { jsonOf } from '../../../platform/database/shown.js';
import { listedIds } from '../../../kernel/entity-scope.js';
import type { Dependents } from '../domain/in-use.js';
import { ComponentEntity } from './component.entity.js';
import { componentShown } from './component.shown.js';
import { type DependentRow, dependentsOf } from './dependents.js';

/** A component that something refers to. */
export interface ReferableComponent {
  id: string;
  kind: string;
  retired: boolean;
}

/** Writes of components. */
@Injectable()
export class ComponentRepository extends RecordRepository<ComponentEntity> {
  protected readonly target = ComponentEntity;
  protected readonly json = jsonOf(componentShown('component'));

  /** Those of the ids that are components; held until the transaction ends, so that nobody retires them in between. */
  async referable(tx: Transaction, ids: readonly string[]): Promise<Map<string, ReferableComponent>> {
    const { rows } = await tx.query<ReferableComponent>(
      `SELECT id, kind, retired_at IS NOT NULL AS retired FROM component
        WHERE id = ANY ($1::uuid[]) ORDER BY id FOR KEY SHARE`,
      [ids],
      'referable-components',
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Whether a component in use is built on this one. */
  async isBaseModel(tx: Transaction, id: string): Promise<boolean> {
    const { rows } = await tx.query<{ used: boolean }>(
      'SELECT EXISTS (SELECT FROM component WHERE base_model_id = $1 AND retired_at IS NULL) AS used',
      [id],
      'component-is-base-model',
    );
    return rows[0]?.used ?? false;
  }

  /**
   * What keeps a component in use: requirements that name it as an alternative, and components built on it. What a
   * retired use case or component required holds nothing; should that come back, the graph counts this one as failed.
   */
  async dependents(tx: Transaction, id: string): Promise<Dependents> {
    const { rows } = await tx.query<DependentRow>(
      `SELECT name, (count(*) OVER ())::integer AS count FROM (
         SELECT CASE WHEN r.use_case_id IS NULL OR $2::uuid[] IS NULL OR EXISTS (
                  SELECT FROM use_case_legal_entity l
                   WHERE l.use_case_id = r.use_case_id AND l.legal_entity_id = ANY ($2)
                ) THEN r.label END AS name
           FROM requirement_alternative a
           JOIN requirement r ON r.id = a.requirement_id
           LEFT JOIN use_case u ON u.id = r.use_case_id
           LEFT JOIN component c ON c.id = r.component_id
          WHERE a.component_id = $1 AND r.retired_at IS NULL AND u.retired_at IS NULL AND c.retired_at IS NULL
         UNION ALL
         SELECT name FROM component WHERE base_model_id = $1 AND retired_at IS NULL
       ) AS held ORDER BY name LIMIT 5`,
      [id, listedIds(tx.context.actor.scope)],
      'component-dependents',
    );
    return dependentsOf(rows);
  }
}

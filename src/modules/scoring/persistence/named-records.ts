import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { relation } from '../../../platform/database/read-database.js';

/**
 * The statement that reads what records were called, of ids $1: components, providers, and the use cases, limits, arrangements
 * with their terms, controls, plans and assessments that somebody sees.
 */
export function namedRecords(
  ids: readonly string[],
  asOf: AsOf,
  scope: EntityScope,
): { text: string; values: unknown[] } {
  const values: unknown[] = [ids];
  const place = (value: unknown): string => `$${values.push(value)}`;
  const at = (table: string, alias: string): string => relation(table, alias, asOf, place);
  const within = scope.all ? null : `ANY (${place([...scope.ids])}::uuid[])`;
  /** Narrows to the legal entities that somebody sees. */
  const seen = (column: string): string => (within === null ? '' : ` AND ${column} = ${within}`);
  const select = (type: string, columns: string, from: string, narrowed = ''): string =>
    `SELECT '${type}' AS type, r.id, ${columns} FROM ${from} WHERE r.id = ANY ($1::uuid[])${narrowed}`;

  const called = 'r.name, r.name_zh_hant AS "nameZhHant", NULL AS code';
  const links = within === null ? '' : at('use_case_legal_entity', 'l');
  const arrangement = `JOIN ${at('arrangement', 'a')} ON a.id = r.arrangement_id`;
  const control = `r.domain || '.' || r.control`;
  const statements = [
    select('component', called, at('component', 'r')),
    select('provider', called, at('provider', 'r')),
    select(
      'use_case',
      called,
      at('use_case', 'r'),
      within === null
        ? ''
        : ` AND EXISTS (SELECT FROM ${links} WHERE l.use_case_id = r.id AND l.legal_entity_id = ${within})`,
    ),
    select('concentration_limit', called, at('concentration_limit', 'r'), seen('r.legal_entity_id')),
    select(
      'arrangement',
      'r.reference, r.name_zh_hant, NULL',
      at('arrangement', 'r'),
      seen('r.legal_entity_id'),
    ),
    select(
      'indemnity',
      'coalesce(r.label, r.risk), NULL, r.risk',
      `${at('indemnity', 'r')} ${arrangement}`,
      seen('a.legal_entity_id'),
    ),
    select(
      'responsibility',
      'r.task, NULL, r.task',
      `${at('responsibility', 'r')} ${arrangement}`,
      seen('a.legal_entity_id'),
    ),
    select(
      'control',
      `${control}, NULL, ${control}`,
      at('control', 'r'),
      within === null ? '' : ` AND (r.legal_entity_id IS NULL OR r.legal_entity_id = ${within})`,
    ),
    select(
      'contingency_plan',
      'r.name, r.name_zh_hant, NULL',
      at('contingency_plan', 'r'),
      seen('r.legal_entity_id'),
    ),
    // An exercise is called by its plan.
    select(
      'contingency_exercise',
      'p.name, p.name_zh_hant, NULL',
      `${at('contingency_exercise', 'r')} JOIN ${at('contingency_plan', 'p')} ON p.id = r.plan_id`,
      seen('p.legal_entity_id'),
    ),
    // An assessment is called by whom it is on.
    select(
      'assessment',
      'p.name, p.name_zh_hant, NULL',
      `${at('assessment', 'r')} JOIN ${at('provider', 'p')} ON p.id = r.provider_id`,
      seen('r.legal_entity_id'),
    ),
    // What was done to be sure of something is called by its kind; a provider as a whole is monitored otherwise than a model.
    select(
      'assurance_activity',
      `r.kind, NULL, CASE WHEN r.kind = 'monitoring_run' AND r.provider_id IS NOT NULL THEN 'provider.' ELSE '' END || r.kind`,
      at('assurance_activity', 'r'),
      seen('r.legal_entity_id'),
    ),
    select('exception', 'r.rule, NULL, r.rule', at('rule_exception', 'r'), seen('r.legal_entity_id')),
    select(
      'change_event',
      'left(r.summary, 200), NULL, r.kind',
      at('change_event', 'r'),
      within === null ? '' : ` AND (r.legal_entity_id IS NULL OR r.legal_entity_id = ${within})`,
    ),
    select(
      'regulator_correspondence',
      'coalesce(r.reference, r.kind), NULL, NULL',
      at('regulator_correspondence', 'r'),
      seen('r.legal_entity_id'),
    ),
  ];
  return { text: statements.join(' UNION ALL '), values };
}

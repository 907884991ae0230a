import { instant, type Shown } from '../../../platform/database/shown.js';

/** What a plan is read beside, now or as it was. */
export interface PlanRelations {
  /** Exercises as `x`, use cases as `u`, legal entities as `e`. */
  exercises: string;
  useCases: string;
  legalEntities: string;
}

export const PRESENT: PlanRelations = {
  exercises: 'contingency_exercise x',
  useCases: 'use_case u',
  legalEntities: 'legal_entity e',
};

/** A plan as it is read, from a row called `p` of the table or of its history, with what its standing is worked out of. */
export function planRead(p: string, { exercises, useCases, legalEntities }: PlanRelations): Shown {
  return {
    id: `${p}.id`,
    legalEntityId: `${p}.legal_entity_id`,
    name: `${p}.name`,
    nameZhHant: `${p}.name_zh_hant`,
    useCaseId: `${p}.use_case_id`,
    providerId: `${p}.provider_id`,
    componentId: `${p}.component_id`,
    covers: `${p}.covers`,
    strategy: `${p}.strategy`,
    fallbackComponentId: `${p}.fallback_component_id`,
    manualProcedure: `${p}.manual_procedure`,
    steps: `${p}.steps`,
    recoveryHours: `${p}.recovery_hours`,
    evidenceId: `${p}.evidence_id`,
    ownerId: `${p}.owner_id`,
    validTo: `${p}.valid_to`,
    hash: `${p}.hash`,
    state: `${p}.state`,
    submittedBy: `${p}.submitted_by`,
    submittedAt: instant(`${p}.submitted_at`),
    decidedBy: `${p}.decided_by`,
    decidedAt: instant(`${p}.decided_at`),
    decisionReason: `${p}.decision_reason`,
    approvedHash: `${p}.approved_hash`,
    createdAt: instant(`${p}.created_at`),
    updatedAt: instant(`${p}.updated_at`),
    retiredAt: instant(`${p}.retired_at`),
    exercises: `(SELECT coalesce(json_agg(${exerciseRecord('x')}), '[]')
                   FROM ${exercises} WHERE x.plan_id = ${p}.id AND x.retired_at IS NULL)`,
    use: `(SELECT json_build_object('tier', u.tier, 'criticalOperation', u.critical_operation,
                    'toleranceHours', u.tolerance_hours::float8)
             FROM ${useCases} WHERE u.id = ${p}.use_case_id)`,
    timeZone: `(SELECT e.time_zone FROM ${legalEntities} WHERE e.id = ${p}.legal_entity_id)`,
  };
}

/** What the standing of a plan reads of an exercise. */
function exerciseRecord(x: string): string {
  return `json_build_object('id', ${x}.id, 'exercisedOn', ${x}.exercised_on, 'covers', ${x}.covers, 'outcome', ${x}.outcome,
            'measuredRecoveryHours', ${x}.measured_recovery_hours, 'planHash', ${x}.plan_hash)`;
}

/** An exercise as the API shows it, from a row called `x` of the table or of its history. */
export function exerciseShown(x: string): Shown {
  return {
    id: `${x}.id`,
    planId: `${x}.plan_id`,
    exercisedOn: `${x}.exercised_on`,
    covers: `${x}.covers`,
    measuredRecoveryHours: `${x}.measured_recovery_hours`,
    outcome: `${x}.outcome`,
    issues: `${x}.issues`,
    evidenceId: `${x}.evidence_id`,
    performedBy: `${x}.performed_by`,
    planHash: `${x}.plan_hash`,
    createdAt: instant(`${x}.created_at`),
    updatedAt: instant(`${x}.updated_at`),
    retiredAt: instant(`${x}.retired_at`),
  };
}

import { instant, type Shown } from '../../../platform/database/shown.js';
import { EXIT_STEP_CODES } from '../domain/exit-steps.js';

const IN_ORDER = EXIT_STEP_CODES.map((step) => `found.steps->'${step}'`).join(', ');

/**
 * An exit case as the API shows it, from a row called `x` of the table or of its history.
 * @param steps the relation of its steps, called `s`
 */
export function exitCaseShown(x: string, steps = 'exit_case_step s'): Shown {
  return {
    id: `${x}.id`,
    legalEntityId: `${x}.legal_entity_id`,
    subject: named(`${x}.provider_id`, `${x}.component_id`, `${x}.arrangement_id`),
    reason: `${x}.reason`,
    successorStatus: `${x}.successor_status`,
    successor: `CASE WHEN ${x}.successor_status = 'named' THEN ${named(
      `${x}.successor_provider_id`,
      `${x}.successor_component_id`,
      `${x}.successor_arrangement_id`,
    )} END`,
    ownerId: `${x}.owner_id`,
    dueOn: `${x}.due_on`,
    summary: `${x}.summary`,
    // Put in their order one by one: sorting them would be a sort for each row of a page.
    steps: `(SELECT json_build_array(${IN_ORDER}) FROM (
               SELECT json_object_agg(s.step, json_build_object('step', s.step, 'state', s.state, 'doneOn', s.done_on,
                        'doneBy', s.done_by, 'evidenceId', s.evidence_id, 'reason', s.reason)) AS steps
                 FROM ${steps} WHERE s.exit_case_id = ${x}.id) AS found)`,
    state: `${x}.state`,
    preparedBy: `${x}.prepared_by`,
    submittedBy: `${x}.submitted_by`,
    submittedAt: instant(`${x}.submitted_at`),
    submittedHash: `${x}.submitted_hash`,
    decidedBy: `${x}.decided_by`,
    decidedAt: instant(`${x}.decided_at`),
    decisionReason: `${x}.decision_reason`,
    createdAt: instant(`${x}.created_at`),
    updatedAt: instant(`${x}.updated_at`),
    retiredAt: instant(`${x}.retired_at`),
  };
}

function named(provider: string, component: string, arrangement: string): string {
  return `json_build_object(
    'type', CASE WHEN ${provider} IS NOT NULL THEN 'provider' WHEN ${component} IS NOT NULL THEN 'component' ELSE 'arrangement' END,
    'id', coalesce(${provider}, ${component}, ${arrangement}))`;
}

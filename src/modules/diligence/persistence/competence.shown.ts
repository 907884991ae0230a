import { instant, type Shown } from '../../../platform/database/shown.js';

/**
 * A competence as the API shows it, from a row called `k`; beside it stands `entityDayOf`. It counts while the person is with the
 * firm, the day is within its days, and its document holds.
 * @param people the relation of people, as `n`
 * @param at SQL of the instant at which the document is looked at; NULL: now
 */
export function competenceShown(k: string, people: string, at: string): Shown {
  return {
    id: `${k}.id`,
    personId: `${k}.person_id`,
    function: `${k}.function`,
    field: `${k}.field`,
    legalEntityId: `${k}.legal_entity_id`,
    evidenceId: `${k}.evidence_id`,
    validFrom: `${k}.valid_from`,
    validTo: `${k}.valid_to`,
    description: `${k}.description`,
    current: `CASE WHEN ${k}.retired_at IS NULL AND day.today BETWEEN coalesce(${k}.valid_from, day.today) AND ${k}.valid_to
      AND (SELECT n.retired_at IS NULL FROM ${people} WHERE n.id = ${k}.person_id)
      AND evidence_held(${k}.evidence_id, day.today, ${at}) THEN 'yes' ELSE 'no' END`,
    createdAt: instant(`${k}.created_at`),
    updatedAt: instant(`${k}.updated_at`),
    retiredAt: instant(`${k}.retired_at`),
  };
}

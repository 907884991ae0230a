import { instant, type Shown } from '../../../platform/database/shown.js';

/** An indemnity as the API shows it, from a row called `i` of the table or of its history. */
export function indemnityShown(i: string): Shown {
  return {
    id: `${i}.id`,
    arrangementId: `${i}.arrangement_id`,
    risk: `${i}.risk`,
    label: `${i}.label`,
    protection: `${i}.protection`,
    cap: `CASE WHEN ${i}.cap_minor IS NOT NULL THEN
      json_build_object('amountMinor', ${i}.cap_minor, 'currency', ${i}.cap_currency) END`,
    capBase: `${i}.cap_base`,
    conditionsStatus: `${i}.conditions_status`,
    conditions: `${i}.conditions`,
    exclusions: `${i}.exclusions`,
    defence: `${i}.defence`,
    noticeDays: `${i}.notice_days`,
    noticeDuty: `${i}.notice_duty`,
    survivesTermination: `${i}.survives_termination`,
    clause: `${i}.clause`,
    source: `${i}.source`,
    createdAt: instant(`${i}.created_at`),
    updatedAt: instant(`${i}.updated_at`),
    retiredAt: instant(`${i}.retired_at`),
  };
}

/** A responsibility as the API shows it, from a row called `r` of the table or of its history. */
export function responsibilityShown(r: string): Shown {
  return {
    id: `${r}.id`,
    arrangementId: `${r}.arrangement_id`,
    task: `${r}.task`,
    side: `${r}.side`,
    split: `${r}.split`,
    accountable: `${r}.accountable`,
    basis: `${r}.basis`,
    basisReference: `${r}.basis_reference`,
    basisDatedOn: `${r}.basis_dated_on`,
    evidenceId: `${r}.evidence_id`,
    confirmedBy: `${r}.confirmed_by`,
    confirmedOn: `${r}.confirmed_on`,
    createdAt: instant(`${r}.created_at`),
    updatedAt: instant(`${r}.updated_at`),
    retiredAt: instant(`${r}.retired_at`),
  };
}

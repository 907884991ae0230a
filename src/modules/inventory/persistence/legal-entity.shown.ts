import { instant, type Shown } from '../../../platform/database/shown.js';

/** A legal entity as the API shows it, from a row called `alias` of the table or of its history. */
export function legalEntityShown(alias: string): Shown {
  const a = alias;
  return {
    id: `${a}.id`,
    name: `${a}.name`,
    nameZhHant: `${a}.name_zh_hant`,
    kind: `${a}.kind`,
    jurisdiction: `${a}.jurisdiction`,
    timeZone: `${a}.time_zone`,
    regulatorReference: `${a}.regulator_reference`,
    caseOfficer: `${a}.case_officer`,
    lei: `${a}.lei`,
    parentId: `${a}.parent_id`,
    createdAt: instant(`${a}.created_at`),
    updatedAt: instant(`${a}.updated_at`),
    retiredAt: instant(`${a}.retired_at`),
  };
}

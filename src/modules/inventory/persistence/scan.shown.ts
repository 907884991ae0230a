import { instant, type Shown } from '../../../platform/database/shown.js';

/** A scan as the API shows it, from a row called `alias` of the table or of its history. */
export function scanShown(alias: string): Shown {
  const a = alias;
  return {
    id: `${a}.id`,
    componentId: `${a}.component_id`,
    scannedOn: `${a}.scanned_on`,
    tool: `${a}.tool`,
    result: `${a}.result`,
    note: `${a}.note`,
    createdAt: instant(`${a}.created_at`),
    updatedAt: instant(`${a}.updated_at`),
    retiredAt: instant(`${a}.retired_at`),
  };
}

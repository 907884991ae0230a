import { instant, type Shown } from '../../../platform/database/shown.js';

/** An imported bill of materials as the API shows it, from a row called `alias` of the table or of its history. */
export function bomShown(alias: string): Shown {
  const a = alias;
  return {
    id: `${a}.id`,
    componentId: `${a}.component_id`,
    sha256: `${a}.sha256`,
    serialNumber: `${a}.serial_number`,
    documentVersion: `${a}.document_version`,
    specVersion: `${a}.spec_version`,
    components: `jsonb_array_length(${a}.listed)`,
    receivedAt: instant(`${a}.created_at`),
    receivedBy: `${a}.received_by`,
  };
}

import { CodeField, DateField, IdField } from '../../../platform/http/fields.js';
import { YES_NO } from '../domain/codes.js';
import { LICENCE_CLASSES } from '../domain/licence-classes.js';
import { SCAN_STATES } from '../domain/scan-state.js';

const absent = { nullable: true, example: '2026-11-02' };

export class SupplyChainFactsDto {
  @IdField({ description: 'The component.' })
  componentId!: string;

  @CodeField(LICENCE_CLASSES, {
    description: 'What its licence asks of those who use it, from the SPDX expression.',
    example: 'permissive',
  })
  licenceClass!: string;

  @CodeField(SCAN_STATES, { description: 'Whether it is scanned often enough.', example: 'in_date' })
  scanState!: string;

  @DateField({ description: 'Day of the newest scan that ran to its end; null without one.', ...absent })
  scannedOn!: string | null;

  @DateField({ description: 'The last day on which that scan is in date.', ...absent })
  scanInDateTo!: string | null;

  @CodeField(YES_NO, {
    description:
      'Whether this version is malicious by a finding that no remediation has closed; a VEX statement closes none.',
    example: 'no',
  })
  maliciousVersion!: string;
}

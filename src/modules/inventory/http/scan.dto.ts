import { OmitType, PartialType } from '@nestjs/swagger';
import {
  CodeField,
  DateField,
  IdField,
  InstantField,
  ObjectsField,
  TextField,
} from '../../../platform/http/fields.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import { SCAN_RESULTS } from '../domain/codes.js';
import { SCAN_SORTS } from '../persistence/scan.read-model.js';

export class CreateScanDto {
  @DateField({ description: 'The day of the scan; not in the future.', example: '2026-11-02' })
  scannedOn!: string;

  @TextField({
    description: 'What it was scanned with, and with which version of it.',
    max: 200,
    example: 'osv-scanner 2.2.4',
  })
  tool!: string;

  @CodeField(SCAN_RESULTS, {
    description: 'What came of it. A scan that failed, or whose result nobody knows, does not count as one.',
    optional: true,
    default: 'unknown',
    example: 'clean',
  })
  result?: string;

  @TextField({
    description: 'What else is to be known of it.',
    optional: true,
    nullable: true,
    max: 4000,
    multiline: true,
    example: 'Without the development dependencies.',
  })
  note?: string | null;
}

export class ChangeScanDto extends PartialType(CreateScanDto, { skipNullProperties: false }) {}

export class CreateScansDto {
  @ObjectsField(() => CreateScanDto, {
    description: 'The scans to record: all, or none.',
    min: 1,
    max: 1000,
  })
  items!: CreateScanDto[];
}

export class ScanDto extends CreateScanDto {
  @IdField({ description: 'Id of the record.', readOnly: true })
  id!: string;

  @IdField({ description: 'The component that was scanned.', readOnly: true })
  componentId!: string;

  @InstantField({ description: 'When it was registered.', readOnly: true })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', readOnly: true })
  updatedAt!: string;

  @InstantField({ description: 'When it was retired.', readOnly: true, nullable: true })
  retiredAt!: string | null;
}

/** Scans have no name: there is nothing to search. */
export class ScanQuery extends OmitType(PageQuery, ['q'] as const) {
  @SortField(SCAN_SORTS)
  sort?: string;

  @FilterField(SCAN_RESULTS, 'result')
  result?: string;
}

import { ApiProperty, PartialType } from '@nestjs/swagger';
import {
  CodeField,
  DateField,
  IdField,
  InstantField,
  IntegerField,
  ObjectsField,
  TextField,
} from '../../../platform/http/fields.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import { EVIDENCE_KINDS, EVIDENCE_STATES, EVIDENCE_SUBJECTS, SCAN_STATES } from '../domain/evidence.js';
import { MOST_BYTES } from '../evidence-uploads.js';
import { EVIDENCE_SORTS } from '../persistence/evidence.read-model.js';

const absent = { optional: true, nullable: true } as const;
const SHA256 = /^[0-9a-f]{64}$/;
/** What a field that holds a SHA-256 takes. */
export const sha256 = {
  min: 64,
  max: 64,
  format: { code: 'sha256', accepts: (text: string) => SHA256.test(text), pattern: SHA256.source },
  example: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9',
} as const;

export class SubjectRefDto {
  @CodeField(EVIDENCE_SUBJECTS, { description: 'What kind of record.', example: 'provider' })
  type!: string;

  @IdField({ description: 'Its id.' })
  id!: string;
}

class EvidenceFactsDto {
  @TextField({ description: 'What it is called.', max: 200, example: 'SOC 2 Type II report 2026' })
  name!: string;

  @TextField({
    description: 'Name in Traditional Chinese.',
    ...absent,
    max: 200,
    example: '2026 年 SOC 2 報告',
  })
  nameZhHant?: string | null;

  @CodeField(EVIDENCE_KINDS, {
    description: 'What kind of document it is.',
    optional: true,
    default: 'unknown',
    example: 'assurance_report',
  })
  kind?: string;

  @TextField({ description: 'Who issued it.', ...absent, max: 200, example: 'Example Assurance LLP' })
  issuedBy?: string | null;

  @DateField({ description: 'When; not in the future.', ...absent, example: '2026-06-30' })
  issuedOn?: string | null;

  @TextField({
    description: 'Where it came from: an address, or who sent it.',
    ...absent,
    max: 1000,
    example: 'https://example.com/trust',
  })
  source?: string | null;

  @TextField({
    description: 'What it shows.',
    ...absent,
    max: 4000,
    multiline: true,
    example: 'Scope: the API.',
  })
  description?: string | null;

  @DateField({ description: 'The first day on which it proves something.', ...absent, example: '2026-07-01' })
  validFrom?: string | null;

  @DateField({
    description: 'The last day; without one it does not expire.',
    ...absent,
    example: '2027-06-30',
  })
  validTo?: string | null;

  @ObjectsField(() => SubjectRefDto, {
    description: 'What it is about, each record once. In a form: as JSON text.',
    optional: true,
    max: 200,
  })
  subjectRefs?: SubjectRefDto[];
}

/** What stands in the form beside the file. */
export class UploadEvidenceDto extends EvidenceFactsDto {
  @IdField({
    description:
      'The legal entity whose document it is; without one it is the whole installation’s, as providers and components are.',
    ...absent,
  })
  legalEntityId?: string | null;

  @IdField({
    description: 'The document whose place it takes; of the same legal entity, and not superseded already.',
    ...absent,
  })
  supersedesId?: string | null;

  @TextField({ description: 'The SHA-256 of the file, to be compared.', optional: true, ...sha256 })
  sha256?: string;
}

/** The whole form, for the contract. */
export class EvidenceFormDto extends UploadEvidenceDto {
  @ApiProperty({
    type: 'string',
    format: 'binary',
    maxLength: MOST_BYTES,
    description:
      'The document: PDF, PNG, JPEG, an office document, or text. What it is goes by its content, and its name must agree.',
  })
  file!: unknown;
}

export class ChangeEvidenceDto extends PartialType(EvidenceFactsDto, { skipNullProperties: false }) {}

export class EvidenceDto extends EvidenceFactsDto {
  @IdField({ description: 'Id of the document.', readOnly: true })
  id!: string;

  @IdField({ description: 'The legal entity whose document it is.', readOnly: true, nullable: true })
  legalEntityId!: string | null;

  @TextField({
    description: 'The name of the file as it was sent.',
    readOnly: true,
    max: 200,
    example: 'soc2.pdf',
  })
  fileName!: string;

  @TextField({
    description: 'What the file is, by its content.',
    readOnly: true,
    max: 100,
    example: 'application/pdf',
  })
  mediaType!: string;

  @IntegerField({ description: 'Bytes.', readOnly: true, min: 1, max: MOST_BYTES, example: 482_133 })
  size!: number;

  @TextField({ description: 'SHA-256 of the file.', readOnly: true, ...sha256 })
  sha256!: string;

  @CodeField(SCAN_STATES, {
    description: 'What a virus scanner said of it; not_scanned where none is set up.',
    readOnly: true,
    example: 'clean',
  })
  scanState!: string;

  @CodeField(EVIDENCE_STATES, {
    description: 'Whether it proves something today.',
    readOnly: true,
    example: 'in_date',
  })
  state!: string;

  @IdField({ description: 'The document whose place it took.', readOnly: true, nullable: true })
  supersedesId!: string | null;

  @IdField({ description: 'The document that took its place.', readOnly: true, nullable: true })
  supersededById!: string | null;

  @InstantField({ description: 'When it was uploaded.', readOnly: true })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', readOnly: true })
  updatedAt!: string;

  @InstantField({ description: 'When it was retired.', readOnly: true, nullable: true })
  retiredAt!: string | null;
}

export class EvidenceQuery extends PageQuery {
  @SortField(EVIDENCE_SORTS)
  sort?: string;

  @IdField({ description: 'Only documents of this legal entity.', optional: true })
  legalEntityId?: string;

  @FilterField(EVIDENCE_KINDS, 'kind')
  kind?: string;

  @IdField({ description: 'Only documents about this record.', optional: true })
  subjectId?: string;

  @TextField({ description: 'Only documents whose file has this SHA-256.', optional: true, ...sha256 })
  sha256?: string;

  @DateField({
    description: 'Only documents that expire earlier than on this day.',
    optional: true,
    example: '2027-01-01',
  })
  expiresBefore?: string;
}

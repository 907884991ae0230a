import { OmitType, PartialType } from '@nestjs/swagger';
import {
  CodeField,
  DateField,
  IdField,
  InstantField,
  ObjectsField,
  TextField,
} from '../../../platform/http/fields.js';
import { ACCOUNTABLE, BASES, SIDES, TASKS } from '../domain/responsibility.js';

const absent = { optional: true, nullable: true } as const;

export class CreateResponsibilityDto {
  @CodeField(TASKS, {
    description: 'What has to be done; each task once. It stays the same for good.',
    example: 'key_custody',
  })
  task!: string;

  @CodeField(SIDES, {
    description: 'Who does it. The host may be another than the maker of the model.',
    optional: true,
    default: 'unknown',
    example: 'shared',
  })
  side?: string;

  @TextField({
    description: 'Who does what of it; with side shared, and only then.',
    ...absent,
    max: 2000,
    multiline: true,
    example: 'The provider stores keys; the firm rotates them.',
  })
  split?: string | null;

  @CodeField(ACCOUNTABLE, {
    description: 'Who answers for a shared task: a standard of the house.',
    ...absent,
    example: 'firm',
  })
  accountable?: string | null;

  @CodeField(BASES, {
    description:
      'On what it rests: a clause, a matrix that was signed, or a document that the provider publishes.',
    ...absent,
    example: 'published_document',
  })
  basis?: string | null;

  @TextField({
    description: 'The clause, or the address of the document; only with basis.',
    ...absent,
    max: 1000,
    example: 'https://example.com/shared-responsibility',
  })
  basisReference?: string | null;

  @DateField({
    description: 'Of which day the basis is; needed of a published document, and not in the future.',
    ...absent,
    example: '2026-10-01',
  })
  basisDatedOn?: string | null;

  @IdField({ description: 'The document that shows it.', ...absent })
  evidenceId?: string | null;

  @IdField({ description: 'Who has read and confirmed it; together with confirmedOn.', ...absent })
  confirmedBy?: string | null;

  @DateField({ description: 'When; not in the future.', ...absent, example: '2026-11-02' })
  confirmedOn?: string | null;
}

export class ChangeResponsibilityDto extends PartialType(
  OmitType(CreateResponsibilityDto, ['task'] as const),
  {
    skipNullProperties: false,
  },
) {}

export class CreateResponsibilitiesDto {
  @ObjectsField(() => CreateResponsibilityDto, {
    description: 'The responsibilities to create: all, or none.',
    min: 1,
    max: 1000,
  })
  items!: CreateResponsibilityDto[];
}

export class ResponsibilityDto extends CreateResponsibilityDto {
  @IdField({ description: 'Id of the responsibility.', readOnly: true })
  id!: string;

  @IdField({ description: 'The arrangement that it is a term of.', readOnly: true })
  arrangementId!: string;

  @InstantField({ description: 'When it was recorded.', readOnly: true })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', readOnly: true })
  updatedAt!: string;

  @InstantField({ description: 'When it was retired.', readOnly: true, nullable: true })
  retiredAt!: string | null;
}

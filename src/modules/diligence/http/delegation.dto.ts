import { PartialType } from '@nestjs/swagger';
import { CodeField, DateField, IdField, InstantField, TextField } from '../../../platform/http/fields.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import { DELEGATED_FUNCTIONS, OVERSIGHT_KINDS } from '../domain/delegation.js';
import { DELEGATION_SORTS } from '../persistence/delegation.read-model.js';
import { OVERSIGHT_SORTS } from '../persistence/oversight-report.read-model.js';

const absent = { optional: true, nullable: true } as const;
const readOnly = true;

class DelegationFactsDto {
  @TextField({
    description: 'What is delegated, in words; needed with other.',
    ...absent,
    max: 2000,
    multiline: true,
    example: 'Validation of all language models, by the group’s centre in Singapore.',
  })
  description?: string | null;

  @IdField({ description: 'The document with the agreement.', ...absent })
  agreementEvidenceId?: string | null;

  @IdField({ description: 'The person of the licensed corporation who oversees it.', ...absent })
  oversightOwnerId?: string | null;

  @DateField({ description: 'Since when.', ...absent, example: '2026-01-01' })
  startsOn?: string | null;

  @DateField({ description: 'The last day; without one it goes on.', ...absent, example: '2027-12-31' })
  endsOn?: string | null;
}

export class CreateDelegationDto extends DelegationFactsDto {
  @CodeField(DELEGATED_FUNCTIONS, {
    description: 'What is delegated. It stays the same for good, as the two legal entities do.',
    example: 'model_validation',
  })
  function!: string;

  @IdField({ description: 'The licensed corporation, which stays responsible.' })
  legalEntityId!: string;

  @IdField({ description: 'The company of the group that does it: of kind group_company or other.' })
  groupEntityId!: string;
}

export class ChangeDelegationDto extends PartialType(DelegationFactsDto, { skipNullProperties: false }) {}

export class DelegationDto extends CreateDelegationDto {
  @IdField({ description: 'Id of the delegation.', readOnly })
  id!: string;

  @DateField({
    description: 'The day of the latest meeting or report of oversight.',
    readOnly,
    nullable: true,
    example: '2026-10-15',
  })
  lastOversightOn!: string | null;

  @InstantField({ description: 'When it was recorded.', readOnly })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', readOnly })
  updatedAt!: string;

  @InstantField({ description: 'When it was retired.', readOnly, nullable: true })
  retiredAt!: string | null;
}

export class DelegationQuery extends PageQuery {
  @SortField(DELEGATION_SORTS)
  sort?: string;

  @FilterField(DELEGATED_FUNCTIONS, 'function')
  function?: string;

  @IdField({ description: 'Only delegations by this licensed corporation.', optional: true })
  legalEntityId?: string;

  @IdField({ description: 'Only delegations to this company of the group.', optional: true })
  groupEntityId?: string;

  @DateField({
    description: 'Only delegations that end before this day.',
    optional: true,
    example: '2027-01-01',
  })
  endsBefore?: string;
}

export class CreateOversightReportDto {
  @CodeField(OVERSIGHT_KINDS, { description: 'A meeting, or a report.', example: 'meeting' })
  kind!: string;

  @DateField({
    description: 'When it was held, or is dated; not in the future.',
    example: '2026-10-15',
  })
  heldOn!: string;

  @IdField({ description: 'Its minutes, or the report.', ...absent })
  evidenceId?: string | null;

  @TextField({
    description: 'What came of it.',
    ...absent,
    max: 4000,
    multiline: true,
    example: 'No findings; two models to be validated in the next quarter.',
  })
  summary?: string | null;
}

export class ChangeOversightReportDto extends PartialType(CreateOversightReportDto, {
  skipNullProperties: false,
}) {}

export class OversightReportDto extends CreateOversightReportDto {
  @IdField({ description: 'Id of the meeting or report.', readOnly })
  id!: string;

  @IdField({ description: 'The delegation that it oversees.', readOnly })
  delegationId!: string;

  @InstantField({ description: 'When it was recorded.', readOnly })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', readOnly })
  updatedAt!: string;

  @InstantField({ description: 'When it was retired.', readOnly, nullable: true })
  retiredAt!: string | null;
}

export class OversightReportQuery extends PageQuery {
  @SortField(OVERSIGHT_SORTS)
  sort?: string;
}

import { OmitType, PartialType } from '@nestjs/swagger';
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
import { DEPENDENT_TYPES, EFFECTS, FALLBACK_EVIDENCE, YES_NO } from '../domain/codes.js';
import { REQUIREMENT_SORTS } from '../persistence/requirement.read-model.js';

const MAX_ALTERNATIVES = 50;

export class AlternativeDto {
  @IntegerField({
    description: 'Its place: 1 is the first choice, each rank once. Without it, the place in the list.',
    optional: true,
    min: 1,
    max: MAX_ALTERNATIVES,
    example: 1,
  })
  rank?: number;

  @IdField({
    description: 'The component that meets the need; this or manualProcedure.',
    optional: true,
    nullable: true,
  })
  componentId?: string | null;

  @TextField({
    description: 'What people do by hand instead; it never fails and counts like a fallback.',
    optional: true,
    nullable: true,
    max: 500,
    multiline: true,
    example: 'Analysts draft the note themselves.',
  })
  manualProcedure?: string | null;

  @CodeField(FALLBACK_EVIDENCE, {
    description: 'How sure it is that switching to it works; a test needs its day.',
    optional: true,
    default: 'unknown',
    example: 'tested_in_tolerance',
  })
  fallbackEvidence?: string;

  @DateField({
    description: 'The day of the last test; not in the future.',
    optional: true,
    nullable: true,
    example: '2026-09-30',
  })
  testedOn?: string | null;
}

export class CreateRequirementDto {
  @CodeField(DEPENDENT_TYPES, { description: 'What kind of record has the need.', example: 'use_case' })
  dependentType!: string;

  @IdField({ description: 'The use case or component that has the need. It stays the same for good.' })
  dependentId!: string;

  @TextField({ description: 'What is needed.', max: 200, example: 'A model that drafts' })
  label!: string;

  @IntegerField({
    description: 'How many of the alternatives must work (k); not more than there are.',
    optional: true,
    min: 1,
    max: MAX_ALTERNATIVES,
    default: 1,
    example: 1,
  })
  required?: number;

  @CodeField(EFFECTS, {
    description: 'Whether the dependent stops without it, or merely uses it (paragraph 28).',
    optional: true,
    default: 'stops',
    example: 'stops',
  })
  effect?: string;

  @CodeField(YES_NO, {
    description:
      'Whether what stands behind is disclosed. Without alternatives, yes says that nothing further stands behind.',
    optional: true,
    default: 'unknown',
    example: 'yes',
  })
  upstreamDisclosed?: string;

  @ObjectsField(() => AlternativeDto, {
    description: 'What can meet the need, each component once; none where the upstream is not disclosed.',
    optional: true,
    max: MAX_ALTERNATIVES,
  })
  alternatives?: AlternativeDto[];
}

export class ChangeRequirementDto extends PartialType(
  OmitType(CreateRequirementDto, ['dependentType', 'dependentId'] as const),
  { skipNullProperties: false },
) {}

export class CreateRequirementsDto {
  @ObjectsField(() => CreateRequirementDto, {
    description: 'The requirements to create: all, or none.',
    min: 1,
    max: 1000,
  })
  items!: CreateRequirementDto[];
}

export class RequirementDto extends CreateRequirementDto {
  @IdField({ description: 'Id of the requirement.', readOnly: true })
  id!: string;

  @InstantField({ description: 'When it was registered.', readOnly: true })
  createdAt!: string;

  @InstantField({ description: 'When it or its alternatives last changed.', readOnly: true })
  updatedAt!: string;

  @InstantField({ description: 'When it was retired.', readOnly: true, nullable: true })
  retiredAt!: string | null;
}

/** Requirements have a label and no name: there is nothing to search. */
export class RequirementQuery extends OmitType(PageQuery, ['q'] as const) {
  @SortField(REQUIREMENT_SORTS)
  sort?: string;

  @FilterField(DEPENDENT_TYPES, 'kind of dependent')
  dependentType?: string;

  @IdField({ description: 'Only requirements of this use case or component.', optional: true })
  dependentId?: string;

  @IdField({ description: 'Only requirements that have this component as an alternative.', optional: true })
  componentId?: string;

  @FilterField(EFFECTS, 'effect')
  effect?: string;

  @FilterField(YES_NO, 'disclosure of the upstream')
  upstreamDisclosed?: string;

  @CodeField(FALLBACK_EVIDENCE, {
    description: 'Only requirements that have an alternative with this evidence.',
    optional: true,
  })
  fallbackEvidence?: string;
}

import { PartialType } from '@nestjs/swagger';
import {
  CodeField,
  DateField,
  IdField,
  IdsField,
  InstantField,
  ObjectsField,
  TextField,
  TextsField,
} from '../../../platform/http/fields.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import { REVIEW_KINDS, REVIEW_OUTCOMES, REVIEW_STATES } from '../domain/component-review.js';
import { CONTROL_NAMES } from '../domain/control-names.js';
import { REVIEW_SORTS } from '../persistence/component-review.read-model.js';
import { sha256 } from './evidence.dto.js';

const absent = { optional: true, nullable: true } as const;
const readOnly = true;
const SOME_ID = '01900000-0000-7000-8000-000000000000';
const words = { max: 4000, multiline: true } as const;

export class ReviewMeasureDto {
  @TextField({
    description: 'What has to be done. A measure is known by its words.',
    max: 2000,
    multiline: true,
    example: 'Releases are taken from our own mirror, by hash.',
  })
  text!: string;

  @CodeField(Object.keys(CONTROL_NAMES), {
    description: 'The control that does it, by domain and name.',
    ...absent,
    example: 'S.scan_patch_sla',
  })
  controlName?: string | null;

  @IdField({ description: 'A document that shows that it is done.', ...absent })
  evidenceId?: string | null;
}

class ReviewFactsDto {
  @IdField({ description: 'The person who looked; null: not known.', ...absent })
  performedBy?: string | null;

  @CodeField(REVIEW_OUTCOMES, {
    description:
      'What came of it. What was not acceptable, or only with measures, stays so: a later review of the same kind remedies it.',
    optional: true,
    default: 'unknown',
    example: 'acceptable_with_measures',
  })
  outcome?: string;

  @TextField({
    description: 'What was decided; needed with confidentiality.',
    ...absent,
    ...words,
    example: 'Each function has a store of its own; nothing is mixed for training.',
  })
  decision?: string | null;

  @TextField({
    description: 'Why; needed with confidentiality and internal_ownership.',
    ...absent,
    ...words,
    example: 'The weights are open, and their maker enters into no contract.',
  })
  reason?: string | null;

  @IdField({
    description:
      'The person who answers for it; of internal_ownership, who owns the component inside the firm. Needed with confidentiality and internal_ownership.',
    ...absent,
  })
  ownerId?: string | null;

  @ObjectsField(() => ReviewMeasureDto, {
    description: 'What has to be done; needed with acceptable_with_measures, of which they stay in the list.',
    optional: true,
    max: 50,
  })
  measures?: ReviewMeasureDto[];

  @IdsField({ description: 'Documents that show it.', optional: true, max: 20, example: [SOME_ID] })
  evidenceIds?: string[];

  @DateField({
    description:
      'The last day on which it counts, not before performedOn; null: until there is another. Not with not_acceptable.',
    ...absent,
    example: '2027-11-20',
  })
  validTo?: string | null;
}

export class CreateComponentReviewDto extends ReviewFactsDto {
  @CodeField(REVIEW_KINDS, {
    description:
      'The question. It stays the same for good, as component, use case, version and day do. Data sets alone have data_quality, bias and data_rights.',
    example: 'supply_chain',
  })
  kind!: string;

  @IdField({ description: 'The legal entity that looked.' })
  legalEntityId!: string;

  @IdField({ description: 'What was looked at.' })
  componentId!: string;

  @IdField({ description: 'The use case for which alone it was looked at; null: for any.', ...absent })
  useCaseId?: string | null;

  @TextField({
    description:
      'The version that was looked at. Left out: the version that the component has now; null: not known.',
    ...absent,
    max: 100,
    example: '4.1',
  })
  componentVersion?: string | null;

  @DateField({ description: 'The day on which it was looked at; not in the future.', example: '2026-11-20' })
  performedOn!: string;
}

export class ChangeComponentReviewDto extends PartialType(ReviewFactsDto, { skipNullProperties: false }) {}

export class ApproveComponentReviewDto {
  @TextField({
    description: 'What is to be said of the approval.',
    ...absent,
    ...words,
    example: 'No contract can be had.',
  })
  reason?: string | null;
}

/** A review in a list. */
export class ComponentReviewSummaryDto extends CreateComponentReviewDto {
  @IdField({ description: 'Id of the review.', readOnly })
  id!: string;

  @CodeField(REVIEW_STATES, {
    description: 'Whether somebody else has approved it. Any change takes the approval away.',
    readOnly,
    example: 'recorded',
  })
  state!: string;

  @CodeField(['yes', 'no'], {
    description:
      'Whether it counts today: its last day has not passed, and it is approved where its kind needs that (personal_data_framework, internal_ownership).',
    readOnly,
    example: 'yes',
  })
  inForce!: string;

  @TextField({ description: 'Who approved it.', readOnly, nullable: true, max: 100 })
  approvedBy!: string | null;

  @InstantField({ description: 'When.', readOnly, nullable: true })
  approvedAt!: string | null;

  @TextField({ description: 'What was said of the approval.', readOnly, nullable: true, max: 4000 })
  approvalReason!: string | null;

  @TextField({ description: 'SHA-256 of all that was approved.', readOnly, nullable: true, ...sha256 })
  approvedHash!: string | null;

  @TextsField({
    description: 'Who had a hand in the record, by id: none of them approves it.',
    readOnly,
    max: 1000,
    maxLength: 100,
    example: [SOME_ID],
  })
  preparedBy!: string[];

  @InstantField({ description: 'When it was recorded.', readOnly })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', readOnly })
  updatedAt!: string;

  @InstantField({ description: 'When it was retired.', readOnly, nullable: true })
  retiredAt!: string | null;
}

export class ComponentReviewDto extends ComponentReviewSummaryDto {
  @CodeField(['current', 'changed', 'unknown'], {
    description:
      'Whether the component still has the version that was looked at; unknown where either of the two is not known.',
    readOnly,
    example: 'current',
  })
  versionState!: string;
}

export class ComponentReviewQuery extends PageQuery {
  @SortField(REVIEW_SORTS)
  sort?: string;

  @FilterField(REVIEW_KINDS, 'kind')
  kind?: string;

  @IdField({ description: 'Only reviews of this legal entity.', optional: true })
  legalEntityId?: string;

  @IdField({ description: 'Only reviews of this component.', optional: true })
  componentId?: string;

  @IdField({ description: 'Only reviews for this use case alone.', optional: true })
  useCaseId?: string;

  @FilterField(REVIEW_OUTCOMES, 'outcome')
  outcome?: string;

  @FilterField(REVIEW_STATES, 'state')
  state?: string;

  @DateField({
    description: 'Only reviews whose last day is before this one.',
    optional: true,
    example: '2027-01-01',
  })
  expiresBefore?: string;
}

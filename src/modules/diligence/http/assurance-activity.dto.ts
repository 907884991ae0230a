import { PartialType } from '@nestjs/swagger';
import {
  CodeField,
  CodesField,
  DateField,
  IdField,
  IdsField,
  InstantField,
  NumberField,
  ObjectField,
  ObjectsField,
  TextField,
  TextsField,
} from '../../../platform/http/fields.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import {
  ACTIVITY_KINDS,
  ACTIVITY_OUTCOMES,
  ACTIVITY_SUBJECTS,
  ISSUE_STATES,
  type Issue,
  VALIDATION_SCOPE,
} from '../domain/assurance-activity.js';
import { CONFIGURATION_STATES, type Ruling, RULINGS } from '../domain/assurance-ruling.js';
import { ACTIVITY_SORTS } from '../persistence/assurance-activity.read-model.js';
import { sha256 } from './evidence.dto.js';

const absent = { optional: true, nullable: true } as const;
const readOnly = true;
const MOST = 1e12;
const SOME_ID = '01900000-0000-7000-8000-000000000000';

export class ActivitySubjectDto {
  @CodeField(ACTIVITY_SUBJECTS, { description: 'What kind of record.', example: 'use_case' })
  type!: string;

  @IdField({
    description: 'Its id. A use case is one of the legal entity; of type legal_entity it is that one itself.',
  })
  id!: string;
}

export class IssueInputDto {
  @TextField({
    description: 'What was found. An issue is known by its words: they stay.',
    max: 2000,
    multiline: true,
    example: 'Fund names are confused in one of fifty answers.',
  })
  text!: string;

  @IdField({ description: 'Who sees to it; needed while it is open.', ...absent })
  ownerId?: string | null;

  @DateField({ description: 'By when; needed while it is open.', ...absent, example: '2027-02-28' })
  dueOn?: string | null;

  @CodeField(ISSUE_STATES, {
    description: 'How it is dealt with; accepted says why.',
    optional: true,
    default: 'unknown',
    example: 'open',
  })
  dealtWith?: Issue['dealtWith'];

  @TextField({
    description: 'Why, or how.',
    ...absent,
    max: 2000,
    multiline: true,
    example: 'The prompt names the fund.',
  })
  reason?: string | null;
}

class ActivityFactsDto {
  @IdField({ description: 'The person who did it.', ...absent })
  performedBy?: string | null;

  @TextField({
    description: 'The outside party who did it, in words; not beside performedBy.',
    ...absent,
    max: 300,
    example: 'Testing House Ltd',
  })
  performer?: string | null;

  @CodesField(VALIDATION_SCOPE, {
    description: 'What a validation looked at; empty: not known.',
    optional: true,
    example: ['performance', 'cyber_controls'],
  })
  scope?: string[];

  @IdsField({
    description: 'The components on the path that was tested; empty: not known.',
    optional: true,
    max: 200,
    example: [SOME_ID],
  })
  scopeComponentIds?: string[];

  @CodeField(ACTIVITY_OUTCOMES, {
    description:
      'What came of it. What failed stays failed: a later activity of the same kind on the same subject remedies it.',
    optional: true,
    default: 'unknown',
    example: 'passed',
  })
  outcome?: string;

  @ObjectsField(() => IssueInputDto, {
    description: 'What it found. Issues stay in the list with what was done about them.',
    optional: true,
    max: 100,
  })
  openIssues?: IssueInputDto[];

  @NumberField({
    description: 'What was to be reached; of monitoring_run and accuracy_test. Null: not known.',
    ...absent,
    min: -MOST,
    max: MOST,
    example: 0.95,
  })
  target?: number | null;

  @NumberField({
    description: 'What was measured; of monitoring_run and accuracy_test. Null: not known.',
    ...absent,
    min: -MOST,
    max: MOST,
    example: 0.97,
  })
  result?: number | null;

  @TextField({
    description: 'Which thresholds were breached, and where each is followed up; of the same kinds.',
    ...absent,
    max: 4000,
    multiline: true,
    example: 'Two answers beyond tolerance; ticket 4711.',
  })
  breaches?: string | null;

  @IdsField({
    description: 'Documents that show it.',
    optional: true,
    max: 20,
    example: [SOME_ID],
  })
  evidenceIds?: string[];

  @DateField({
    description: 'When the next one is due; after performedOn.',
    ...absent,
    example: '2027-11-20',
  })
  nextDueOn?: string | null;

  @TextField({
    description: 'What was done and found, in words.',
    ...absent,
    max: 4000,
    multiline: true,
    example: 'Two hundred questions by two analysts.',
  })
  summary?: string | null;
}

export class CreateAssuranceActivityDto extends ActivityFactsDto {
  @CodeField(ACTIVITY_KINDS, {
    description: 'What was done. It stays the same for good, as subject, day and stack do.',
    example: 'validation',
  })
  kind!: string;

  @IdField({ description: 'The legal entity that did it, or had it done.' })
  legalEntityId!: string;

  @ObjectField(() => ActivitySubjectDto, { description: 'On what.' })
  subject!: ActivitySubjectDto;

  @DateField({
    description: 'The day on which it was done, or ended; not in the future.',
    example: '2026-11-20',
  })
  performedOn!: string;

  @TextField({
    description:
      'Hash of the stack that it was done on. Left out for a use case: what its configurationHash is now; null: not known.',
    ...absent,
    ...sha256,
  })
  configurationHash?: string | null;
}

export class ChangeAssuranceActivityDto extends PartialType(ActivityFactsDto, {
  skipNullProperties: false,
}) {}

export class CreateRulingDto {
  @CodeField(RULINGS, {
    description:
      'Whether what changed leaves the activity as good as it was, or is material to design, assumptions, inputs, calculation or output.',
    example: 'minor',
  })
  ruling!: Ruling;

  @TextField({
    description: 'Why.',
    max: 4000,
    multiline: true,
    example: 'Only the evaluation tool has another version.',
  })
  reason!: string;

  @TextField({
    description: 'The configurationHash of the use case that was looked at; it must be the one of now.',
    ...sha256,
  })
  configurationHash!: string;
}

export class RulingDto {
  @IdField({ description: 'Id of the ruling.', readOnly })
  id!: string;

  @CodeField(RULINGS, { description: 'What was ruled.', readOnly, example: 'minor' })
  ruling!: string;

  @TextField({ description: 'Hash of the stack that the activity was done on.', readOnly, ...sha256 })
  fromHash!: string;

  @TextField({ description: 'Hash of the stack that was ruled on.', readOnly, ...sha256 })
  toHash!: string;

  @TextField({ description: 'Why.', readOnly, max: 4000, multiline: true })
  reason!: string;

  @TextField({ description: 'Who ruled.', readOnly, max: 100 })
  ruledBy!: string;

  @InstantField({ description: 'When.', readOnly })
  ruledAt!: string;
}

/** An activity in a list. */
export class AssuranceActivitySummaryDto extends CreateAssuranceActivityDto {
  @IdField({ description: 'Id of the activity.', readOnly })
  id!: string;

  @TextsField({
    description: 'Who had a hand in the record, by id: none of them rules on it.',
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

export class AssuranceActivityDto extends AssuranceActivitySummaryDto {
  @CodeField(CONFIGURATION_STATES, {
    description:
      'Whether the stack is the one that it was done on, or one that was ruled to differ only in minor ways (current); has changed and nobody has ruled yet (changed); or was ruled to have changed materially (void). Unknown where there is no stack to compare.',
    readOnly,
    example: 'current',
  })
  configurationState!: string;

  @ObjectsField(() => RulingDto, {
    description: 'What was ruled on changes since, oldest first.',
    readOnly,
    max: 1000,
  })
  rulings!: RulingDto[];
}

export class AssuranceActivityQuery extends PageQuery {
  @SortField(ACTIVITY_SORTS)
  sort?: string;

  @FilterField(ACTIVITY_KINDS, 'kind')
  kind?: string;

  @IdField({ description: 'Only activities of this legal entity.', optional: true })
  legalEntityId?: string;

  @IdField({ description: 'Only activities on this use case.', optional: true })
  useCaseId?: string;

  @IdField({ description: 'Only activities on this component itself.', optional: true })
  componentId?: string;

  @IdField({ description: 'Only activities on this provider itself.', optional: true })
  providerId?: string;

  @FilterField(ACTIVITY_OUTCOMES, 'outcome')
  outcome?: string;

  @DateField({
    description: 'Only activities whose next one is due before this day.',
    optional: true,
    example: '2027-01-01',
  })
  dueBefore?: string;
}

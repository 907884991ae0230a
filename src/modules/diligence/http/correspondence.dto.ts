import { PartialType } from '@nestjs/swagger';
import {
  CodeField,
  DateField,
  FlagField,
  IdField,
  IdsField,
  InstantField,
  TextField,
} from '../../../platform/http/fields.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import {
  CORRESPONDENCE_KINDS,
  type Due,
  NOT_DUE_REASONS,
  NOTIFICATION_DECISIONS,
} from '../domain/correspondence.js';
import { CORRESPONDENCE_SORTS } from '../persistence/correspondence.read-model.js';

const absent = { optional: true, nullable: true } as const;
const readOnly = true;
const SOME_ID = '01900000-0000-7000-8000-000000000000';

class CorrespondenceFactsDto {
  @TextField({
    description: 'What it was about.',
    ...absent,
    max: 4000,
    multiline: true,
    example: 'The plan to let the model draft research.',
  })
  summary?: string | null;

  @IdsField({
    description: 'The use cases of the legal entity that it is about.',
    optional: true,
    max: 200,
    example: [SOME_ID],
  })
  useCaseIds?: string[];

  @CodeField(NOTIFICATION_DECISIONS, {
    description: 'Whether the change is one of which the SFC is notified; of a notification.',
    optional: true,
    default: 'unknown',
    example: 'notify',
  })
  decision?: string;

  @TextField({
    description: 'Why it was decided so; needed with not_a_significant_change.',
    ...absent,
    max: 4000,
    multiline: true,
    example: 'A new type of service for clients.',
  })
  decisionReason?: string | null;

  @IdField({ description: 'The person who decided; needed with a decision.', ...absent })
  decidedBy?: string | null;

  @DateField({
    description: 'When it was decided; needed with a decision, not in the future.',
    ...absent,
    example: '2026-12-10',
  })
  decidedOn?: string | null;

  @DateField({
    description:
      'The day on which the change takes place, or took place; of a notification. Days are counted from the day after it.',
    ...absent,
    example: '2026-12-17',
  })
  changeTookPlaceOn?: string | null;

  @DateField({
    description: 'The day on which it was sent, or the talk was held; not in the future.',
    ...absent,
    example: '2026-12-21',
  })
  sentOn?: string | null;

  @TextField({
    description: 'The reference under which it was sent or received, such as that of WINGS.',
    ...absent,
    max: 200,
    example: 'WINGS-2026-0042',
  })
  reference?: string | null;

  @TextField({ description: 'The case officer at the SFC.', ...absent, max: 200, example: 'Ms Chan' })
  caseOfficer?: string | null;

  @IdsField({
    description: 'Documents: what was sent, and what came back.',
    optional: true,
    max: 20,
    example: [SOME_ID],
  })
  evidenceIds?: string[];
}

export class CreateCorrespondenceDto extends CorrespondenceFactsDto {
  @CodeField(CORRESPONDENCE_KINDS, {
    description:
      'An early talk about a plan, a notification of a change (or the decision whether to give one), flexibility that was asked for or granted, or an enquiry. It stays the same for good.',
    example: 'notification',
  })
  kind!: string;

  @IdField({ description: 'The legal entity that corresponds.' })
  legalEntityId!: string;
}

export class ChangeCorrespondenceDto extends PartialType(CorrespondenceFactsDto, {
  skipNullProperties: false,
}) {}

export class CorrespondenceDto extends CreateCorrespondenceDto {
  @IdField({ description: 'Id of the record.', readOnly })
  id!: string;

  @DateField({
    description:
      'The last day for the notice: seven business days after the change, Saturdays counted and general holidays not. The safer of the two.',
    nullable: true,
    readOnly,
    example: '2026-12-28',
  })
  dueOn!: string | null;

  @DateField({
    description: 'The same where a Saturday is not taken for a business day.',
    nullable: true,
    readOnly,
    example: '2026-12-29',
  })
  dueOnWithoutSaturdays!: string | null;

  @CodeField(NOT_DUE_REASONS, {
    description: 'Why there is none of these days, or not both.',
    nullable: true,
    readOnly,
    example: null,
  })
  notDueBecause!: Due['notDueBecause'];

  @FlagField({
    description:
      'Always true: days of a gale warning or a black rainstorm warning are not counted, and can only move the last day later.',
    readOnly,
    example: true,
  })
  mayExtend!: boolean;

  @DateField({
    description: 'The last day up to which general holidays are known; beyond it no day is worked out.',
    readOnly,
    example: '2027-12-31',
  })
  holidaysKnownUntil!: string;

  @InstantField({ description: 'When it was recorded.', readOnly })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', readOnly })
  updatedAt!: string;

  @InstantField({ description: 'When it was retired.', readOnly, nullable: true })
  retiredAt!: string | null;
}

export class CorrespondenceQuery extends PageQuery {
  @SortField(CORRESPONDENCE_SORTS)
  sort?: string;

  @FilterField(CORRESPONDENCE_KINDS, 'kind')
  kind?: string;

  @IdField({ description: 'Only correspondence of this legal entity.', optional: true })
  legalEntityId?: string;

  @IdField({ description: 'Only correspondence about this use case.', optional: true })
  useCaseId?: string;

  @DateField({
    description:
      'Only notices that are due before this day, Saturdays counted, and have not been sent; not those of which it was decided that none is given.',
    optional: true,
    example: '2027-01-01',
  })
  dueBefore?: string;
}

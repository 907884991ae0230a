import { OmitType } from '@nestjs/swagger';
import {
  CodeField,
  DateField,
  IdField,
  InstantField,
  ObjectField,
  ObjectsField,
} from '../../../platform/http/fields.js';
import { PageQuery, QueryFlagField, SortField } from '../../../platform/http/query-fields.js';
import { BECAUSE, OBLIGATION_KINDS, OBLIGATION_STATES, STEPS } from '../domain/codes.js';
import { REMINDER_SORTS } from '../persistence/reminder.read-model.js';
import { ObligationSourceDto } from './obligation.dto.js';

export class ReminderStepDto {
  @IdField({ description: 'The obligation.' })
  obligationId!: string;

  @CodeField(OBLIGATION_KINDS, { description: 'What is asked for.', example: 'component_retirement' })
  kind!: string;

  @CodeField(OBLIGATION_STATES, { description: 'How the obligation stands now.', example: 'scheduled' })
  state!: string;

  @ObjectField(() => ObligationSourceDto, { description: 'The record whose date it follows.' })
  source!: ObligationSourceDto;

  @CodeField(STEPS, { description: 'Which step it reminds of.', example: 'before_30' })
  step!: string;

  @DateField({ description: 'The due day that it reminds of.', example: '2027-03-01' })
  dueOn!: string;

  @InstantField({ description: 'When the step was planned.' })
  plannedFor!: string;

  @CodeField(BECAUSE, { description: 'Why you are told.', example: 'owner' })
  because!: string;
}

export class ReminderDto {
  @IdField({ description: 'Id of the reminder.' })
  id!: string;

  @InstantField({ description: 'When it came.' })
  createdAt!: string;

  @InstantField({ description: 'When you read it.', nullable: true })
  readAt!: string | null;

  @ObjectsField(() => ReminderStepDto, { description: 'What it reminds of, oldest step first.', max: 200 })
  steps!: ReminderStepDto[];
}

export class ReminderQuery extends OmitType(PageQuery, ['includeRetired', 'q', 'asOf'] as const) {
  @SortField(REMINDER_SORTS)
  sort?: string;

  @QueryFlagField({
    description: 'Only those that are unread, or only those that were read.',
    optional: true,
    example: true,
  })
  unread?: boolean;
}

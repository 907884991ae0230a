import { OmitType } from '@nestjs/swagger';
import {
  CodeField,
  DateField,
  IdField,
  IdsField,
  InstantField,
  IntegerField,
  ObjectField,
  TextField,
} from '../../../platform/http/fields.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import {
  BECAUSE,
  CHANNELS,
  OBLIGATION_KINDS,
  OBLIGATION_STATES,
  REMINDER_STATES,
  SOURCE_TYPES,
  STEPS,
} from '../domain/codes.js';
import { DELIVERY_SORTS, OBLIGATION_SORTS } from '../persistence/obligation.read-model.js';

export class ObligationSourceDto {
  @CodeField(SOURCE_TYPES, { description: 'What kind of record holds the date.', example: 'component' })
  type!: string;

  @IdField({ description: 'Id of that record.' })
  id!: string;

  @TextField({ description: 'Its name.', max: 200, example: 'Northwind Large 3' })
  name!: string;

  @TextField({
    description: 'Its name in Traditional Chinese.',
    nullable: true,
    max: 200,
    example: '北風大型模型三',
  })
  nameZhHant!: string | null;
}

export class ObligationDto {
  @IdField({ description: 'Id of the obligation.' })
  id!: string;

  @CodeField(OBLIGATION_KINDS, { description: 'What is asked for.', example: 'component_retirement' })
  kind!: string;

  @ObjectField(() => ObligationSourceDto, { description: 'The record whose date it follows.' })
  source!: ObligationSourceDto;

  @IntegerField({ description: 'Which round of it this is.', min: 1, max: 2_147_483_647, example: 1 })
  cycle!: number;

  @IdField({ description: 'Who must act; without one, the risk officers must.', nullable: true })
  ownerId!: string | null;

  @IdsField({
    description:
      'The legal entities for which it is, of those that you see; none at all: the whole installation.',
    max: 1_000,
  })
  legalEntityIds!: string[];

  @IntegerField({
    description: 'For how many further legal entities it is, outside of what you may see.',
    min: 0,
    max: 1_000,
    example: 0,
  })
  otherLegalEntities!: number;

  @DateField({ description: 'The day on which it is due.', example: '2027-03-01' })
  dueOn!: string;

  @TextField({ description: 'The time zone of that day.', max: 64, example: 'Asia/Hong_Kong' })
  timeZone!: string;

  @CodeField(OBLIGATION_STATES, {
    description:
      'Scheduled before its day, due on it, overdue after it; done by somebody; or no longer asked for.',
    example: 'scheduled',
  })
  state!: string;

  @InstantField({ description: 'When it was acknowledged.', nullable: true })
  acknowledgedAt!: string | null;

  @IdField({ description: 'By whom.', nullable: true })
  acknowledgedBy!: string | null;

  @DateField({ description: 'The day until which reminders are put off.', nullable: true, example: null })
  snoozedUntil!: string | null;

  @TextField({ description: 'Why.', nullable: true, max: 500, multiline: true, example: null })
  snoozeReason!: string | null;

  @InstantField({ description: 'When it was done.', nullable: true })
  doneAt!: string | null;

  @IdField({ description: 'By whom.', nullable: true })
  doneBy!: string | null;

  @TextField({ description: 'What was done.', nullable: true, max: 2_000, multiline: true, example: null })
  doneNote!: string | null;

  @InstantField({ description: 'When it was opened.' })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.' })
  updatedAt!: string;
}

export class SnoozeDto {
  @DateField({
    description:
      'The first day on which it may remind again: from tomorrow, at most 30 days on, before it is due.',
    example: '2027-02-10',
  })
  until!: string;

  @TextField({
    description: 'Why it can wait.',
    max: 500,
    multiline: true,
    example: 'The vendor answers next week.',
  })
  reason!: string;
}

export class CompleteDto {
  @TextField({
    description: 'What was done.',
    optional: true,
    nullable: true,
    max: 2_000,
    multiline: true,
    example: 'Moved to the successor model.',
  })
  note?: string | null;
}

export class ObligationQuery extends OmitType(PageQuery, ['includeRetired', 'q'] as const) {
  @SortField(OBLIGATION_SORTS)
  sort?: string;

  @FilterField(OBLIGATION_KINDS, 'kind')
  kind?: string;

  @FilterField(OBLIGATION_STATES, 'state')
  state?: string;

  @IdField({ description: 'Only obligations of this person.', optional: true })
  ownerId?: string;

  @FilterField(SOURCE_TYPES, 'kind of source')
  sourceType?: string;

  @IdField({ description: 'Only obligations that follow a date of this record.', optional: true })
  sourceId?: string;

  @IdField({ description: 'Only obligations for this legal entity.', optional: true })
  legalEntityId?: string;

  @DateField({
    description: 'Only obligations that are due after this day.',
    optional: true,
    example: '2027-01-31',
  })
  dueAfter?: string;

  @DateField({
    description: 'Only obligations that are due before this day.',
    optional: true,
    example: '2027-03-01',
  })
  dueBefore?: string;
}

export class DeliveryDto {
  @IdField({ description: 'Id of the line.' })
  id!: string;

  @IdField({ description: 'The obligation.' })
  obligationId!: string;

  @IntegerField({ description: 'Its round.', min: 1, max: 2_147_483_647, example: 1 })
  cycle!: number;

  @DateField({ description: 'The due day at that time.', example: '2027-03-01' })
  dueOn!: string;

  @CodeField(STEPS, { description: 'Which step.', example: 'before_30' })
  step!: string;

  @CodeField(CHANNELS, { description: 'Through which channel.', example: 'email' })
  channel!: string;

  @IdField({ description: 'Who was told.' })
  recipientId!: string;

  @CodeField(BECAUSE, {
    description:
      'Why this person: the owner; a risk officer because there is no owner, or because it was escalated; a senior manager because it was escalated to management; an administrator because there is nobody else.',
    example: 'owner',
  })
  because!: string;

  @InstantField({ description: 'When the step was planned.' })
  plannedFor!: string;

  @IdField({
    description: 'The message that tells of it; lines of one message have it in common.',
    nullable: true,
  })
  reminderId!: string | null;

  @CodeField(REMINDER_STATES, { description: 'How far the message got.', example: 'sent' })
  state!: string;

  @IntegerField({ description: 'How often sending it was tried.', min: 0, max: 1_000, example: 1 })
  attempts!: number;

  @TextField({ description: 'Why the last attempt failed.', nullable: true, max: 500, example: null })
  lastError!: string | null;

  @TextField({ description: 'What the mail server answered.', nullable: true, max: 500, example: '250 OK' })
  providerAnswer!: string | null;

  @TextField({ description: 'The Message-ID, the same for every attempt.', nullable: true, max: 200 })
  messageId!: string | null;

  @InstantField({ description: 'When it was sent.', nullable: true })
  sentAt!: string | null;

  @InstantField({ description: 'When the recipient read it in the inbox.', nullable: true })
  readAt!: string | null;
}

export class DeliveryQuery extends OmitType(PageQuery, ['includeRetired', 'q', 'asOf'] as const) {
  @SortField(DELIVERY_SORTS)
  sort?: string;

  @FilterField(CHANNELS, 'channel')
  channel?: string;

  @FilterField(REMINDER_STATES, 'state')
  state?: string;
}

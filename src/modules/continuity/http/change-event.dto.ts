import { OmitType, PartialType } from '@nestjs/swagger';
import {
  CodeField,
  CodesField,
  DateField,
  FlagField,
  IdField,
  IdsField,
  InstantField,
  IntegerField,
  ObjectField,
  ObjectsField,
  TextField,
} from '../../../platform/http/fields.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import { CHANGE_SOURCES } from '../domain/change-event.js';
import { CHANGE_KINDS, type ChangeKind, MATRIX_RULE_CODES } from '../domain/change-matrix.js';
import { CHANGE_STATES, RULINGS, type Ruling, STANDINGS } from '../domain/stale-rules.js';
import { MOST_AFFECTED } from '../persistence/affected.js';
import { CHANGE_EVENT_SORTS } from '../persistence/change-event.read-model.js';
import { MOST_WITHDRAWN } from '../persistence/change-event.shown.js';
import { SubjectDto } from './subject.dto.js';

const absent = { optional: true, nullable: true } as const;
const shown = { readOnly: true, nullable: true } as const;
const BASES = ['circular', 'house', 'code_of_conduct'] as const;

export class CreateChangeEventDto {
  @CodeField(CHANGE_KINDS, {
    description: 'What happened. GET /api/v1/change-matrix says what each kind makes stale.',
    example: 'model_version_changed',
  })
  kind!: ChangeKind;

  @ObjectField(() => SubjectDto, { description: 'What it happened to. It cannot be changed.' })
  subject!: SubjectDto;

  @IdField({
    description:
      'Whose change it is; null: of every legal entity that stands on the subject, which providers and components allow. What belongs to one legal entity happens to that one. It cannot be changed.',
    ...absent,
    example: null,
  })
  legalEntityId?: string | null;

  @TextField({
    description: 'What happened, in short.',
    max: 500,
    example: 'The alias of the model points to a newer version.',
  })
  summary!: string;

  @DateField({
    description: 'When it happened: today or earlier. Needed, unless it was only announced.',
    ...absent,
    example: '2026-11-20',
  })
  happenedOn?: string | null;

  @DateField({
    description: 'When it was announced: today or earlier.',
    ...absent,
    example: '2026-11-02',
  })
  announcedOn?: string | null;

  @DateField({
    description: 'When what was announced takes effect; not before its announcement. Null: not known.',
    ...absent,
    example: '2027-03-31',
  })
  takesEffectOn?: string | null;

  @CodeField(CHANGE_SOURCES, {
    description: 'From where it is known.',
    optional: true,
    default: 'unknown',
    example: 'provider_notice',
  })
  source?: string;

  @TextField({
    description: 'The notice as it was forwarded.',
    ...absent,
    max: 8000,
    multiline: true,
    example: 'Dear customer,\nfrom 31 March 2027 …',
  })
  notice?: string | null;

  @IdField({
    description: 'The document that tells of it.',
    ...absent,
    example: '0198c0de-0000-7000-8000-000000000005',
  })
  evidenceId?: string | null;

  @IdField({
    description: 'Who sees to it that it is ruled on and followed up; null: the risk officers.',
    ...absent,
    example: '0198c0de-0000-7000-8000-000000000006',
  })
  ownerId?: string | null;
}

export class ChangeChangeEventDto extends PartialType(
  OmitType(CreateChangeEventDto, ['subject', 'legalEntityId'] as const),
  { skipNullProperties: false },
) {}

export class StaleRuleDto {
  @CodeField(MATRIX_RULE_CODES, { description: 'The rule.', example: 'R-13b' })
  rule!: string;

  @TextField({ description: 'The paragraph that it is based on.', max: 40, example: '13(b)(ii)' })
  paragraph!: string;

  @CodeField(BASES, {
    description: 'The circular, the standard of the house, or the Code of Conduct.',
    example: 'circular',
  })
  basis!: string;

  @CodeField(STANDINGS, {
    description:
      'possible: nobody has ruled yet; stale: it has to be redone; untouched: the ruling leaves it as it is.',
    example: 'stale',
  })
  standing!: string;
}

export class ResolutionDto {
  @IdField({ description: 'Id of the resolution.' })
  id!: string;

  @CodeField(MATRIX_RULE_CODES, { description: 'The rule for which something was redone.', example: 'R-13b' })
  rule!: string;

  @DateField({ description: 'When.', example: '2026-11-28' })
  on!: string;

  @IdField({ description: 'The document that shows it.', nullable: true })
  evidenceId!: string | null;

  @TextField({ description: 'What was redone.', max: 4000, multiline: true, example: 'Validated anew.' })
  reason!: string;

  @TextField({ description: 'Id of the person or key that recorded it.', max: 100 })
  byId!: string;
}

export class WithdrawnResolutionDto extends ResolutionDto {
  @TextField({ description: 'Id of the person or key that took it back.', max: 100 })
  withdrawnBy!: string;

  @InstantField({ description: 'When, in business time.' })
  withdrawnAt!: string;

  @TextField({
    description: 'Why it was taken back.',
    max: 4000,
    multiline: true,
    example: 'The test ran on the version before.',
  })
  withdrawalReason!: string;
}

export class ListedChangeEventDto extends CreateChangeEventDto {
  @IdField({ description: 'Id of the change event.', readOnly: true })
  id!: string;

  @DateField({
    description: 'The day of its entry: from then on it waits for a ruling.',
    readOnly: true,
    example: '2026-11-21',
  })
  recordedOn!: string;

  @CodeField(CHANGE_STATES, {
    description: 'untriaged: nobody has ruled; open: something is to be redone; closed: nothing is.',
    readOnly: true,
    example: 'open',
  })
  state!: string;

  @CodeField(RULINGS, { description: 'The ruling.', ...shown, example: 'material' })
  ruling!: string | null;

  @TextField({
    description: 'Why it was ruled so.',
    ...shown,
    max: 4000,
    multiline: true,
    example: 'The output changes in length and tone.',
  })
  rulingReason!: string | null;

  @IdField({ description: 'Who ruled.', ...shown })
  triagedBy!: string | null;

  @InstantField({ description: 'When, in business time.', ...shown })
  triagedAt!: string | null;

  @ObjectsField(() => StaleRuleDto, {
    description: 'The rules of the matrix for its kind, and whether they have to be looked at again.',
    readOnly: true,
    max: MATRIX_RULE_CODES.length,
  })
  staleRules!: StaleRuleDto[];

  @CodesField(MATRIX_RULE_CODES, {
    description: 'What is still to be redone; while nobody has ruled, whatever may be.',
    readOnly: true,
    example: ['R-13b'],
  })
  openRules!: string[];

  @ObjectsField(() => ResolutionDto, {
    description: 'What was redone, and stands.',
    readOnly: true,
    max: MATRIX_RULE_CODES.length,
  })
  resolutions!: ResolutionDto[];

  @ObjectsField(() => WithdrawnResolutionDto, {
    description: `What was recorded as redone and taken back since, of which nothing counts: the latest ${MOST_WITHDRAWN}.`,
    readOnly: true,
    max: MOST_WITHDRAWN,
  })
  withdrawnResolutions!: WithdrawnResolutionDto[];

  @FlagField({
    description:
      'Whether monitoring is one step faster because of it (footnote 21): while a provider keeps back what it told before.',
    readOnly: true,
    example: false,
  })
  cadenceFaster!: boolean;

  @InstantField({ description: 'When it was recorded.', readOnly: true })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', readOnly: true })
  updatedAt!: string;

  @InstantField({ description: 'When it was retired.', readOnly: true, nullable: true })
  retiredAt!: string | null;
}

export class ChangeEventDto extends ListedChangeEventDto {
  @IdsField({
    description: `The use cases that stand on the subject, as far as the reader sees them: the first ${MOST_AFFECTED}, by id.`,
    readOnly: true,
    max: MOST_AFFECTED,
    example: ['0198c0de-0000-7000-8000-000000000002'],
  })
  affected!: string[];

  @IntegerField({
    description: 'How many those are.',
    readOnly: true,
    min: 0,
    max: 1_000_000_000,
    example: 1,
  })
  affectedCount!: number;
}

export class TriageDto {
  @CodeField(RULINGS, {
    description:
      'material: all rules of its kind have to be looked at again; minor: only those that do not depend on it. What was ruled minor may be ruled material later, never the other way.',
    example: 'material',
  })
  ruling!: Ruling;

  @TextField({
    description: 'Why.',
    max: 4000,
    multiline: true,
    example: 'The output changes in length and tone.',
  })
  reason!: string;
}

export class ResolveDto {
  @CodeField(MATRIX_RULE_CODES, { description: 'The rule: one of openRules.', example: 'R-13b' })
  rule!: string;

  @DateField({
    description: 'When it was redone: today or earlier, and not before the change.',
    example: '2026-11-28',
  })
  on!: string;

  @IdField({
    description: 'The document that shows it.',
    ...absent,
    example: '0198c0de-0000-7000-8000-000000000005',
  })
  evidenceId?: string | null;

  @TextField({
    description: 'What was redone.',
    max: 4000,
    multiline: true,
    example: 'Validated anew on the version that runs now.',
  })
  reason!: string;
}

export class WithdrawResolutionDto {
  @TextField({
    description: 'Why it is taken back.',
    max: 4000,
    multiline: true,
    example: 'The test ran on the version before.',
  })
  reason!: string;
}

export class ChangeEventQuery extends PageQuery {
  @SortField(CHANGE_EVENT_SORTS)
  sort?: string;

  @IdField({ description: 'Only change events of this legal entity.', optional: true })
  legalEntityId?: string;

  @FilterField(CHANGE_KINDS, 'kind')
  kind?: string;

  @FilterField(CHANGE_STATES, 'state')
  state?: string;

  @IdField({ description: 'Only change events of this owner.', optional: true })
  ownerId?: string;

  @IdField({ description: 'Only what happened to this provider itself.', optional: true })
  providerId?: string;

  @IdField({ description: 'Only what happened to this component itself.', optional: true })
  componentId?: string;

  @IdField({ description: 'Only what happened to this arrangement.', optional: true })
  arrangementId?: string;

  @IdField({ description: 'Only what happened to this use case itself.', optional: true })
  useCaseId?: string;
}

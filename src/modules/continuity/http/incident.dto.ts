import { OmitType, PartialType } from '@nestjs/swagger';
import {
  CodeField,
  DateField,
  IdField,
  IdsField,
  InstantField,
  NumberField,
  ObjectField,
  TextField,
} from '../../../platform/http/fields.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import {
  IMPACTS,
  INCIDENT_KINDS,
  REPORT_DECISIONS,
  type ReportRuling,
  SEVERITIES,
} from '../domain/incident.js';
import { INCIDENT_SORTS } from '../persistence/incident.read-model.js';
import { TIMELINE_SORTS } from '../persistence/timeline.read-model.js';
import { SubjectDto } from './subject.dto.js';

const absent = { optional: true, nullable: true } as const;
const shown = { readOnly: true, nullable: true } as const;

export class IncidentImpactInputDto {
  @CodeField(IMPACTS, {
    description: 'Whether clients were hit. What was found is not taken back.',
    optional: true,
    default: 'unknown',
    example: 'no',
  })
  clients?: string;

  @CodeField(IMPACTS, {
    description: 'Whether data was lost, changed or disclosed. What was found is not taken back.',
    optional: true,
    default: 'unknown',
    example: 'unknown',
  })
  data?: string;
}

export class IncidentImpactDto extends IncidentImpactInputDto {
  @NumberField({
    description: 'How long it lasted, in hours; null: it goes on, or nobody knows.',
    readOnly: true,
    nullable: true,
    min: 0,
    max: 100_000_000,
    example: 3.5,
  })
  hours!: number | null;
}

export class CreateIncidentDto {
  @IdField({
    description: 'The legal entity whose incident it is. It cannot be changed.',
    example: '0198c0de-0000-7000-8000-000000000001',
  })
  legalEntityId!: string;

  @CodeField(INCIDENT_KINDS, { description: 'What sort of incident.', example: 'outage' })
  kind!: string;

  @ObjectField(() => SubjectDto, { description: 'What it is about. It cannot be changed.' })
  subject!: SubjectDto;

  @TextField({
    description: 'What happened, in short.',
    max: 500,
    example: 'The model vendor answered nothing for three hours.',
  })
  summary!: string;

  @InstantField({
    description: 'When it began: now or earlier, to the millisecond.',
    example: '2026-11-18T11:20:00Z',
  })
  startedAt!: string;

  @InstantField({
    description: 'When it ended, not before it began; null: it goes on, or nobody knows.',
    ...absent,
    example: '2026-11-18T14:50:00Z',
  })
  endedAt?: string | null;

  @IdsField({
    description: 'The use cases that it hit, of that legal entity.',
    optional: true,
    max: 200,
    example: ['0198c0de-0000-7000-8000-000000000002'],
  })
  useCaseIds?: string[];

  @ObjectField(() => IncidentImpactInputDto, { description: 'What it did.', optional: true })
  impact?: IncidentImpactInputDto;

  @CodeField(SEVERITIES, {
    description: 'How bad it is.',
    optional: true,
    default: 'unknown',
    example: 'medium',
  })
  severity?: string;

  @IdField({
    description: 'Who sees to it; null: the risk officers.',
    ...absent,
    example: '0198c0de-0000-7000-8000-000000000006',
  })
  ownerId?: string | null;

  @IdsField({
    description: 'Documents that tell of it.',
    optional: true,
    max: 100,
    example: ['0198c0de-0000-7000-8000-000000000005'],
  })
  evidenceIds?: string[];
}

export class ChangeIncidentDto extends PartialType(
  OmitType(CreateIncidentDto, ['legalEntityId', 'subject'] as const),
  { skipNullProperties: false },
) {}

export class IncidentDto extends OmitType(CreateIncidentDto, ['impact'] as const) {
  @IdField({ description: 'Id of the incident.', readOnly: true })
  id!: string;

  @ObjectField(() => IncidentImpactDto, { description: 'What it did, and how long it lasted.' })
  impact!: IncidentImpactDto;

  @DateField({
    description: 'The day of its entry: whether it is reported is to be decided at once.',
    readOnly: true,
    example: '2026-11-18',
  })
  recordedOn!: string;

  @CodeField(REPORT_DECISIONS, {
    description:
      'Whether it is reported to the SFC (Code of Conduct, 12.5). A decision not to report goes when what was decided on changes.',
    readOnly: true,
    example: 'report',
  })
  cocReportDecision!: string;

  @TextField({
    description: 'Why.',
    ...shown,
    max: 4000,
    multiline: true,
    example: 'Orders of clients were wrong.',
  })
  cocReportReason!: string | null;

  @IdField({ description: 'Who decided that.', ...shown })
  cocReportDecidedBy!: string | null;

  @InstantField({ description: 'When, in business time.', ...shown })
  cocReportDecidedAt!: string | null;

  @IdField({ description: 'The change event that it is; null: none was made.', ...shown })
  changeEventId!: string | null;

  @InstantField({ description: 'When it was recorded.', readOnly: true })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', readOnly: true })
  updatedAt!: string;

  @InstantField({ description: 'When it was retired.', readOnly: true, nullable: true })
  retiredAt!: string | null;
}

export class DecideReportDto {
  @CodeField(['report', 'not_required'], {
    description:
      'report: at once, by anybody who may decide; not_required: by somebody who has not written of the incident. What is to be reported stays so.',
    example: 'report',
  })
  decision!: ReportRuling;

  @TextField({ description: 'Why.', max: 4000, multiline: true, example: 'Orders of clients were wrong.' })
  reason!: string;
}

export class CreateTimelineEntryDto {
  @InstantField({
    description: 'When that happened: now or earlier, to the millisecond.',
    example: '2026-11-18T11:35:00Z',
  })
  at!: string;

  @TextField({
    description: 'What happened.',
    max: 4000,
    multiline: true,
    example: 'The desk switched to the second model.',
  })
  text!: string;
}

export class TimelineEntryDto extends CreateTimelineEntryDto {
  @IdField({ description: 'Id of the entry.', readOnly: true })
  id!: string;

  @IdField({ description: 'The incident.', readOnly: true })
  incidentId!: string;

  @TextField({ description: 'Id of the person or key that told it.', readOnly: true, max: 100 })
  byId!: string;

  @InstantField({ description: 'When it was told.', readOnly: true })
  createdAt!: string;
}

export class IncidentQuery extends PageQuery {
  @SortField(INCIDENT_SORTS)
  sort?: string;

  @IdField({ description: 'Only incidents of this legal entity.', optional: true })
  legalEntityId?: string;

  @FilterField(INCIDENT_KINDS, 'kind')
  kind?: string;

  @FilterField(SEVERITIES, 'severity')
  severity?: string;

  @FilterField(REPORT_DECISIONS, 'decision on a report')
  cocReportDecision?: string;

  @IdField({ description: 'Only incidents of this owner.', optional: true })
  ownerId?: string;

  @IdField({ description: 'Only incidents about this provider itself.', optional: true })
  providerId?: string;

  @IdField({ description: 'Only incidents about this component itself.', optional: true })
  componentId?: string;

  @IdField({ description: 'Only incidents about this arrangement.', optional: true })
  arrangementId?: string;

  @IdField({ description: 'Only incidents that hit this use case.', optional: true })
  useCaseId?: string;
}

export class TimelineQuery extends PageQuery {
  @SortField(TIMELINE_SORTS)
  sort?: string;
}

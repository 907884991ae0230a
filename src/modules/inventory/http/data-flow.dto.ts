import { OmitType, PartialType } from '@nestjs/swagger';
import {
  CodeField,
  CodesField,
  DateField,
  IdField,
  IdsField,
  InstantField,
  ObjectField,
  ObjectsField,
  TextField,
} from '../../../platform/http/fields.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import { RETENTIONS } from '../catalogue/catalogue-codes.js';
import { DATA_CLASSES, YES_NO } from '../domain/codes.js';
import { DELETIONS, FLOW_ENDS, type FlowEndType } from '../domain/data-flow.js';
import { isJurisdiction } from '../domain/formats.js';
import { DATA_FLOW_SORTS } from '../persistence/data-flow.read-model.js';

const absent = { optional: true, nullable: true } as const;
const unknown = { optional: true, default: 'unknown' } as const;

export class DataFlowEndDto {
  @CodeField(FLOW_ENDS, { description: 'What kind of record.', example: 'component' })
  type!: FlowEndType;

  @IdField({ description: 'Its id.', example: '0198c0de-0000-7000-8000-000000000003' })
  id!: string;
}

export class CreateDataFlowDto {
  @IdField({
    description:
      'The legal entity whose data flow it is. Without it, the legal entity at an end, or that of the use case where it is one. It cannot be changed.',
    ...absent,
    example: '0198c0de-0000-7000-8000-000000000001',
  })
  legalEntityId?: string | null;

  @ObjectField(() => DataFlowEndDto, {
    description: 'Where the data comes from. It cannot be changed: another way is another flow.',
  })
  from!: DataFlowEndDto;

  @ObjectField(() => DataFlowEndDto, {
    description:
      'Where it goes. One of the two ends is a component or a provider; a use case or legal entity is of the legal entity whose flow it is. It cannot be changed.',
  })
  to!: DataFlowEndDto;

  @IdField({
    description:
      'The use case that it serves, of that legal entity; one that is itself an end is that use case. Null: none alone, or not known.',
    ...absent,
    example: '0198c0de-0000-7000-8000-000000000002',
  })
  useCaseId?: string | null;

  @TextField({
    description: 'What the data flows for.',
    ...absent,
    max: 200,
    example: 'Prompts with excerpts of research notes',
  })
  purpose?: string | null;

  @TextField({
    description: 'What more there is to say of it.',
    ...absent,
    max: 4000,
    multiline: true,
    example: 'Names of clients are masked by the gateway.',
  })
  description?: string | null;

  @CodesField(DATA_CLASSES, {
    description:
      'The classes of data that flow (paragraphs 22 to 25). An empty list is stored as unknown. What is known to be more than public does not become unknown again.',
    optional: true,
    default: ['unknown'],
    example: ['confidential', 'personal'],
  })
  dataClasses?: string[];

  @CodeField(YES_NO, {
    description:
      'Whether the data is encrypted where it comes to rest (paragraph 22). A no does not become unknown again.',
    ...unknown,
    example: 'yes',
  })
  encryptedAtRest?: string;

  @CodeField(YES_NO, {
    description:
      'Whether the data is encrypted on its way (paragraph 22). A no does not become unknown again.',
    ...unknown,
    example: 'yes',
  })
  encryptedInTransit?: string;

  @CodeField(YES_NO, {
    description: 'Whether the data leaves the place. A yes does not become unknown again.',
    ...unknown,
    example: 'yes',
  })
  crossBorder?: string;

  @TextField({
    description:
      'Where it goes, as a country or territory (ISO 3166-1). Elsewhere than the legal entity it contradicts crossBorder: no.',
    ...absent,
    min: 2,
    max: 2,
    format: { code: 'jurisdiction', accepts: isJurisdiction, pattern: '^[A-Z]{2}$' },
    example: 'US',
  })
  destinationJurisdiction?: string | null;

  @CodeField(RETENTIONS, {
    description: 'How long it is kept there. More than 30 days does not become unknown again.',
    ...unknown,
    example: 'up_to_30_days',
  })
  retention?: string;

  @CodeField(DELETIONS, {
    description: 'How it is deleted there. That it never is does not become unknown again.',
    ...unknown,
    example: 'automatic',
  })
  deletion?: string;

  @TextField({
    description: 'How and when it is deleted, in words.',
    ...absent,
    max: 1000,
    multiline: true,
    example: 'After 30 days, backups after 60.',
  })
  deletionNote?: string | null;

  @IdsField({
    description: 'Documents that show it, of that legal entity or of everybody.',
    optional: true,
    max: 100,
    example: ['0198c0de-0000-7000-8000-000000000005'],
  })
  evidenceIds?: string[];

  @DateField({
    description: 'When somebody last looked whether it is so; not in the future.',
    ...absent,
    example: '2026-11-20',
  })
  reviewedOn?: string | null;

  @DateField({
    description: 'When it stopped, not in the future; null: data flows still.',
    ...absent,
    example: '2026-11-30',
  })
  endedOn?: string | null;

  @IdField({
    description: 'Who sees to it.',
    ...absent,
    example: '0198c0de-0000-7000-8000-000000000006',
  })
  ownerId?: string | null;
}

export class ChangeDataFlowDto extends PartialType(
  OmitType(CreateDataFlowDto, ['legalEntityId', 'from', 'to'] as const),
  { skipNullProperties: false },
) {}

export class CreateDataFlowsDto {
  @ObjectsField(() => CreateDataFlowDto, {
    description: 'The data flows to create: all, or none.',
    min: 1,
    max: 1000,
  })
  items!: CreateDataFlowDto[];
}

export class DataFlowDto extends OmitType(CreateDataFlowDto, ['legalEntityId'] as const) {
  @IdField({ description: 'Id of the data flow.', readOnly: true })
  id!: string;

  @IdField({ description: 'The legal entity whose data flow it is.', readOnly: true })
  legalEntityId!: string;

  @InstantField({ description: 'When it was registered.', readOnly: true })
  createdAt!: string;

  @InstantField({ description: 'When it last changed.', readOnly: true })
  updatedAt!: string;

  @InstantField({ description: 'When it was retired.', readOnly: true, nullable: true })
  retiredAt!: string | null;
}

export class DataFlowQuery extends OmitType(PageQuery, ['q'] as const) {
  @SortField(DATA_FLOW_SORTS)
  sort?: string;

  @TextField({ description: 'Part of the purpose.', optional: true, max: 100, example: '客戶' })
  q?: string;

  @IdField({ description: 'Only data flows of this legal entity.', optional: true })
  legalEntityId?: string;

  @IdField({ description: 'Only data flows that serve this use case.', optional: true })
  useCaseId?: string;

  @IdField({ description: 'Only data flows from or to this component.', optional: true })
  componentId?: string;

  @IdField({ description: 'Only data flows from or to this provider itself.', optional: true })
  providerId?: string;

  @IdField({ description: 'Only data flows of this owner.', optional: true })
  ownerId?: string;

  @FilterField(DATA_CLASSES, 'data class, among others,')
  dataClass?: string;

  @FilterField(YES_NO, 'encryption at rest')
  encryptedAtRest?: string;

  @FilterField(YES_NO, 'encryption in transit')
  encryptedInTransit?: string;

  @FilterField(YES_NO, 'crossing of a border')
  crossBorder?: string;
}

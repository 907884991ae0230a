import { ApiProperty } from '@nestjs/swagger';
import { Allow } from 'class-validator';
import {
  CodeField,
  IdField,
  IdsField,
  InstantField,
  IntegerField,
  ObjectField,
  TextField,
} from '../../../platform/http/fields.js';
import { SortField } from '../../../platform/http/query-fields.js';
import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { AUDIT_SORTS } from '../persistence/audit.read-model.js';

export const ACTOR_TYPES = ['person', 'api_key', 'link', 'system', 'database'] as const;

const Limit = (): PropertyDecorator =>
  applyDecorators(
    IntegerField({
      description: 'How many items a page holds.',
      optional: true,
      min: 1,
      max: 200,
      default: 50,
      example: 50,
    }),
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value,
    ),
  );

export class AuditQuery {
  @Limit()
  limit?: number;

  @TextField({ description: 'The nextCursor of the page before; opaque.', optional: true, max: 1000 })
  cursor?: string;

  @SortField(AUDIT_SORTS)
  sort?: string;

  @TextField({ description: 'Only what this person, key or job did.', optional: true, max: 100 })
  actorId?: string;

  @CodeField(ACTOR_TYPES, { description: 'Only what this kind of actor did.', optional: true })
  actorType?: string;

  @TextField({
    description: 'Only this action, for example provider.changed.',
    optional: true,
    max: 100,
    example: 'provider.changed',
  })
  action?: string;

  @TextField({ description: 'Only about this kind of record.', optional: true, max: 60, example: 'provider' })
  resourceType?: string;

  @TextField({ description: 'Only about this record.', optional: true, max: 100 })
  resourceId?: string;

  @IdField({ description: 'Only about records of this legal entity.', optional: true })
  legalEntityId?: string;

  @TextField({ description: 'Only what this request did.', optional: true, max: 64 })
  requestId?: string;

  @InstantField({ description: 'From this instant on.', optional: true, example: '2026-11-01T00:00:00Z' })
  from?: string;

  @InstantField({ description: 'Before this instant.', optional: true, example: '2026-12-01T00:00:00Z' })
  to?: string;
}

export class CheckpointQuery {
  @Limit()
  limit?: number;

  @TextField({
    description: 'The nextCursor of the page before.',
    optional: true,
    max: 15,
    format: { code: 'cursor', accepts: (text) => /^\d{1,15}$/.test(text) },
  })
  cursor?: string;
}

export class AuditActorDto {
  @CodeField(ACTOR_TYPES, { description: 'What kind of actor.', example: 'person' })
  type!: string;

  @TextField({
    description: 'Id of the person or key, name of the job or database role.',
    max: 100,
    example: '0198c0de-0000-7000-8000-000000000001',
  })
  id!: string;

  @TextField({ description: 'What it was called at that moment.', max: 200, example: 'Ada Wong' })
  name!: string;
}

export class AuditResourceDto {
  @TextField({ description: 'Kind of the record.', max: 60, example: 'provider' })
  type!: string;

  @TextField({ description: 'Id of the record.', max: 100, example: '0198c0de-0000-7000-8000-000000000002' })
  id!: string;
}

export class AuditEntryDto {
  @IdField({ description: 'Id of the entry.' })
  id!: string;

  @InstantField({ description: 'When, by the clock of the database.' })
  at!: string;

  @ObjectField(() => AuditActorDto, { description: 'Who.' })
  actor!: AuditActorDto;

  @TextField({
    description: 'What: the kind of record and a verb in the past tense.',
    max: 100,
    example: 'provider.changed',
  })
  action!: string;

  @ObjectField(() => AuditResourceDto, { description: 'To which record.' })
  resource!: AuditResourceDto;

  @IdsField({
    description:
      'Of which legal entities: whoever sees one of them sees the entry. Empty: of the whole installation. Null: for those who see all legal entities.',
    nullable: true,
    max: 1000,
  })
  legalEntityIds!: string[] | null;

  @TextField({ description: 'In which request.', nullable: true, max: 64 })
  requestId!: string | null;

  @Allow()
  @ApiProperty({
    description: 'Fields: created values, or from and to.',
    type: 'object',
    additionalProperties: true,
  })
  changes!: Record<string, unknown>;

  @TextField({ description: 'Why, where a reason was asked for.', nullable: true, max: 2000 })
  reason!: string | null;
}

export class AuditCheckpointDto {
  @IntegerField({
    description: 'How many entries are sealed.',
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    example: 1024,
  })
  treeSize!: number;

  @TextField({
    description: 'Root of the Merkle tree (RFC 9162), base64.',
    max: 44,
    example: 'C6KsqNiiXoDDfvyEUCMB1Bd8oX4kU8R9LxAl5V7UK2g=',
  })
  rootHash!: string;

  @TextField({ description: 'The checkpoint as a signed note (Ed25519).', max: 2000, multiline: true })
  note!: string;

  @InstantField({ description: 'When it was sealed.' })
  sealedAt!: string;
}

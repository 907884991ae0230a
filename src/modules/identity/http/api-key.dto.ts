import { PERMISSION_NAMES, SERVICE_SCOPES } from '../../../kernel/roles.js';
import {
  CodeField,
  CodesField,
  IdField,
  IdsField,
  InstantField,
  TextField,
} from '../../../platform/http/fields.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import { KEY_KINDS, KEY_STATES } from '../domain/api-key-rules.js';
import { API_KEY_SORTS } from '../persistence/api-key.read-model.js';

const SCOPES = ['all', 'listed'];

export class CreateApiKeyDto {
  @TextField({ description: 'What the key is for.', max: 100, example: 'Nightly import' })
  name!: string;

  @CodeField(KEY_KINDS, {
    description:
      'personal: acts as its owner, within these scopes. service: a system of its own; made by administrators.',
    optional: true,
    default: 'personal',
    example: 'personal',
  })
  kind?: 'personal' | 'service';

  @CodesField(PERMISSION_NAMES, {
    description: `What the key may do. personal: at most what its owner may. service: of ${SERVICE_SCOPES.join(', ')}.`,
    min: 1,
    example: ['register.read'],
  })
  scopes!: string[];

  @CodeField(SCOPES, {
    description:
      'Whether the key sees all legal entities (of its owner), or the listed ones. Listed where entities are given.',
    optional: true,
    example: 'all',
  })
  entityScope?: string;

  @IdsField({
    description: 'The legal entities that the key sees, when listed.',
    optional: true,
    max: 500,
    example: [],
  })
  legalEntityIds?: string[];

  @InstantField({
    description: 'When it ends: at most one year ahead. Without it, in 90 days.',
    optional: true,
  })
  expiresAt?: string;
}

export class ChangeApiKeyDto {
  @TextField({ description: 'What the key is for.', optional: true, max: 100, example: 'Nightly import' })
  name?: string;
}

export class ApiKeyDto {
  @IdField({ description: 'Id.', readOnly: true, example: '0199d6c2-5f1e-7c3a-9b1e-3f2a6c1d9e10' })
  id!: string;

  @TextField({ description: 'What the key is for.', max: 100, example: 'Nightly import' })
  name!: string;

  @CodeField(KEY_KINDS, { description: 'Whom it acts as.', readOnly: true, example: 'personal' })
  kind!: string;

  @IdField({
    description: 'The person it acts as; null for a system.',
    nullable: true,
    readOnly: true,
    example: null,
  })
  ownerId!: string | null;

  @TextField({
    description: 'Its first characters, to tell it by.',
    max: 20,
    readOnly: true,
    example: 'upk_Zk3nQw',
  })
  prefix!: string;

  @CodesField(PERMISSION_NAMES, {
    description: 'What it may do, as far as its owner may.',
    readOnly: true,
    example: ['register.read'],
  })
  scopes!: string[];

  @CodeField(SCOPES, {
    description: 'Whether it sees all legal entities, or the listed ones.',
    readOnly: true,
    example: 'all',
  })
  entityScope!: string;

  @IdsField({ description: 'The legal entities, when listed.', max: 500, readOnly: true, example: [] })
  legalEntityIds!: string[];

  @CodeField(KEY_STATES, { description: 'Whether it works.', readOnly: true, example: 'active' })
  state!: string;

  @InstantField({ description: 'When it ends.', readOnly: true, example: '2027-02-01T00:00:00.000000Z' })
  expiresAt!: string;

  @InstantField({
    description: 'When it was last used, to the half minute.',
    nullable: true,
    readOnly: true,
    example: null,
  })
  lastUsedAt!: string | null;

  @IdField({ description: 'Who made it.', nullable: true, readOnly: true, example: null })
  createdBy!: string | null;

  @InstantField({ description: 'When it was made.', readOnly: true, example: '2026-11-01T09:00:00.000000Z' })
  createdAt!: string;

  @InstantField({
    description: 'When it last changed.',
    readOnly: true,
    example: '2026-11-01T09:00:00.000000Z',
  })
  updatedAt!: string;

  @InstantField({ description: 'When it was revoked.', nullable: true, readOnly: true, example: null })
  retiredAt!: string | null;
}

export class NewApiKeyDto extends ApiKeyDto {
  @TextField({
    description: 'The key itself. Shown in this answer only; null when the request is repeated.',
    nullable: true,
    max: 60,
    readOnly: true,
    example: 'upk_Zk3nQwq83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vE',
  })
  secret!: string | null;
}

export class ApiKeyQuery extends PageQuery {
  @SortField(API_KEY_SORTS)
  sort?: string;

  @FilterField(KEY_KINDS, 'kind')
  kind?: string;

  @FilterField(KEY_STATES, 'state')
  state?: string;

  @FilterField(PERMISSION_NAMES, 'set of scopes holds it')
  scope?: string;

  @IdField({ description: 'Only keys of this person.', optional: true })
  ownerId?: string;
}

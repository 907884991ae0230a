import { OmitType, PartialType } from '@nestjs/swagger';
import type { Locale } from '../../../kernel/actor.js';
import { SIGNING_FUNCTIONS } from '../../../kernel/roles.js';
import {
  CodeField,
  CodesField,
  FlagField,
  IdField,
  IdsField,
  InstantField,
  IntegerField,
  TextField,
} from '../../../platform/http/fields.js';
import { FilterField, PageQuery, SortField } from '../../../platform/http/query-fields.js';
import { isEmail } from '../../../kernel/email.js';
import { PERSON_ROLES } from '../domain/role-rules.js';
import { HOME_TIME_ZONE, isTimeZone } from '../../../kernel/time-zone.js';
import { PERSON_SORTS } from '../persistence/person.read-model.js';

const LOCALES: readonly Locale[] = ['en', 'zh-Hant'];
const SCOPES = ['all', 'listed'];
const STATUSES = ['invited', 'active', 'disabled', 'retired'];
const email = { code: 'email', accepts: isEmail };
const timeZone = { code: 'time-zone', accepts: isTimeZone };

export class InviteUserDto {
  @TextField({
    description: 'E-mail address; unique, ignoring case. Invitations go to it, and it stays what it is.',
    max: 254,
    format: email,
    example: 'ada@example.com',
  })
  email!: string;

  @TextField({ description: 'Name.', max: 200, example: 'Ada Wong' })
  name!: string;

  @TextField({ description: 'Name in Chinese.', optional: true, nullable: true, max: 200, example: '黃雅達' })
  nameZhHant?: string | null;

  @CodeField(LOCALES, {
    description: 'Language of mails and screens.',
    optional: true,
    default: 'en',
    example: 'zh-Hant',
  })
  locale?: Locale;

  @TextField({
    description: 'Time zone (IANA) of dates and quiet hours.',
    optional: true,
    default: HOME_TIME_ZONE,
    max: 60,
    format: timeZone,
    example: 'Asia/Hong_Kong',
  })
  timeZone?: string;

  @CodesField(PERSON_ROLES, {
    description:
      'What the person is for. admin cannot stand beside risk_officer or senior_manager: who gives out rights takes no risk decisions.',
    min: 1,
    example: ['procurement'],
  })
  roles!: string[];

  @CodesField(SIGNING_FUNCTIONS, {
    description:
      'Which functions the person signs for; several in a small firm, and it shows (paragraph 10).',
    optional: true,
    default: [],
    example: ['technology'],
  })
  functions?: string[];

  @CodeField(SCOPES, {
    description:
      'Whether the person sees all legal entities, or the listed ones. Never more than who gives it.',
    optional: true,
    default: 'listed',
    example: 'all',
  })
  entityScope?: string;

  @IdsField({
    description: 'The legal entities that the person sees, when listed.',
    optional: true,
    default: [],
    max: 500,
    example: [],
  })
  legalEntityIds?: string[];
}

export class ChangeUserDto extends PartialType(OmitType(InviteUserDto, ['email'] as const), {
  skipNullProperties: false,
}) {
  @CodeField(['active', 'disabled'], {
    description:
      'disabled ends sessions and revokes personal keys at once; active lifts that (somebody who never accepted is invited again).',
    optional: true,
    example: 'active',
  })
  status?: 'active' | 'disabled';
}

export class UserDto {
  @IdField({ description: 'Id.', readOnly: true, example: '0199d6c2-5f1e-7c3a-9b1e-3f2a6c1d9e10' })
  id!: string;

  @TextField({ description: 'E-mail address.', max: 254, readOnly: true, example: 'ada@example.com' })
  email!: string;

  @TextField({ description: 'Name.', max: 200, example: 'Ada Wong' })
  name!: string;

  @TextField({ description: 'Name in Chinese.', nullable: true, max: 200, example: '黃雅達' })
  nameZhHant!: string | null;

  @CodeField(LOCALES, { description: 'Language of mails and screens.', example: 'zh-Hant' })
  locale!: string;

  @TextField({ description: 'Time zone (IANA).', max: 60, example: 'Asia/Hong_Kong' })
  timeZone!: string;

  @CodesField(PERSON_ROLES, { description: 'Roles.', example: ['procurement'] })
  roles!: string[];

  @CodesField(SIGNING_FUNCTIONS, {
    description: 'Functions that the person signs for.',
    example: ['technology'],
  })
  functions!: string[];

  @CodeField(SCOPES, {
    description: 'Whether all legal entities are seen, or the listed ones.',
    example: 'all',
  })
  entityScope!: string;

  @IdsField({ description: 'The legal entities, when listed, of those that you see.', max: 500, example: [] })
  legalEntityIds!: string[];

  @IntegerField({
    description: 'How many further legal entities are listed, outside of what you may see.',
    min: 0,
    max: 500,
    example: 0,
  })
  otherLegalEntities!: number;

  @CodeField(STATUSES, {
    description: 'invited until the person chose a password or came by the identity provider.',
    example: 'active',
  })
  status!: string;

  @FlagField({
    description: 'Whether the password must be changed at the next sign-in.',
    readOnly: true,
    example: false,
  })
  mustChangePassword!: boolean;

  @InstantField({
    description: 'When the invitation was taken up.',
    nullable: true,
    readOnly: true,
    example: '2026-11-02T09:00:00.000000Z',
  })
  activatedAt!: string | null;

  @InstantField({
    description: 'When the mail server took the latest invitation; null: it has not yet.',
    nullable: true,
    readOnly: true,
    example: '2026-11-01T09:00:00.000000Z',
  })
  invitationSentAt!: string | null;

  @InstantField({
    description: 'When the person was registered.',
    readOnly: true,
    example: '2026-11-01T09:00:00.000000Z',
  })
  createdAt!: string;

  @InstantField({
    description: 'When the person last changed.',
    readOnly: true,
    example: '2026-11-02T09:00:00.000000Z',
  })
  updatedAt!: string;

  @InstantField({
    description: 'When the person was retired.',
    readOnly: true,
    nullable: true,
    example: null,
  })
  retiredAt!: string | null;
}

export class UserQuery extends PageQuery {
  @SortField(PERSON_SORTS)
  sort?: string;

  @FilterField(PERSON_ROLES, 'set of roles holds it')
  role?: string;

  @FilterField(SIGNING_FUNCTIONS, 'set of functions holds it')
  function?: string;

  @FilterField(STATUSES, 'status')
  status?: string;

  @IdField({ description: 'Only people who see this legal entity.', optional: true })
  legalEntityId?: string;

  @FilterField(LOCALES, 'language')
  locale?: string;
}

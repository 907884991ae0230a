import {
  CodeField,
  CodesField,
  FlagField,
  IdField,
  IdsField,
  InstantField,
  ObjectField,
  TextField,
  TextsField,
} from '../../../platform/http/fields.js';
import { PERMISSION_NAMES, ROLES, SIGNING_FUNCTIONS } from '../../../kernel/roles.js';
import { isEmail } from '../../../kernel/email.js';
import { NewPasswordField, PasswordField } from './secret-field.js';

const email = { code: 'email', accepts: isEmail };
const sixDigits = { code: 'wrong-code', accepts: (text: string) => /^\d{6}$/.test(text) };

export class EmailDto {
  @TextField({
    description: 'E-mail address of the account.',
    max: 254,
    format: email,
    example: 'ada@example.com',
  })
  email!: string;
}

export class SignInDto extends EmailDto {
  @PasswordField('The password.')
  password!: string;
}

export class CodeDto {
  @TextField({
    description: 'Six digits from the authenticator app.',
    min: 6,
    max: 6,
    format: sixDigits,
    example: '492039',
  })
  code!: string;
}

export class RecoveryCodeDto {
  @TextField({ description: 'One of the recovery codes; it is spent.', max: 40, example: 'a1B2c-D3e4F' })
  code!: string;
}

export class PasswordDto {
  @PasswordField('The present password, as proof that it is you.')
  password!: string;
}

export class ChangePasswordDto extends PasswordDto {
  @NewPasswordField('The new password: 12 to 128 characters of any kind, not easy to guess.')
  newPassword!: string;
}

export class LinkDto {
  @TextField({
    description: 'The token in the mail.',
    min: 20,
    max: 100,
    example: 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA',
  })
  token!: string;

  @NewPasswordField('The password to set: 12 to 128 characters of any kind, not easy to guess.')
  password!: string;
}

export class SignInAnswerDto {
  @CodeField(['required', 'none'], {
    description:
      'Whether a code is asked for: then there is no session yet, and POST /auth/sign-in/totp finishes it.',
    example: 'none',
  })
  secondFactor!: string;

  @FlagField({ description: 'Whether the password must be changed before anything else.', example: false })
  mustChangePassword!: boolean;
}

export class EnrolmentDto {
  @TextField({
    description:
      'What the authenticator app scans, as an otpauth address (RFC 6238, 30 seconds, six digits). Shown once.',
    max: 500,
    example:
      'otpauth://totp/Underpin:ada%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=Underpin&digits=6&period=30',
  })
  uri!: string;

  @TextsField({
    description: 'Codes for the day the device is lost; each works once. Shown once.',
    max: 10,
    maxLength: 40,
    example: ['a1B2c-D3e4F'],
  })
  recoveryCodes!: string[];
}

export class RecoveryCodesDto {
  @TextsField({
    description: 'The new codes; earlier ones stopped working. Shown once.',
    max: 10,
    maxLength: 40,
    example: ['a1B2c-D3e4F'],
  })
  recoveryCodes!: string[];
}

export class SessionTimesDto {
  @InstantField({ description: 'When it began.', example: '2026-11-02T09:00:00.000Z' })
  startedAt!: string;

  @InstantField({
    description: 'The latest it ends; it ends after 30 minutes without a request.',
    example: '2026-11-02T21:00:00.000Z',
  })
  endsAt!: string;
}

export class SessionDto {
  @CodeField(['session', 'api_key'], {
    description: 'How the request proved who sent it.',
    example: 'session',
  })
  by!: string;

  @IdField({ description: 'The person.', example: '0199d6c2-5f1e-7c3a-9b1e-3f2a6c1d9e10' })
  personId!: string;

  @TextField({ description: 'E-mail address.', max: 254, example: 'ada@example.com' })
  email!: string;

  @TextField({ description: 'Name.', max: 200, example: 'Ada Wong' })
  name!: string;

  @TextField({ description: 'Name in Chinese.', nullable: true, max: 200, example: '黃雅達' })
  nameZhHant!: string | null;

  @CodeField(['en', 'zh-Hant'], { description: 'Language of mails and screens.', example: 'en' })
  locale!: string;

  @TextField({ description: 'Time zone.', max: 60, example: 'Asia/Hong_Kong' })
  timeZone!: string;

  @CodesField(ROLES, { description: 'Roles.', example: ['procurement'] })
  roles!: string[];

  @CodesField(PERMISSION_NAMES, { description: 'What this request may do.', example: ['register.read'] })
  permissions!: string[];

  @CodesField(SIGNING_FUNCTIONS, {
    description: 'Functions that the person signs for.',
    example: ['technology'],
  })
  functions!: string[];

  @CodeField(['all', 'listed'], {
    description: 'Whether all legal entities are seen, or the listed ones.',
    example: 'all',
  })
  entityScope!: string;

  @IdsField({ description: 'The legal entities, when listed.', max: 500, example: [] })
  legalEntityIds!: string[];

  @FlagField({ description: 'Whether the password must be changed before anything else.', example: false })
  mustChangePassword!: boolean;

  @FlagField({ description: 'Whether signing in asks for a code.', example: true })
  secondFactor!: boolean;

  @ObjectField(() => SessionTimesDto, { description: 'The session; null for an API key.', nullable: true })
  session!: SessionTimesDto | null;
}

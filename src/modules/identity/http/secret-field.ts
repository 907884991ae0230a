import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Check } from '../../../platform/http/fields.js';
import { PASSWORD_LENGTH } from '../domain/password-policy.js';

const REFUSED = /[\p{Cc}\p{Cs}]/u;
const isText = (value: unknown): value is string => typeof value === 'string';
const lengthOf = (value: unknown): number => (isText(value) ? [...value].length : 0);

/** A password as it was typed: nothing is trimmed or changed. */
function passwordField(description: string, min: number): PropertyDecorator {
  const { max } = PASSWORD_LENGTH;
  return applyDecorators(
    ApiProperty({
      description,
      type: 'string',
      format: 'password',
      writeOnly: true,
      minLength: min,
      maxLength: max,
      example: 'five quiet herons at dawn',
    }),
    Check('string', isText),
    Check('too-short', (value) => !isText(value) || lengthOf(value) >= min, { min }),
    Check('too-long', (value) => lengthOf(value) <= max, { max }),
    Check('plain-text', (value) => !isText(value) || !REFUSED.test(value)),
  );
}

/** A password to check. */
export function PasswordField(description: string): PropertyDecorator {
  return passwordField(description, 1);
}

/** A password that somebody chooses: the length rule; whether it is easy to guess depends on whose it is. */
export function NewPasswordField(description: string): PropertyDecorator {
  return passwordField(description, PASSWORD_LENGTH.min);
}

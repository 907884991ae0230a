import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { isCalendarDate } from '../../../kernel/as-of.js';
import { Check, Omissible } from '../../../platform/http/fields.js';

const STATES: readonly unknown[] = [0, 0.5, 1];
/** What may stand for a state that is not recorded; what the graph answers needs no record. */
const NOT_RECORDED: readonly unknown[] = [null, 'unknown', 'from graph'];

/** Design and operation of a control, as a pair. */
export function ControlStateField(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      description:
        'Design and operation, each 0, 0.5 or 1; `unknown`, or null beside the other, where it is not recorded.',
      required: false,
      type: 'array',
      minItems: 1,
      maxItems: 2,
      items: {
        anyOf: [
          { type: 'number', enum: [0, 0.5, 1] },
          { type: 'string', enum: ['unknown', 'from graph'], nullable: true },
        ],
      },
      example: [1, 0.5],
    }),
    Omissible(),
    Check('control-state', isControlState),
  );
}

function isControlState(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    (value.length === 1 || value.length === 2) &&
    value.some((state: unknown) => state !== null) &&
    value.every((state: unknown) => STATES.includes(state) || NOT_RECORDED.includes(state))
  );
}

const MOST_CLAIMS = 20;
const MOST_TEXT = 1000;

/** What does not apply: claims with their reason, approver and expiry, or, in the short form, their items. */
export function NotApplicableField(items: readonly string[]): PropertyDecorator {
  const text = { type: 'string', maxLength: MOST_TEXT, nullable: true } as const;
  return applyDecorators(
    ApiProperty({
      description:
        'What does not apply: claims, each with its reason, approver and expiry; in the short form, their items, of which P alone is a domain.',
      required: false,
      type: 'array',
      maxItems: MOST_CLAIMS,
      items: {
        anyOf: [
          { type: 'string', enum: [...items] },
          {
            type: 'object',
            required: ['item'],
            additionalProperties: false,
            properties: {
              item: { type: 'string', enum: [...items] },
              reason: text,
              approver: text,
              expiresOn: { type: 'string', format: 'date', maxLength: 10, nullable: true },
            },
          },
        ],
      },
      example: [],
    }),
    Omissible(),
    Check('list', Array.isArray),
    Check('too-many', (value) => !Array.isArray(value) || value.length <= MOST_CLAIMS, { max: MOST_CLAIMS }),
    Check(
      'not-applicable',
      (value) =>
        !Array.isArray(value) ||
        value.every((entry: unknown) =>
          typeof entry === 'string' ? items.includes(entry) : isClaim(entry, items),
        ),
      { codes: items.join(', ') },
    ),
  );
}

const CLAIM_FIELDS = ['item', 'reason', 'approver', 'expiresOn'];

function isClaim(value: unknown, items: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const claim = value as Record<string, unknown>;
  const isText = (text: unknown): boolean =>
    text === undefined || text === null || (typeof text === 'string' && text.length <= MOST_TEXT);
  const { item, reason, approver, expiresOn } = claim;
  return (
    Object.keys(claim).every((field) => CLAIM_FIELDS.includes(field)) &&
    typeof item === 'string' &&
    items.includes(item) &&
    isText(reason) &&
    isText(approver) &&
    (expiresOn === undefined ||
      expiresOn === null ||
      (typeof expiresOn === 'string' && isCalendarDate(expiresOn)))
  );
}

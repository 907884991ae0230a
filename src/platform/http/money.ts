import { isISO4217CurrencyCode } from 'class-validator';
import { IntegerField, TextField } from './fields.js';

/** Far above what anybody pays, and far within what a double holds exactly. */
const MOST = 1_000_000_000_000_00;

/** An amount of money, in the minor unit of its currency: nothing is rounded. */
export class MoneyDto {
  @IntegerField({
    description: 'The amount in minor units of the currency: cents for HKD.',
    min: 0,
    max: MOST,
    example: 1_250_000,
  })
  amountMinor!: number;

  @TextField({
    description: 'The currency (ISO 4217).',
    min: 3,
    max: 3,
    format: {
      code: 'currency',
      accepts: (text) => isISO4217CurrencyCode(text) && text === text.toUpperCase(),
      pattern: '^[A-Z]{3}$',
    },
    example: 'HKD',
  })
  currency!: string;
}

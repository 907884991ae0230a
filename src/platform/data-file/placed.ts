import { isCalendarDate } from '../../kernel/as-of.js';

/** A file of data that the product brings along is wrong. The message names the file, the place in it and what is wrong there. */
export class DataFileError extends Error {
  constructor(
    readonly file: string,
    readonly place: string,
    readonly problem: string,
  ) {
    super(`${file}${place === '' ? '' : ` at ${place}`}: ${problem}`);
    this.name = 'DataFileError';
  }
}

const WHOLE_DATE = /^\d{4}-\d{2}-\d{2}$/;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const YEAR = /^\d{4}$/;
const SPAN = /^\d{4}\/\d{4}$/;

/** A value out of a data file that knows where it stands, so that whatever is wrong with it can be pointed at. */
export class Placed {
  constructor(
    readonly file: string,
    readonly place: string,
    readonly value: unknown,
  ) {}

  fail(problem: string): never {
    throw new DataFileError(this.file, this.place, problem);
  }

  get absent(): boolean {
    return this.value === undefined || this.value === null;
  }

  /** One member of a map; absent when the map does not have it. */
  get(key: string): Placed {
    const place = this.place === '' ? key : `${this.place}.${key}`;
    return new Placed(this.file, place, this.asMap()[key]);
  }

  /** Refuses members that nobody reads: a misspelt key would silently be an unknown. */
  only(...keys: string[]): this {
    for (const key of Object.keys(this.asMap())) {
      if (!keys.includes(key)) this.fail(`has the member "${key}", which means nothing here`);
    }
    return this;
  }

  /** The items of a list; none when it is absent. */
  items(): Placed[] {
    if (this.absent) return [];
    if (!Array.isArray(this.value)) return this.fail('must be a list');
    return this.value.map((item, index) => new Placed(this.file, `${this.place}[${index}]`, item));
  }

  optional<T>(read: (present: Placed) => T): T | undefined {
    return this.absent ? undefined : read(this);
  }

  text(): string {
    if (typeof this.value !== 'string' || this.value.trim() === '') return this.fail('must be a text');
    if (this.value !== this.value.normalize('NFC').trim()) return this.fail('must be trimmed and in NFC');
    return this.value;
  }

  textThat(is: (text: string) => boolean, what: string): string {
    const text = this.text();
    return is(text) ? text : this.fail(`"${text}" is not ${what}`);
  }

  matching(pattern: RegExp, what: string): string {
    return this.textThat((text) => pattern.test(text), what);
  }

  slug(): string {
    return this.matching(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an identifier (small letters, digits, single hyphens)');
  }

  code<T extends string>(codes: readonly T[]): T {
    const found = codes.find((code) => code === this.value);
    return found ?? this.fail(`"${String(this.value)}" is not one of ${codes.join(', ')}`);
  }

  count(least = 0): number {
    if (typeof this.value === 'number' && Number.isInteger(this.value) && this.value >= least)
      return this.value;
    return this.fail(`must be a whole number of at least ${least}`);
  }

  flag(): boolean {
    return typeof this.value === 'boolean' ? this.value : this.fail('must be true or false');
  }

  /** A day that exists, YYYY-MM-DD. */
  day(): string {
    const text = this.text();
    return isCalendarDate(text) ? text : this.fail(`"${text}" is not a date`);
  }

  /** A day, a month or a year; the precision is the source's. */
  date(): string {
    const text = this.text();
    if (WHOLE_DATE.test(text)) return this.day();
    return MONTH.test(text) || YEAR.test(text) ? text : this.fail(`"${text}" is not a date`);
  }

  /** As `date`, or a span of years YYYY/YYYY, or `unknown`. */
  datePossiblyUnknown(): string {
    const text = this.text();
    return text === 'unknown' || SPAN.test(text) ? text : this.date();
  }

  private asMap(): Record<string, unknown> {
    if (typeof this.value !== 'object' || this.value === null || Array.isArray(this.value)) {
      return this.fail('must be a map');
    }
    return this.value as Record<string, unknown>;
  }
}

/** Refuses an identifier that two records share. */
export function refuseDuplicates(records: readonly { readonly id: string }[], list: Placed): void {
  const seen = new Set<string>();
  records.forEach(({ id }, index) => {
    if (seen.has(id)) list.items()[index]?.fail(`the identifier "${id}" is used twice`);
    seen.add(id);
  });
}

import { describe, expect, it } from '@jest/globals';
import { addBusinessDays, isBusinessDay } from '../../../kernel/business-days.js';
import { placedYaml } from '../../../platform/data-file/read-data-file.js';
import { hongKongHolidays, parseHolidays } from './holidays.js';

const year = (number: number, on: string): string =>
  `{ year: ${number}, source: "https://x.example", confidence: primary, holidays: [{ on: ${on}, name: A, nameZhHant: 甲 }] }`;
const parse = (...years: string[]) => parseHolidays(placedYaml('x.yaml', `years: [${years.join(', ')}]`));

describe('the general holidays of Hong Kong', () => {
  const calendar = hongKongHolidays();

  it('are seventeen in a year, none of them a Sunday', () => {
    for (const gazetted of ['2025', '2026', '2027']) {
      const days = [...calendar.holidays].filter((day) => day.startsWith(gazetted));
      expect(days).toHaveLength(17);
      expect(days.filter((day) => new Date(day).getUTCDay() === 0)).toEqual([]);
    }
    expect([calendar.knownFrom, calendar.knownUntil]).toEqual(['2025-01-01', '2027-12-31']);
  });

  it('have those that stand on a fixed day, or in its place when that is a Sunday', () => {
    const fixed = ['2025-01-01', '2026-07-01', '2026-10-01', '2026-12-26', '2027-05-01', '2027-12-27'];
    expect(fixed.filter((day) => isBusinessDay(day, calendar))).toEqual([]);
  });

  it('give the days of a notice that the rules work out by hand', () => {
    expect(addBusinessDays('2026-12-17', 7, calendar)).toBe('2026-12-28');
    expect(addBusinessDays('2026-12-17', 7, calendar, { saturdaysCount: false })).toBe('2026-12-29');
    // Lunar New Year: Friday, [Saturday, Sunday, Monday, Tuesday], Wednesday.
    expect(addBusinessDays('2027-02-04', 2, calendar)).toBe('2027-02-10');
  });
});

describe('a file of holidays', () => {
  it('is read', () => {
    expect(parse(year(2030, '2030-01-01'), year(2031, '2031-01-01'))).toEqual({
      holidays: new Set(['2030-01-01', '2031-01-01']),
      ...{ knownFrom: '2030-01-01', knownUntil: '2031-12-31' },
    });
  });

  it.each([
    [[year(2030, '2030-01-01'), year(2032, '2032-01-01')], 'years[1].year: must follow the year before it'],
    [[year(2030, '2031-01-01')], 'is not a day of 2030'],
    [[year(2030, '2030-02-30')], 'is not a date'],
    [[year(2030, '2030-01-01').replace('primary', 'sure')], 'is not one of'],
    [[year(2030, '2030-01-01').replace('name: A', 'title: A')], 'has the member "title"'],
    [[], 'must have at least one year'],
  ])('that is wrong is refused, with the place: %#', (years, message) => {
    expect(() => parse(...years)).toThrow(message);
  });
});

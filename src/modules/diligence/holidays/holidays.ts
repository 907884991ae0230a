import type { HolidayCalendar } from '../../../kernel/business-days.js';
import type { Placed } from '../../../platform/data-file/placed.js';
import { readDataFile } from '../../../platform/data-file/read-data-file.js';

const DATA_FOLDER = 'src/modules/diligence/holidays/data';
const CONFIDENCE = ['primary', 'secondary', 'unverified'] as const;

let hongKong: HolidayCalendar | undefined;

/** The general holidays of Hong Kong, for the years that have been gazetted and entered. */
export function hongKongHolidays(): HolidayCalendar {
  hongKong ??= parseHolidays(readDataFile(DATA_FOLDER, 'hong-kong.yaml'));
  return hongKong;
}

/** Years follow each other without a gap: what is not listed is no holiday, and must not be a year that nobody entered. */
export function parseHolidays(root: Placed): HolidayCalendar {
  const years = root.only('years').get('years');
  const read = years.items().map(parseYear);
  const [first] = read;
  if (!first) return years.fail('must have at least one year');
  read.forEach(({ year }, i) => {
    if (year !== first.year + i) years.items()[i]?.get('year').fail('must follow the year before it');
  });
  return {
    holidays: new Set(read.flatMap(({ days }) => days)),
    knownFrom: `${first.year}-01-01`,
    knownUntil: `${first.year + read.length - 1}-12-31`,
  };
}

function parseYear(placed: Placed): { year: number; days: string[] } {
  placed.only('year', 'source', 'confidence', 'holidays');
  const year = placed.get('year').count(1997);
  placed.get('source').matching(/^https:\/\//, 'an address');
  placed.get('confidence').code(CONFIDENCE);
  const days = placed
    .get('holidays')
    .items()
    .map((holiday) => {
      holiday.only('on', 'name', 'nameZhHant').get('name').text();
      holiday.get('nameZhHant').text();
      const on = holiday.get('on');
      return on.textThat(() => on.day().startsWith(`${year}-`), `a day of ${year}`);
    });
  if (new Set(days).size < days.length) return placed.get('holidays').fail('names a day twice');
  return { year, days };
}

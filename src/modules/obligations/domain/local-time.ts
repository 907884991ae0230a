const DAY = 24 * 60 * 60 * 1000;

/**
 * The instant at which clocks in a time zone show a time of day, some days after a calendar day. A time that a change
 * of the clocks skips is taken as so much later; of a time that comes twice, the first is meant.
 * @param date YYYY-MM-DD
 * @param time HH:MM
 * @param days whole days after the date; negative before it
 */
export function instantOf(date: string, time: string, timeZone: string, days = 0): Date {
  const wanted = Date.parse(`${date}T${time}:00Z`) + days * DAY;
  const before = wanted - offsetAt(wanted - DAY, timeZone);
  const after = wanted - offsetAt(wanted + DAY, timeZone);
  const candidates = [before, after].filter((instant) => instant + offsetAt(instant, timeZone) === wanted);
  return new Date(candidates.length > 0 ? Math.min(...candidates) : before);
}

/** A calendar day in a time zone: from its first instant until the first instant of the next day. */
export function daySpan(date: string, timeZone: string): { from: Date; until: Date } {
  return { from: instantOf(date, '00:00', timeZone), until: instantOf(date, '00:00', timeZone, 1) };
}

const FIRST_TIME_ZONES = Date.UTC(1900, 0, 1);

/** How far the clocks of a time zone are ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  if (instant < FIRST_TIME_ZONES) return 0;
  const parts = formatOf(timeZone).formatToParts(instant);
  const read = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  );
  return shown - Math.floor(instant / 1000) * 1000;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs a hundred times what using it does. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}

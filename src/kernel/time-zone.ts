/** Where the day begins for what belongs to no legal entity, or to one that does not say. */
export const HOME_TIME_ZONE = 'Asia/Hong_Kong';

/** Whether the IANA database, as this process knows it, has the zone. */
export function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return /^[A-Za-z]/.test(text);
  } catch {
    return false;
  }
}

import { addDays } from '../kernel/clock.js';
import type { Catalogue, Source } from '../modules/inventory/catalogue.public.js';
import type { Placed } from '../platform/data-file/placed.js';
import { type DemoIds, NAMED_KINDS } from './demo-ids.js';

/** What a name, or a day that is counted from the first one, stands for. */
export interface Meanings {
  ids: DemoIds;
  /** YYYY-MM-DD, the day on which the demonstration is made. */
  today: string;
  now: Date;
  catalogue: Catalogue;
}

const HOUR_MS = 3_600_000;

type Reading = (at: Placed, meanings: Meanings) => string;

/**
 * The words of the data files. A map with one of these as its only member stands for a value: `{ provider: openai }` for the
 * id of that provider, `{ daysAgo: 30 }` for a day.
 */
const WORDS: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  ...NAMED_KINDS.map((kind): [string, Reading] => [
    kind,
    (at, { ids }) => ids.find(kind, at.slug()) ?? at.fail(`names no ${kind} that is made before it`),
  ]),
  ['daysAgo', (at, { today }) => addDays(today, -at.count())],
  ['inDays', (at, { today }) => addDays(today, at.count())],
  ['hoursAgo', (at, { now }) => new Date(now.getTime() - at.count() * HOUR_MS).toISOString()],
  // What is said of a real supplier names the page that says so, and its date, as the catalogue has them.
  ['published', (at, { catalogue }) => cited(sourceOf(at, catalogue))],
  [
    'publishedOn',
    (at, { catalogue }) => {
      const { published } = sourceOf(at, catalogue);
      return /^\d{4}-\d{2}-\d{2}$/.test(published) ? published : at.fail('is of no certain day');
    },
  ],
]);

/** The value that a place in the data stands for, as a request would have it. */
export function valueOf(at: Placed, meanings: Meanings): unknown {
  if (Array.isArray(at.value)) return at.items().map((item) => valueOf(item, meanings));
  if (typeof at.value !== 'object' || at.value === null) return at.value;
  const members = Object.keys(at.value);
  const word = members.length === 1 ? WORDS.get(members[0] ?? '') : undefined;
  if (word) return word(at.get(members[0] ?? ''), meanings);
  return Object.fromEntries(members.map((member) => [member, valueOf(at.get(member), meanings)]));
}

function cited({ url, published, dateInferred }: Source): string {
  if (published === 'unknown') return url;
  return `${url} (${published}${dateInferred ? ', inferred' : ''})`;
}

function sourceOf(at: Placed, { sources }: Catalogue): Source {
  const id = at.slug();
  return sources.get(id) ?? at.fail(`"${id}" is no source of the catalogue`);
}

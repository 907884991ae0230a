import { describe, expect, it } from '@jest/globals';
import { loadCatalogue } from '../modules/inventory/catalogue.public.js';
import { Placed } from '../platform/data-file/placed.js';
import { DemoIds } from './demo-ids.js';
import { type Meanings, valueOf } from './demo-value.js';

const ids = new DemoIds();
ids.add('provider', 'openai', 'id of the provider');
ids.add('component', 'openai', 'id of the component');
const meanings: Meanings = {
  ids,
  today: '2026-12-03',
  now: new Date('2026-12-03T02:00:00Z'),
  catalogue: loadCatalogue(),
};
const read = (value: unknown): unknown => valueOf(new Placed('file.yaml', 'here', value), meanings);

describe('a value of the data', () => {
  it('is what it says, wherever it says no word of the data', () => {
    const value = {
      name: 'x',
      cap: { amountMinor: 1, currency: 'HKD' },
      list: ['a', 2, null, { text: 'b' }],
    };
    expect(read(value)).toEqual(value);
  });

  it.each([
    [{ provider: 'openai' }, 'id of the provider'],
    [{ component: 'openai' }, 'id of the component'],
    [{ daysAgo: 3 }, '2026-11-30'],
    [{ inDays: 29 }, '2027-01-01'],
    [{ inDays: 0 }, '2026-12-03'],
    [{ hoursAgo: 3 }, '2026-12-02T23:00:00.000Z'],
    [
      { published: 'register-openai' },
      'https://www.theregister.com/2024/06/25/openai_unsupported_countries/ (2024-06-25)',
    ],
    [
      { published: 'openai-yourdata' },
      'https://developers.openai.com/api/docs/guides/your-data (2026, inferred)',
    ],
    [{ publishedOn: 'register-openai' }, '2024-06-25'],
  ])('%j is %s, at whatever depth', (word, meaning) => {
    expect(read({ list: [{ field: word }] })).toEqual({ list: [{ field: meaning }] });
  });

  it.each([
    [{ arrangement: 'openai' }, 'here.list[0].arrangement: names no arrangement that is made before it'],
    [{ daysAgo: -1 }, 'here.list[0].daysAgo: must be a whole number'],
    [{ published: 'nobody' }, 'here.list[0].published: "nobody" is no source of the catalogue'],
    [{ publishedOn: 'gs-claude-hk' }, 'here.list[0].publishedOn: is of no certain day'],
  ])('%j is refused, with its place', (word, message) => {
    expect(() => read({ list: [word] })).toThrow(message);
  });
});

import { describe, expect, it } from '@jest/globals';
import { type Delivery, gather, messageIdOf } from './gather.js';
import { MOST_ATTEMPTS, waitAfter } from '../../../platform/mail/retry.js';
import { snoozeRange, stateOn } from './state.js';

const delivery = (id: string, changes: Partial<Delivery> = {}): Delivery => ({
  id,
  recipientId: 'ann',
  channel: 'email',
  obligationId: `o-${id}`,
  cycle: 1,
  dueOn: '2027-03-01',
  step: 'before_7',
  ...changes,
});

describe('gathering what came due together', () => {
  it('makes one message for each recipient and channel, in the order given', () => {
    const rows = [
      delivery('1'),
      delivery('2', { channel: 'in_app' }),
      delivery('3'),
      delivery('4', { recipientId: 'bob' }),
    ];
    expect(
      gather(rows).map(({ recipientId, channel, deliveryIds }) => [recipientId, channel, deliveryIds]),
    ).toEqual([
      ['ann', 'email', ['1', '3']],
      ['ann', 'in_app', ['2']],
      ['bob', 'email', ['4']],
    ]);
  });

  it('splits what would be too long to read', () => {
    const rows = ['1', '2', '3', '4', '5'].map((id) => delivery(id));
    expect(gather(rows, 2).map(({ deliveryIds }) => deliveryIds)).toEqual([['1', '2'], ['3', '4'], ['5']]);
  });
});

describe('the Message-ID', () => {
  it('is the same for the same news to the same person, whatever the order and the ids of the rows', () => {
    const one = messageIdOf([delivery('1'), delivery('2')]);
    expect(
      messageIdOf([
        { ...delivery('2'), id: 'x' },
        { ...delivery('1'), id: 'y' },
      ]),
    ).toBe(one);
    expect(one).toMatch(/^reminder\.[0-9a-f]{40}@underpin$/);
  });

  it('differs with every part of the key', () => {
    const changes: Partial<Delivery>[] = [
      { obligationId: 'other' },
      { cycle: 2 },
      { dueOn: '2027-03-02' },
      { step: 'before_1' },
      { recipientId: 'bob' },
      { channel: 'in_app' },
    ];
    const ids = [{}, ...changes].map((change) => messageIdOf([delivery('1', change)]));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('trying again', () => {
  it('waits ever longer, at most four hours, for about three days', () => {
    expect([1, 2, 3].map(waitAfter)).toEqual([60_000, 120_000, 240_000]);
    const total = Array.from({ length: MOST_ATTEMPTS - 1 }, (_, i) => waitAfter(i + 1)).reduce(
      (a, b) => a + b,
    );
    expect(total / 86_400_000).toBeGreaterThan(2.5);
    expect(waitAfter(1_000_000)).toBe(4 * 3_600_000);
  });
});

describe('an obligation on a day', () => {
  it('is scheduled before its day, due on it, overdue after', () => {
    expect(['2027-02-28', '2027-03-01', '2027-03-02'].map((today) => stateOn('2027-03-01', today))).toEqual([
      'scheduled',
      'due',
      'overdue',
    ]);
  });

  it('may be put off for thirty days at most, and never to its due day', () => {
    expect(snoozeRange('2027-12-31', '2027-03-01')).toEqual({ first: '2027-03-02', last: '2027-03-31' });
    expect(snoozeRange('2027-03-10', '2027-03-01')).toEqual({ first: '2027-03-02', last: '2027-03-09' });
    expect(snoozeRange('2027-03-02', '2027-03-01')).toBeNull();
    expect(snoozeRange('2027-02-01', '2027-03-01')).toBeNull();
  });
});

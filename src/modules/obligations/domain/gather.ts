import { createHash } from 'node:crypto';
import type { Channel, StepCode } from './codes.js';

/** One step of one obligation for one recipient through one channel: a line of the ledger. */
export interface Delivery {
  id: string;
  recipientId: string;
  channel: Channel;
  obligationId: string;
  cycle: number;
  /** YYYY-MM-DD */
  dueOn: string;
  step: StepCode;
}

/** A message that tells of one or more deliveries. */
export interface GatheredReminder {
  recipientId: string;
  channel: Channel;
  messageId: string;
  deliveryIds: string[];
}

/** More than anybody reads in one message, and less than a mail server refuses. */
export const LARGEST_REMINDER = 200;

/** What came due together is told together: one message for each recipient and channel, in the order given. */
export function gather(deliveries: readonly Delivery[], largest = LARGEST_REMINDER): GatheredReminder[] {
  const groups = new Map<string, Delivery[]>();
  for (const delivery of deliveries) {
    const key = `${delivery.recipientId},${delivery.channel}`;
    const group = groups.get(key);
    if (group) group.push(delivery);
    else groups.set(key, [delivery]);
  }
  return [...groups.values()].flatMap((group) => inParts(group, largest)).map(reminderOf);
}

function inParts(group: readonly Delivery[], largest: number): Delivery[][] {
  const parts: Delivery[][] = [];
  for (let start = 0; start < group.length; start += largest) parts.push(group.slice(start, start + largest));
  return parts;
}

function reminderOf(part: readonly Delivery[]): GatheredReminder {
  const { recipientId, channel } = part[0] as Delivery;
  return { recipientId, channel, messageId: messageIdOf(part), deliveryIds: part.map(({ id }) => id) };
}

/**
 * The Message-ID of a message, without angle brackets (RFC 5322, 3.6.4). It follows from what the message tells whom,
 * so every attempt to send it carries the same one, and so does one that is made again from a restored backup.
 */
export function messageIdOf(deliveries: readonly Delivery[]): string {
  const keys = deliveries.map(({ obligationId, cycle, dueOn, step, recipientId, channel }) =>
    [obligationId, cycle, dueOn, step, recipientId, channel].join('/'),
  );
  const digest = createHash('sha256').update(keys.sort().join('\n')).digest('hex');
  return `reminder.${digest.slice(0, 40)}@underpin`;
}

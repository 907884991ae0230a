import type { EntityScope } from '../../../kernel/actor.js';
import { Answer } from '../../../platform/http/answer.js';
import { shownStops, type SuspensionSubject } from '../domain/stops.js';
import type { Foreseen } from '../foresight.js';

/** What a suspension would stop, first of all; and what says that it was looked at. */
export function foreseenAnswer(
  subject: SuspensionSubject,
  { status, stops, seen, graphHash }: Foreseen,
  scope: EntityScope,
): Answer {
  return Answer.ok(JSON.stringify({ ...shownStops(stops, scope), subject, status, seen, graphHash }));
}

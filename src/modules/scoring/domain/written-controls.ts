import type { Domain } from '../engine/method.js';
import type { WrittenControl, WrittenSubject } from '../engine/written-subject.js';

/** Domain → control, in snake case, → its two states. */
export type WrittenControlsInput = Readonly<
  Partial<Record<Domain, Readonly<Record<string, WrittenControl | undefined>>>>
>;

/** The controls by the names of the engine, which are those of fields. */
export function writtenControls(controls: WrittenControlsInput = {}): WrittenSubject['controls'] {
  return Object.fromEntries(
    Object.entries(controls).map(([domain, states]) => [
      domain,
      Object.fromEntries(
        Object.entries(states ?? {}).flatMap(([code, state]) => (state ? [[camelCase(code), state]] : [])),
      ),
    ]),
  );
}

export function camelCase(code: string): string {
  return code.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

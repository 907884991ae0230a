import { type Judgement, notApplicable } from './judgement.js';
import type { UseCaseSubject } from './subjects.js';

const RUNNING = ['pilot', 'live'];
const BEGUN = [...RUNNING, 'suspended'];

/** What is asked while a use runs. */
export function onlyRunning({ id, fact }: UseCaseSubject): Judgement | null {
  return RUNNING.includes(fact.status) ? null : notApplicable('not_running', { type: 'use_case', id });
}

/** Whether a use has begun, or had, before it was suspended; approved is not begun yet. */
export function hasBegun({ fact }: UseCaseSubject): boolean {
  return BEGUN.includes(fact.status);
}

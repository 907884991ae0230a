import type { UseCaseFact } from './facts.js';
import type { Subject, UseCaseSubject } from './subjects.js';

const ON = ['pilot', 'approved', 'live', 'suspended'];

/** Whether what is due before a use begins is due. */
export function isOn({ status }: Pick<UseCaseFact, 'status'>): boolean {
  return ON.includes(status);
}

/** A use case as one of its legal entities has it: each is held to what it decides, approves and has itself. */
export function useCaseSubject(fact: UseCaseFact, legalEntityId: string): UseCaseSubject {
  const { id, tier } = fact;
  return {
    ...{ type: 'use_case', id, fact, legalEntityIds: [legalEntityId], useCases: [fact], tier },
    isOn: isOn(fact),
  };
}

/** Only a use case is decided on; a decision that has ended, or of which nobody says why and who took it, leaves it in. */
export function isOutOfScope(subject: Subject, today: string): boolean {
  return subject.type === 'use_case' && isDecidedOut(subject.fact, today);
}

export function isDecidedOut({ scope }: Pick<UseCaseFact, 'scope'>, today: string): boolean {
  const { decision, reason, decidedBy, expiresOn } = scope;
  const isReasoned = reason !== null && decidedBy !== null;
  return decision === 'out' && isReasoned && expiresOn !== null && expiresOn >= today;
}

import { INFRASTRUCTURE, PART } from './architecture.js';
import type { SubjectsByType } from './find-subjects.js';
import type { InspectedRegister } from './inspected-register.js';
import { type Judgement, unknown } from './judgement.js';
import { hasNoCounterparty, isThirdParty } from './providers.js';
import { isChosen } from './selected.js';
import type { ComponentSubject, Subject, SubjectType, UseCaseSubject } from './subjects.js';
import { isDecidedOut } from './use-case-subject.js';

/** Something that stands, in a rule on others, for what nobody has recorded. */
export interface Unrecorded {
  readonly subject: Subject;
  readonly judgement: Judgement;
}

/**
 * What a rule on providers, components or arrangements cannot be judged on because it is not in the register: uses of which
 * nobody says what they are built of, components of unknown providers, and those that no arrangement covers. What is not
 * recorded is not known to be in order.
 */
export function unrecordedFor(
  type: SubjectType,
  subjects: SubjectsByType,
  register: InspectedRegister,
): Unrecorded[] {
  switch (type) {
    case 'use_case':
    case 'legal_entity':
      return [];
    case 'component':
      return bareUses(subjects, register);
    case 'provider':
      return [...bareUses(subjects, register), ...withoutProvider(subjects, register)];
    case 'arrangement':
      return [...bareUses(subjects, register), ...withoutArrangement(subjects, register)];
  }
}

function bareUses({ use_case }: SubjectsByType, register: InspectedRegister): Unrecorded[] {
  return use_case
    .filter(({ fact }) => !isDecidedOut(fact, register.today))
    .filter(({ fact }) => register.architecture.of(fact).length === 0)
    .map((subject: UseCaseSubject) => ({
      ...{ subject, judgement: unknown('stack_not_recorded', { type: 'use_case', id: subject.id }) },
    }));
}

function withoutProvider({ component }: SubjectsByType, register: InspectedRegister): Unrecorded[] {
  return component
    .filter(({ fact }) => fact.kind !== PART && register.provider(fact.providerId) === null)
    .filter(
      (subject) =>
        !INFRASTRUCTURE.includes(subject.fact.kind) ||
        isChosen(subject.fact, subject.legalEntityIds, register),
    )
    .map((subject) => standsFor(subject, 'provider_unknown'));
}

function withoutArrangement({ component }: SubjectsByType, register: InspectedRegister): Unrecorded[] {
  return component
    .filter(
      (subject) => subject.fact.kind !== PART && isChosen(subject.fact, subject.legalEntityIds, register),
    )
    .filter(({ id, legalEntityIds }) => register.arrangementsOf(id, legalEntityIds).length === 0)
    .filter(({ fact }) => {
      const provider = register.provider(fact.providerId);
      return isThirdParty(fact, register) && !(provider !== null && hasNoCounterparty(provider));
    })
    .map((subject) => standsFor(subject, 'not_covered'));
}

function standsFor(subject: ComponentSubject, because: 'provider_unknown' | 'not_covered'): Unrecorded {
  return { subject, judgement: unknown(because, { type: 'component', id: subject.id }) };
}

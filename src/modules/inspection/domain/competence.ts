import type { CompetenceFact } from './facts.js';
import type { InspectedRegister } from './inspected-register.js';

interface Wanted {
  personId?: string;
  function?: string;
  field?: string;
  legalEntityIds: readonly string[];
}

/** Competences that count today: of somebody who is with the firm, in date, and shown. */
export function competencesOf(register: InspectedRegister, wanted: Wanted): CompetenceFact[] {
  const { today, facts } = register;
  return facts.competences.filter(
    (one) =>
      one.evidenced &&
      (one.validFrom === null || one.validFrom <= today) &&
      one.validTo >= today &&
      register.person(one.personId) !== null &&
      (wanted.personId === undefined || one.personId === wanted.personId) &&
      (wanted.function === undefined || one.function === wanted.function) &&
      (wanted.field === undefined || one.field === wanted.field) &&
      (one.legalEntityId === null || wanted.legalEntityIds.includes(one.legalEntityId)),
  );
}

export function hasCompetence(register: InspectedRegister, wanted: Wanted): boolean {
  return competencesOf(register, wanted).length > 0;
}

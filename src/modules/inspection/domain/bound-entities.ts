import type { InspectedRegister } from './inspected-register.js';
import type { Subject } from './subjects.js';

/**
 * Ids of the legal entities of a subject that the circular binds: it is addressed to licensed corporations. One that nobody knows is
 * not known to be none.
 */
export function boundEntities({ legalEntityIds }: Subject, register: InspectedRegister): string[] {
  return legalEntityIds.filter((id) => isLicensed(id, register));
}

export function isBound({ legalEntityIds }: Subject, register: InspectedRegister): boolean {
  return legalEntityIds.some((id) => isLicensed(id, register));
}

function isLicensed(id: string, register: InspectedRegister): boolean {
  const kind = register.legalEntity(id)?.kind;
  return kind === undefined || kind === 'licensed_corporation';
}

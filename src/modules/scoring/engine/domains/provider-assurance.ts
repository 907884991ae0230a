import type { NotApplying } from '../applicable.js';
import { coded, type Exposure, mean, NOT_APPLYING } from '../factor.js';
import type { SubjectFacts } from '../facts.js';
import type { Method } from '../method.js';

/** E_P = mean(viability, assurance, audit rights, skills) (paragraph 26). */
export function providerAssurance(facts: SubjectFacts, method: Method, notApplying: NotApplying): Exposure {
  if (notApplying.has('P')) return NOT_APPLYING;
  const factors = [
    coded(method, 'viability', 'viability', facts.viability),
    coded(method, 'assurance', 'assurance', facts.assurance),
    coded(method, 'auditRights', 'auditRights', facts.auditRights),
    coded(method, 'skills', 'skills', facts.providerSkills),
  ];
  return { exposure: mean(factors.map(({ value }) => value)), factors };
}

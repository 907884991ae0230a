import { codedAmong } from '../among.js';
import type { NotApplying } from '../applicable.js';
import { coded, type Exposure, type Factor } from '../factor.js';
import type { SubjectFacts, YesNo } from '../facts.js';
import { type Method, valueOf } from '../method.js';

/** E_L = .35·ip + .35·priv + .30·terms, over what applies (paragraph 26(c)). */
export function legalTerms(facts: SubjectFacts, method: Method, notApplying: NotApplying): Exposure {
  const parts: { weight: number; value: number; factors: Factor[] }[] = [];
  if (!notApplying.has('ip')) {
    const factor = intellectualProperty(facts, method);
    parts.push({ weight: method.legal.ip, value: factor.value, factors: [factor] });
  }
  const privacy = coded(method, 'privacy', 'privacy', facts.privacyTerms);
  parts.push({ weight: method.legal.privacy, value: privacy.value, factors: [privacy] });
  if (!notApplying.has('terms')) {
    const factor = terms(facts, method);
    parts.push({ weight: method.legal.terms, value: factor.value, factors: [factor] });
  }
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  return {
    exposure: parts.reduce((sum, part) => sum + part.weight * part.value, 0) / weight,
    factors: parts.flatMap((part) => part.factors),
  };
}

/** The worse of the claims about output and about training data. */
function intellectualProperty(facts: SubjectFacts, method: Method): Factor {
  const measure = facts.ipProtectiveMeasure;
  const rows = [
    { protection: facts.ipOutput, conditions: facts.ipOutputConditions },
    { protection: facts.ipTraining, conditions: facts.ipTrainingConditions },
  ];
  const codes = rows.map(({ protection, conditions }) => coverOf(protection, conditions, measure));
  const worst = codes.reduce((a, b) => (valueOf(method, 'ip', b) > valueOf(method, 'ip', a) ? b : a));
  const known =
    measure !== 'unknown' &&
    rows.every(
      ({ protection, conditions }) =>
        protection !== 'unknown' && !(isIndemnity(protection) && conditions === 'unknown'),
    );
  return { code: 'ip', read: worst, value: valueOf(method, 'ip', worst), known };
}

function isIndemnity(protection: string): boolean {
  return protection === 'uncapped' || protection === 'capped';
}

/** A row without an entry is unknown. A protective measure that is evidenced stands whatever the contract says. */
function coverOf(protection: string, conditions: string, measure: YesNo): string {
  if (measure === 'yes') return 'protected';
  if (protection === 'uncapped' && conditions === 'evidenced') return 'protected';
  if (isIndemnity(protection)) return 'limited';
  if (protection === 'excluded' || protection === 'silent')
    return measure === 'no' ? 'unprotected' : 'unknown';
  return 'unknown';
}

/** The worse of the territory, at its worst place of use, and of the terms of use. */
function terms(facts: SubjectFacts, method: Method): Factor {
  const territory = codedAmong(method, 'terms', 'territory', facts, 'territory');
  const use = coded(method, 'terms', 'termsOfUse', facts.termsOfUse);
  const worst = use.value > territory.value ? use : territory;
  return { ...worst, known: territory.known && use.known };
}

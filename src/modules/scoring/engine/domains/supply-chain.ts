import type { ComponentFacts, SubjectFacts, VulnerabilityFacts } from '../facts.js';
import { coded, type Exposure, type Factor, onceFor } from '../factor.js';
import type { Method } from '../method.js';
import { remembered } from '../remembered.js';

/** What an unknown severity counts as. */
const WORST_CVSS = 10;
const CLEARED: ReadonlySet<string> = new Set(['not_affected', 'fixed']);
const ITEMS = ['vulnerability', 'provenance', 'maintenance', 'licence', 'privilege'] as const;

/** K_c of one component, 0…1, and what it was made of. */
export interface ComponentScore {
  readonly id: string;
  readonly score: number;
  readonly factors: readonly Factor[];
}

/** K_c = (.40·V + .25·Pv + .20·Mt + .15·Li) × (.5 + .5·Pr) (paragraphs 20, 21, 27, 28). */
export const componentScore = remembered((component: ComponentFacts, method: Method): ComponentScore => {
  const vulnerability = vulnerabilityOf(component, method);
  const provenance = coded(method, 'provenance', 'provenance', component.provenance);
  const maintenance = coded(method, 'maintenance', 'maintenance', component.maintenance);
  const licence = coded(method, 'licence', 'licence', component.licence);
  const privilege = coded(method, 'privilege', 'privilege', component.privilege);
  const { component: weights, privilegeBase } = method;
  const weakness =
    weights.vulnerability * vulnerability.value +
    weights.provenance * provenance.value +
    weights.maintenance * maintenance.value +
    weights.licence * licence.value;
  return {
    id: component.id,
    score: weakness * (privilegeBase + (1 - privilegeBase) * privilege.value),
    factors: [vulnerability, provenance, maintenance, licence, privilege],
  };
});

/**
 * E_S: the worst component that the use case uses. Without a bill of materials or a list of components it is 1, and
 * nothing is known.
 */
export function supplyChain(
  facts: SubjectFacts,
  method: Method,
): Exposure & { components: readonly ComponentScore[] } {
  const components = (facts.components ?? []).map((component) => componentScore(component, method));
  if (components.length === 0) {
    const factors = ITEMS.map((code) => ({ code, read: 'unknown', value: 1, known: false }));
    return { exposure: 1, factors, components };
  }
  const worst = worstComponent(components)!;
  const factors = worst.factors.map((factor, i) => ({
    ...factor,
    known: components.every((component) => component.factors[i]!.known),
  }));
  return { exposure: worst.score, factors, components };
}

/** The component by which E_S is as high as it is, the first of equals; undefined where there is none. */
export function worstComponent(components: readonly ComponentScore[]): ComponentScore | undefined {
  return components.reduce<ComponentScore | undefined>(
    (worst, one) => (worst === undefined || one.score > worst.score ? one : worst),
    undefined,
  );
}

/** A vulnerability that is open for this version; what is not known about it counts against it. */
export function isOpen(vulnerability: VulnerabilityFacts): boolean {
  return !CLEARED.has(vulnerability.vex);
}

/** V: the worst of the scan's state, a finding of malice, and every open vulnerability by severity and exploitation. */
function vulnerabilityOf(component: ComponentFacts, method: Method): Factor {
  const { scan, maliciousVersion, vulnerabilities } = component;
  // Most components have none, and then there are but a few kinds of them.
  if (vulnerabilities.length > 0 || !(scan in method.tables.scan)) return worstFinding(component, method);
  const key = `vulnerability scan ${scan} malicious ${maliciousVersion}`;
  return onceFor(method, key, () => worstFinding(component, method));
}

function worstFinding(component: ComponentFacts, method: Method): Factor {
  const scan = coded(method, 'vulnerability', 'scan', component.scan);
  const malicious = component.maliciousVersion === 'no' ? 0 : 1;
  const open = component.vulnerabilities.filter(isOpen);
  let worst: Factor = { ...scan, read: `scan ${component.scan}` };
  for (const vulnerability of open) {
    const value = ((vulnerability.cvss ?? WORST_CVSS) / WORST_CVSS) * exploitation(vulnerability, method);
    if (value > worst.value) worst = { code: 'vulnerability', read: vulnerability.id, value, known: true };
  }
  if (malicious > worst.value) {
    worst = { code: 'vulnerability', read: `malicious ${component.maliciousVersion}`, value: 1, known: true };
  }
  const known =
    scan.known &&
    component.maliciousVersion !== 'unknown' &&
    component.vulnerabilities.every((vulnerability) => isJudged(vulnerability));
  return { ...worst, known };
}

/** Everything is known that decides what it counts for; of one that is cleared, nothing else matters. */
function isJudged({ vex, cvss, epss, knownExploited }: VulnerabilityFacts): boolean {
  if (CLEARED.has(vex)) return true;
  return (
    vex !== 'unknown' &&
    cvss !== null &&
    knownExploited !== 'unknown' &&
    (knownExploited === 'yes' || epss !== null)
  );
}

function exploitation({ knownExploited, epss }: VulnerabilityFacts, method: Method): number {
  if (knownExploited !== 'no' || epss === null) return 1;
  return method.exploitation.find(({ from }) => epss >= from)?.value ?? 1;
}

import { isOpen, settledField, type SharedField } from './among.js';
import { humanReviewParts } from './controls.js';
import type { ComponentFacts, ControlState, GraphFacts, SubjectFacts, YesNo } from './facts.js';
import { type Domain, DOMAINS, type Method, mildest, type TableName } from './method.js';
import { remembered } from './remembered.js';

/** The graph of a subject without a dependency record, at its best. */
const NOTHING_REQUIRED: GraphFacts = {
  worst: null,
  singlePoint: null,
  sharedNode: null,
  highRiskStopped: 0,
  fallback: 1,
  independence: 1,
  fallbackKnown: true,
  independenceKnown: true,
  sigmasKnown: true,
  hiddenUpstream: false,
};

const TABLE_OF: Readonly<Partial<Record<keyof SubjectFacts, TableName>>> = {
  deployment: 'mode',
  retention: 'retention',
  trainingUse: 'trainingUse',
  chain: 'chain',
  transparency: 'transparency',
  modelRiskFramework: 'modelRiskFramework',
  pinning: 'pinning',
  privacyTerms: 'privacy',
  territory: 'territory',
  termsOfUse: 'termsOfUse',
  reliance: 'reliance',
  substitutability: 'substitutability',
  interruption: 'interruption',
  viability: 'viability',
  assurance: 'assurance',
  auditRights: 'auditRights',
  providerSkills: 'skills',
};

/** The harmless answer of what a gate or a control reads. */
const HARMLESS: Readonly<Partial<Record<keyof SubjectFacts, string>>> = {
  status: 'planned',
  liveOn: 'n_a',
  clientsInteract: 'no',
  affectsClients: 'no',
  criticalOperation: 'no',
  validation: 'valid',
  sfcFlexibility: 'granted',
  notificationDecision: 'not_required',
  ipOutput: 'uncapped',
  ipOutputConditions: 'evidenced',
  ipTraining: 'uncapped',
  ipTrainingConditions: 'evidenced',
  ipProtectiveMeasure: 'yes',
  ipBreachMaterial: 'no',
  privacyIndemnity: 'uncapped',
  privacyProtectiveMeasure: 'yes',
  privacyBreachMaterial: 'no',
  responsibilityAllocation: 'all_assigned',
  contingencyPlan: 'approved',
  dueDiligence: 'in_date',
};

const SHARED: ReadonlySet<string> = new Set<SharedField>([
  'deployment',
  'interruption',
  'territory',
  'transparency',
  'pinning',
]);

/** One thing that is not known, by name, and the facts with it at its best. */
export interface Unknown {
  readonly code: string;
  readonly known: SubjectFacts;
}

/**
 * The facts with everything unknown at its most favourable value; what is recorded, and bad, stays (methodology 4.4,
 * "best"). The tier is the lowest that the unknown inputs leave possible.
 * @param facts settled by `applicable`
 * @param best the graph with nothing undisclosed and every unknown of it at its best; null: nothing is recorded
 */
export function favourable(facts: SubjectFacts, best: GraphFacts | null, method: Method): SubjectFacts {
  const steps = [...ownSteps(facts, best, method), ...missingComponents(facts, method)];
  const known = draftOf(facts);
  for (const { apply } of steps) apply(known);
  // All at once: one by one, a list of thousands would be copied thousands of times.
  known.components = known.components?.map((component) => atItsBest(component, method)) ?? null;
  return known;
}

/** Each unknown by itself, for telling which matters most. */
export function unknownsOf(facts: SubjectFacts, best: GraphFacts | null, method: Method): Unknown[] {
  return unknowns(facts, best, method).map(({ code, apply }) => {
    const known = draftOf(facts);
    apply(known);
    return { code, known };
  });
}

/** Facts that one step after another writes to: there are dozens of unknowns, and tens of thousands of subjects. */
type Draft = { -readonly [Field in keyof SubjectFacts]: SubjectFacts[Field] } & {
  controls: Partial<Record<Domain, Record<string, ControlState>>>;
};

function draftOf(facts: SubjectFacts): Draft {
  const controls = Object.entries(facts.controls).map(([domain, states]) => [domain, { ...states }]);
  return { ...facts, controls: Object.fromEntries(controls) as Draft['controls'] };
}

interface Step {
  readonly code: string;
  readonly apply: (draft: Draft) => void;
}

function unknowns(facts: SubjectFacts, best: GraphFacts | null, method: Method): Step[] {
  return [
    ...ownSteps(facts, best, method),
    ...missingComponents(facts, method),
    ...componentSteps(facts, method),
  ];
}

/** Everything but the components. */
function ownSteps(facts: SubjectFacts, best: GraphFacts | null, method: Method): Step[] {
  return [
    ...tierStep(facts),
    ...listSteps(facts),
    ...fieldSteps(facts, method),
    ...testSteps(facts),
    ...monitoringStep(facts),
    ...graphStep(facts, best),
    ...controlSteps(facts, method),
  ];
}

function tierStep({ tier, lowestTier, provisional }: SubjectFacts): Step[] {
  if (!provisional && tier === lowestTier) return [];
  return [{ code: 'tier', apply: (draft) => Object.assign(draft, { tier: lowestTier, provisional: false }) }];
}

function listSteps({ dataClasses, recipients }: SubjectFacts): Step[] {
  const open = (codes: readonly string[]): boolean => codes.length === 0 || codes.includes('unknown');
  const closed = (codes: readonly string[], best: string): readonly string[] =>
    codes.length === 0 ? [best] : codes.map((code) => (code === 'unknown' ? best : code));
  return [
    ...(open(dataClasses)
      ? [
          {
            code: 'dataClasses',
            apply: (draft: Draft) => void (draft.dataClasses = closed(dataClasses, 'public')),
          },
        ]
      : []),
    ...(open(recipients)
      ? [
          {
            code: 'recipients',
            apply: (draft: Draft) => void (draft.recipients = closed(recipients, 'internal')),
          },
        ]
      : []),
  ];
}

function fieldSteps(facts: SubjectFacts, method: Method): Step[] {
  return bestsOf(method).flatMap(([field, best]): Step[] => {
    if (isShared(field)) {
      if (!isOpen(facts, field)) return [];
      return [{ code: field, apply: (draft) => Object.assign(draft, settledField(draft, field, best)) }];
    }
    if (facts[field as keyof SubjectFacts] !== 'unknown') return [];
    return [{ code: field, apply: (draft) => Object.assign(draft, { [field]: best }) }];
  });
}

type Bests = readonly (readonly [field: string, best: string])[];
const knownBests = new WeakMap<Method, Bests>();

/** The best answer of every field that may be unknown. */
function bestsOf(method: Method): Bests {
  let bests = knownBests.get(method);
  if (bests === undefined) {
    const mild = Object.entries(TABLE_OF).map(([field, table]) => [field, mildest(method, table)] as const);
    knownBests.set(method, (bests = [...Object.entries(HARMLESS), ...mild]));
  }
  return bests;
}

function isShared(field: string): field is SharedField {
  return SHARED.has(field);
}

function testSteps({ tests }: SubjectFacts): Step[] {
  return Object.entries(tests)
    .filter(([, result]) => result === 'unknown')
    .map(([test]) => ({
      code: `tests.${test}`,
      apply: (draft) => void (draft.tests = { ...draft.tests, [test]: 'pass' }),
    }));
}

function monitoringStep({ monitoredOn }: SubjectFacts): Step[] {
  if (monitoredOn !== 'unknown') return [];
  return [{ code: 'monitoredOn', apply: (draft) => void delete draft.monitoredOn }];
}

/** Without a list there might be one component, and that at its best. */
function missingComponents({ components }: SubjectFacts, method: Method): Step[] {
  if (components !== null && components.length > 0) return [];
  const listed = [atItsBest(UNKNOWN_COMPONENT, method)];
  return [{ code: 'components', apply: (draft) => void (draft.components = listed) }];
}

/**
 * A component that has its like among the others is left out: known by itself it would lower nothing, since everything looks
 * at the worst of them, or at all. Thousands of libraries of which nothing is known need not be tried one by one.
 */
function componentSteps({ components }: SubjectFacts, method: Method): Step[] {
  const alike = new Map<string, number>();
  for (const component of components ?? []) {
    const kind = kindOf(component, method).code;
    alike.set(kind, (alike.get(kind) ?? 0) + 1);
  }
  return (components ?? []).flatMap((component, i) => {
    const known = atItsBest(component, method);
    const kind = kindOf(component, method);
    if (kind.isKnown || alike.get(kind.code)! > 1) return [];
    const apply = (draft: Draft): void => {
      draft.components = (draft.components ?? []).map((other, j) => (j === i ? known : other));
    };
    return [{ code: `components.${component.id}`, apply }];
  });
}

/** What is recorded of a component, whichever it is, and whether anything of it is left to be known. */
const kindOf = remembered((component: ComponentFacts, method: Method): { code: string; isKnown: boolean } => {
  const code = JSON.stringify({ ...component, id: '' });
  return { code, isKnown: code === JSON.stringify({ ...atItsBest(component, method), id: '' }) };
});

const UNKNOWN_COMPONENT: ComponentFacts = {
  id: 'unknown',
  scan: 'unknown',
  maliciousVersion: 'unknown',
  vulnerabilities: [],
  provenance: 'unknown',
  maintenance: 'unknown',
  licence: 'unknown',
  privilege: 'unknown',
};

const atItsBest = remembered((component: ComponentFacts, method: Method): ComponentFacts => {
  const field = (code: string, table: TableName): string =>
    code === 'unknown' ? mildest(method, table) : code;
  const answer = (code: YesNo): YesNo => (code === 'unknown' ? 'no' : code);
  return {
    id: component.id,
    scan: field(component.scan, 'scan'),
    maliciousVersion: answer(component.maliciousVersion),
    vulnerabilities: component.vulnerabilities.map((vulnerability) => ({
      id: vulnerability.id,
      cvss: vulnerability.cvss ?? 0,
      epss: vulnerability.epss ?? 0,
      knownExploited: answer(vulnerability.knownExploited),
      vex: vulnerability.vex === 'unknown' ? 'not_affected' : vulnerability.vex,
    })),
    provenance: field(component.provenance, 'provenance'),
    maintenance: field(component.maintenance, 'maintenance'),
    licence: field(component.licence, 'licence'),
    privilege: field(component.privilege, 'privilege'),
  };
});

function graphStep({ graph }: SubjectFacts, best: GraphFacts | null): Step[] {
  if (graph !== null && best === null) return [];
  return [{ code: 'dependencies', apply: (draft) => void (draft.graph = best ?? NOTHING_REQUIRED) }];
}

function controlSteps(facts: SubjectFacts, method: Method): Step[] {
  return DOMAINS.flatMap((domain) =>
    controlsOf(domain, facts, method).flatMap((code) => {
      const { design = null, operating = null } = facts.controls[domain]?.[code] ?? {};
      if (design !== null && operating !== null) return [];
      const known: ControlState = { design: design ?? 1, operating: operating ?? 1 };
      const apply = ({ controls }: Draft): void => {
        (controls[domain] ??= {})[code] = known;
      };
      return [{ code: `controls.${domain}.${code}`, apply }];
    }),
  );
}

/** Human review is recorded by its parts; the lowest tier may ask for others. */
function controlsOf(domain: Domain, facts: SubjectFacts, method: Method): string[] {
  return Object.keys(method.controls[domain]).flatMap((code) =>
    domain === 'M' && code === 'humanReview'
      ? [...new Set([...humanReviewParts(facts), ...humanReviewParts({ ...facts, tier: facts.lowestTier })])]
      : [code],
  );
}

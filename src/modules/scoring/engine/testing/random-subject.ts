import fc from 'fast-check';
import { DISCLOSURE, FALLBACK_EVIDENCE } from '../graph/fallback-evidence.js';
import type { WrittenGraph, WrittenNode } from '../graph/written-graph.js';
import { DOMAINS, TEST_NAMES } from '../method.js';
import { METHOD_V1 } from '../method-v1.js';
import type { WrittenComponent, WrittenFacts, WrittenSubject } from '../written-subject.js';

/** The day of every random subject, and days before and after it. */
export const TODAY = '2026-11-22';
const TIERS = ['T1', 'T2', 'T3', 'T4'] as const;
const YES_NO = ['yes', 'no', 'unknown'] as const;
const PROTECTIONS = ['uncapped', 'capped', 'excluded', 'silent', 'unknown'];
const CONDITIONS = ['evidenced', 'not_evidenced', 'unknown'];

const codesOf = (table: keyof typeof METHOD_V1.tables): fc.Arbitrary<string> =>
  fc.constantFrom(...Object.keys(METHOD_V1.tables[table]));
const yesNo = fc.constantFrom(...YES_NO);

/** Every field of the facts that holds one code, with the codes that it may hold. */
const FIELDS = {
  status: fc.constantFrom('planned', 'in_development', 'pilot', 'approved', 'live', 'suspended', 'unknown'),
  liveOn: fc.constantFrom('2026-06-01', '2026-11-01', 'n_a', 'unknown'),
  providerKind: fc.constantFrom('third_party', 'open_source_project', 'in_house', 'unknown'),
  clientsInteract: yesNo,
  affectsClients: yesNo,
  criticalOperation: yesNo,
  deployment: codesOf('mode'),
  retention: codesOf('retention'),
  trainingUse: codesOf('trainingUse'),
  chain: codesOf('chain'),
  transparency: codesOf('transparency'),
  modelRiskFramework: codesOf('modelRiskFramework'),
  pinning: codesOf('pinning'),
  validation: fc.constantFrom('valid', 'invalid', 'none', 'expired', 'unknown'),
  sfcFlexibility: fc.constantFrom('none', 'granted', 'unknown'),
  notificationDecision: fc.constantFrom('notify', 'not_required', 'none', 'unknown'),
  ipOutput: fc.constantFrom(...PROTECTIONS),
  ipOutputConditions: fc.constantFrom(...CONDITIONS),
  ipTraining: fc.constantFrom(...PROTECTIONS),
  ipTrainingConditions: fc.constantFrom(...CONDITIONS),
  ipProtectiveMeasure: yesNo,
  ipBreachMaterial: yesNo,
  privacyTerms: codesOf('privacy'),
  privacyIndemnity: fc.constantFrom(...PROTECTIONS),
  privacyProtectiveMeasure: yesNo,
  privacyBreachMaterial: yesNo,
  territory: codesOf('territory'),
  termsOfUse: codesOf('termsOfUse'),
  responsibilityAllocation: fc.constantFrom('all_assigned', 'unassigned', 'unknown'),
  reliance: codesOf('reliance'),
  substitutability: codesOf('substitutability'),
  interruption: codesOf('interruption'),
  contingencyPlan: fc.constantFrom('approved', 'suspension_only', 'draft', 'none', 'unknown'),
  viability: codesOf('viability'),
  assurance: codesOf('assurance'),
  auditRights: codesOf('auditRights'),
  providerSkills: codesOf('skills'),
  dueDiligence: fc.constantFrom('in_date', 'expired', 'missing', 'unknown'),
} satisfies Partial<Record<keyof WrittenFacts, fc.Arbitrary<string>>>;

export const CODE_FIELDS = Object.keys(FIELDS) as (keyof typeof FIELDS)[];

const component: fc.Arbitrary<Omit<WrittenComponent, 'id'>> = fc.record({
  scan: codesOf('scan'),
  maliciousVersion: fc.constantFrom('no', 'no', 'no', 'yes', 'unknown'),
  vulnerabilities: fc.array(
    fc.record({
      id: fc.constantFrom('CVE-1', 'CVE-2', 'GHSA-3'),
      cvss: fc.option(fc.constantFrom(0, 3.1, 6.5, 9.8, 10)),
      epss: fc.option(fc.constantFrom(0, 0.009, 0.01, 0.05, 0.1, 0.9)),
      knownExploited: fc.constantFrom('no', 'no', 'yes', 'unknown'),
      vex: fc.constantFrom('affected', 'not_affected', 'fixed', 'under_investigation', 'unknown'),
    }),
    { maxLength: 2 },
  ),
  provenance: codesOf('provenance'),
  maintenance: codesOf('maintenance'),
  licence: codesOf('licence'),
  privilege: codesOf('privilege'),
});

const state = fc.constantFrom(0, 0.5, 1, 1, null);
const controlNames = (domain: (typeof DOMAINS)[number]): string[] =>
  Object.keys(METHOD_V1.controls[domain]).flatMap((code) =>
    code === 'humanReview' ? ['humanInTheLoop', 'promptVariation', 'sampling', 'disclosure'] : [code],
  );
const controls = fc.record(
  Object.fromEntries(
    DOMAINS.map((domain) => [
      domain,
      fc.record(Object.fromEntries(controlNames(domain).map((code) => [code, fc.tuple(state, state)]))),
    ]),
  ),
) as fc.Arbitrary<NonNullable<WrittenSubject['controls']>>;

const MODELS = ['m1', 'm2', 'm3'];
const LIBRARIES = ['l1', 'l2'];
const HOSTS = ['h1', 'h2', 'h3'];
const GROUPS: WrittenNode[] = [
  { id: 'p1', kind: 'provider' },
  { id: 'up', kind: 'ultimate_parent' },
  { id: 'bm', kind: 'base_model' },
];
const MANUAL: WrittenNode = { id: 'hand', kind: 'manual_procedure', operatedBy: 'firm' };

const alternative = (nodes: readonly string[]) =>
  fc.record({
    node: fc.constantFrom(...nodes),
    evidence: fc.constantFrom(...FALLBACK_EVIDENCE),
    upstreamDisclosed: fc.constantFrom(...DISCLOSURE),
  });
const requirement = (owners: readonly string[], nodes: readonly string[]) =>
  fc
    .record({
      of: fc.constantFrom(...owners),
      alternatives: fc.uniqueArray(alternative(nodes), {
        minLength: 1,
        maxLength: 3,
        selector: (a) => a.node,
      }),
      two: fc.boolean(),
    })
    .map(({ of, alternatives, two }) => ({ of, alternatives, k: two && alternatives.length > 1 ? 2 : 1 }));

/** A model with a disclosed fallback of the same provider. */
const RELATED: WrittenGraph['requirements'] = [
  {
    of: 'u0',
    k: 1,
    alternatives: [{ node: 'm1' }, { node: 'm2', evidence: 'tested_in_tolerance', upstreamDisclosed: 'yes' }],
  },
  { of: 'm1', k: 1, alternatives: [{ node: 'p1' }] },
  { of: 'm2', k: 1, alternatives: [{ node: 'p1' }] },
];

/** Layers as in life, with shared hosts, now and then a ring. */
export const randomGraph: fc.Arbitrary<WrittenGraph> = fc
  .record({
    tiers: fc.array(
      fc.record({ tier: fc.constantFrom(...TIERS, 'unknown' as const), provisional: fc.boolean() }),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    facts: fc.array(
      fc.record({
        operatedBy: fc.constantFrom('firm', 'other', 'unknown'),
        substitutability: fc.constantFrom(
          'easily',
          'medium',
          'highly_complex',
          'not_substitutable',
          'unknown',
        ),
        undisclosed: fc.oneof(
          { weight: 5, arbitrary: fc.constant([] as const) },
          { weight: 1, arbitrary: fc.subarray(['host', 'parent', 'base_model'] as const) },
        ),
      }),
      { minLength: 11, maxLength: 11 },
    ),
    own: fc.array(requirement(['u0'], [...MODELS, 'hand']), { minLength: 1, maxLength: 2 }),
    others: fc.array(requirement(['u0', 'u1', 'u2'], [...MODELS, ...LIBRARIES]), { maxLength: 3 }),
    below: fc.array(requirement([...MODELS, ...LIBRARIES], [...LIBRARIES, ...HOSTS]), { maxLength: 5 }),
    // Often two models of one group, and a fallback between them: what shares a group alone is rare otherwise.
    groups: fc.array(requirement([...MODELS, ...MODELS, ...HOSTS], ['p1', 'up', 'bm']), {
      minLength: 1,
      maxLength: 5,
    }),
    related: fc.boolean(),
    arrangement: fc.subarray([...MODELS, ...LIBRARIES, ...HOSTS], { minLength: 1 }),
  })
  .map(({ tiers, facts, own, others, below, groups, related, arrangement }): WrittenGraph => {
    const kinds = [
      ...MODELS.map((id) => ({ id, kind: 'language_model' })),
      ...LIBRARIES.map((id) => ({ id, kind: 'library' })),
      ...HOSTS.map((id, i) => ({ id, kind: ['hosting', 'region', 'network_edge'][i]! })),
      ...GROUPS,
    ];
    const useCases = tiers.map((useCase, i) => ({ id: `u${i}`, ...useCase }));
    const known = new Set(useCases.map(({ id }) => id));
    return {
      subject: 'u0',
      arrangement,
      useCases,
      nodes: [...kinds.map((node, i) => ({ ...node, ...facts[i]!, ...disclosing(node, facts[i]!) })), MANUAL],
      requirements: [...own, ...others, ...below, ...groups, ...(related ? RELATED : [])].filter(
        ({ of }) => !of.startsWith('u') || of === 'up' || known.has(of),
      ),
    };
  });

/** A provider may have a parent that is not disclosed; parents and base models stand on nothing. */
function disclosing(
  { kind }: Pick<WrittenNode, 'kind'>,
  { undisclosed }: Pick<WrittenNode, 'undisclosed'>,
): Pick<WrittenNode, 'undisclosed'> {
  if (kind === 'provider') return { undisclosed: undisclosed?.filter((what) => what === 'parent') };
  return kind === 'ultimate_parent' || kind === 'base_model' ? { undisclosed: [] } : {};
}

const notApplicable = fc.array(
  fc.record({
    item: fc.constantFrom('P', 'modelRiskFramework', 'ip', 'terms', 'responsibility'),
    reason: fc.constantFrom('open weights', null),
    approver: fc.constant('RM'),
    expiresOn: fc.constantFrom('2027-01-01', '2026-01-01'),
  }),
  { maxLength: 3 },
);

export const randomSubject: fc.Arbitrary<WrittenSubject> = fc
  .record({
    tier: fc.constantFrom(...TIERS),
    provisional: fc.boolean(),
    lowest: fc.constantFrom(...TIERS),
    fields: fc.record(FIELDS),
    recipients: fc.subarray(['client', 'investor', 'internal', 'other_external', 'unknown']),
    dataClasses: fc.subarray(Object.keys(METHOD_V1.tables.sensitivity)),
    tests: fc.record(Object.fromEntries(TEST_NAMES.map((test) => [test, codesOf('outcome')]))),
    monitoredOn: fc.option(
      fc.constantFrom('2026-11-01', '2026-09-15', '2026-03-01', '2025-01-01', 'unknown'),
    ),
    monitoringFaster: fc.boolean(),
    components: fc.option(fc.array(component, { maxLength: 3 })),
    graph: fc.option(randomGraph, { freq: 8 }),
    portfolioOtherT1: fc.nat(2),
    controls,
    notApplicable,
  })
  .map(({ tier, provisional, lowest, fields, components, graph, ...rest }): WrittenSubject => {
    const lowestTier = provisional && lowest > tier ? lowest : tier;
    return {
      tier,
      provisional,
      lowestTier,
      facts: {
        ...(fields as WrittenFacts),
        recipients: rest.recipients,
        dataClasses: rest.dataClasses,
        tests: rest.tests,
        ...(rest.monitoredOn ? { monitoredOn: rest.monitoredOn } : {}),
        ...(rest.monitoringFaster ? { monitoringFaster: true } : {}),
        portfolioOtherT1: rest.portfolioOtherT1,
        ...(components ? { components: components.map((one, i) => ({ id: `c${i}`, ...one })) } : {}),
        ...(graph ? { graph: { ...graph, useCases: ownTier(graph, tier, provisional) } } : {}),
      },
      controls: rest.controls,
      notApplicable: rest.notApplicable,
    };
  });

/** The subject's own use case carries the subject's tier. */
function ownTier(
  graph: WrittenGraph,
  tier: WrittenSubject['tier'],
  provisional: boolean,
): WrittenGraph['useCases'] {
  return graph.useCases.map((useCase) =>
    useCase.id === graph.subject ? { ...useCase, tier, provisional } : useCase,
  );
}

/** Arbitrary small registers with everything that scores read, and changes of theirs, one after another. */
import fc from 'fast-check';
import type { BesideFacts } from '../beside-the-graph.js';
import { type FactChanges, FactIndex } from '../fact-index.js';
import type { ControlLimit } from '../limit-control.js';
import type { RecordedControl } from '../recorded-controls.js';
import type {
  ScoreComponentFact,
  ScoreFacts,
  ScoreProviderFact,
  ScoreRequirementFact,
  ScoreUseCaseFact,
} from '../score-facts.js';
import { Stacks } from '../stacks.js';
import { arrangementArbitrary } from './random-arrangements.js';
import {
  activitiesArbitrary,
  claimsArbitrary,
  failuresArbitrary,
  PRESENT_STACK,
  withdrawalsArbitrary,
} from './random-assurance.js';
import { diligenceArbitrary } from './random-diligence.js';
import { noticesArbitrary } from './random-notices.js';
import { plansArbitrary } from './random-plans.js';

const COMPONENTS = ['c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8'];
const PROVIDERS = ['p0', 'p1', 'p2'];
const USE_CASES = ['u0', 'u1', 'u2', 'u3'];
const ARRANGEMENTS = ['a0', 'a1', 'a2'];
const REQUIREMENTS = Array.from({ length: 18 }, (_, i) => `r${String(i).padStart(2, '0')}`);
const ENTITIES = ['e0', 'e1'];
const SIGMAS = ['easily', 'medium', 'not_substitutable', 'unknown'] as const;

const sourceArbitrary = fc.record({
  version: fc.nat(9),
  updatedAt: fc.constant('2026-01-01T00:00:00.000Z'),
  found: fc.constant([]),
});

function componentArbitrary(id: string): fc.Arbitrary<ScoreComponentFact> {
  const fields = fc.record({
    base: fc.constantFrom(null, null, 'c0', 'c1'),
    id: fc.constant(id),
    name: fc.constant(id),
    kind: fc.constantFrom('language_model', 'hosting', 'network_edge', 'library', 'application', 'region'),
    providerId: fc.constantFrom(...PROVIDERS, null),
    deployment: fc.constantFrom('self_hosted', 'self_hosted', 'multi_tenant_saas', 'consumer', 'unknown'),
    baseModelStatus: fc.constantFrom('none', 'unknown'),
    substitutability: fc.constantFrom(...SIGMAS),
    status: fc.nat(12).map((one) => (one === 0 ? 'suspended' : 'in_use')),
    retiresOn: fc.nat(12).map((one) => (one === 0 ? '2025-01-01' : one === 1 ? '2027-01-01' : null)),
    retired: fc.nat(20).map((one) => one === 0),
    release: fc.constantFrom('1', '1', '2', null),
    pinning: fc.constantFrom('pinned', 'unknown'),
    transparency: fc.constantFrom('open_weights', 'unknown'),
    provenance: fc.constantFrom('signed_verified', 'unknown'),
    maintenance: fc.constantFrom('active', 'unknown'),
    licence: fc.constant('unknown'),
    privilege: fc.constant('unknown'),
    scan: fc.constant('unknown'),
    maliciousVersion: fc.nat(8).map((one) => (one === 0 ? ('yes' as const) : ('no' as const))),
    vulnerabilities: fc.constant([]),
    source: sourceArbitrary,
  });
  return fields.map(({ base, ...rest }) => ({
    ...rest,
    baseModelStatus: base === null || base === id ? rest.baseModelStatus : 'known',
    baseModelId: base === id ? null : base,
  }));
}

function providerArbitrary(id: string): fc.Arbitrary<ScoreProviderFact> {
  return fc
    .record({
      kind: fc.constantFrom('third_party', 'third_party', 'in_house', 'open_source_project'),
      substitutability: fc.constantFrom(...SIGMAS),
      status: fc.nat(12).map((one) => (one === 0 ? 'suspended' : 'approved')),
      parent: fc.constantFrom(...PROVIDERS.filter((other) => other !== id), 'none', 'unknown'),
      viability: fc.constantFrom('strong', 'unknown'),
      source: sourceArbitrary,
    })
    .map(({ parent, ...fields }) => ({
      id,
      name: id,
      ...fields,
      modelRiskFramework: 'unknown',
      ultimateParentStatus: PROVIDERS.includes(parent) ? 'known' : parent,
      ultimateParentId: PROVIDERS.includes(parent) ? parent : null,
    }));
}

function useCaseArbitrary(id: string): fc.Arbitrary<ScoreUseCaseFact> {
  return fc
    .record({
      tier: fc.constantFrom('T1' as const, 'T1' as const, 'T2' as const, 'T4' as const),
      provisional: fc.boolean(),
      status: fc.constantFrom('live', 'live', 'planned'),
      legalEntityIds: fc.subarray(ENTITIES, { minLength: 1 }),
      impactFirm: fc.constantFrom('minor', 'unknown'),
      developmentFlags: fc.subarray(['rag', 'fine_tuned', 'off_the_shelf']),
      humanOversight: fc.constantFrom('in_the_loop', 'out_of_the_loop', 'unknown'),
      toleranceHours: fc.constantFrom(4, 4, 4, null),
      activities: activitiesArbitrary(id),
      source: sourceArbitrary,
    })
    .map((fields) => ({
      id,
      name: id,
      recipients: ['internal'],
      clientsInteract: 'no',
      affectsClients: 'no',
      criticalOperation: 'no',
      dataClasses: ['public'],
      impactClients: 'minor',
      jurisdictions: fields.legalEntityIds.map((id) => (id === 'e0' ? 'HK' : null)),
      ...fields,
      lowestTier: fields.provisional ? 'T4' : fields.tier,
    }));
}

function requirementArbitrary(id: string): fc.Arbitrary<ScoreRequirementFact> {
  return fc
    .record({
      of: fc.constantFrom(...COMPONENTS, ...USE_CASES, ...USE_CASES),
      effect: fc.constantFrom('stops', 'stops', 'stops', 'degrades'),
      upstreamDisclosed: fc.constantFrom('yes', 'yes', 'unknown'),
      alternatives: fc.uniqueArray(
        fc.record({
          componentId: fc.constantFrom<string | null>(...COMPONENTS, null),
          fallbackEvidence: fc.constantFrom('tested_in_tolerance', 'documented', 'unknown'),
          testedOn: fc.constant('2026-02-01'),
        }),
        { maxLength: 3, selector: ({ componentId }) => componentId },
      ),
      required: fc.integer({ min: 1, max: 2 }),
    })
    .map((fields) => ({
      id,
      ...fields,
      required: Math.max(1, Math.min(fields.required, fields.alternatives.length)),
    }));
}

const sourced = { source: { version: 1, updatedAt: '2026-01-01T00:00:00.000Z' } };
const register = { entities: ENTITIES, providers: PROVIDERS, components: COMPONENTS };
const someArrangement = (id: string) => arrangementArbitrary(id, register);

const manyOf = <T>(ids: readonly string[], one: (id: string) => fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.subarray([...ids]).chain((some) => fc.tuple(...some.map(one)));

/** A limit of one legal entity, about some use cases. */
const limitsArbitrary: fc.Arbitrary<ControlLimit[]> = fc.array(
  fc
    .record({
      legalEntityId: fc.constantFrom(...ENTITIES),
      covers: fc.subarray(USE_CASES),
      openFindings: fc.nat(1),
    })
    .map(({ legalEntityId, covers, openFindings }) => ({
      id: `l-${legalEntityId}`,
      source: { version: 1, updatedAt: '2026-01-01T00:00:00.000Z' },
      legalEntityId,
      threshold: 0.5,
      measured: { threshold: 0.5, covers, error: null },
      openFindings,
    })),
  { maxLength: 3 },
);

/** Controls at every level, of one legal entity or of all; one answer for each subject. */
const controlsArbitrary: fc.Arbitrary<RecordedControl[]> = fc
  .uniqueArray(
    fc.record({
      kind: fc.constantFrom(
        ...(['D.encryption', 'D.inputControls', 'M.humanInTheLoop', 'R.exitPlan', 'P.monitoring'] as const),
      ),
      level: fc.constantFrom(
        ...(['firm', 'firm', 'provider', 'component', 'arrangement', 'arrangement_use'] as const),
      ),
      entity: fc.constantFrom(...ENTITIES, null),
      at: fc.nat(7),
      states: fc.constantFrom<[number | null, number | null]>([1, 1], [1, 0.5], [0, 0], [null, 1], [1, null]),
      inDate: fc.nat(5).map((one) => one > 0),
      evidenced: fc.nat(3).map((one) => one > 0),
    }),
    {
      maxLength: 8,
      selector: ({ kind, level, entity, at }) => [kind, level, entity, level === 'firm' ? 0 : at].join(),
    },
  )
  .map((all) =>
    all.map(({ kind, level, entity, at, states: [design, operating], ...rest }) => ({
      ...{ id: `${kind} ${level} ${entity} ${at}`, ...sourced, ...rest, level, design, operating },
      ...{ domain: kind[0] as RecordedControl['domain'], control: kind.slice(2) },
      legalEntityId: entity,
      providerId: level === 'provider' ? PROVIDERS[at % PROVIDERS.length]! : null,
      componentId: level === 'component' ? COMPONENTS[at % COMPONENTS.length]! : null,
      arrangementId: level.startsWith('arrangement') ? ARRANGEMENTS[at % ARRANGEMENTS.length]! : null,
      useCaseId: level === 'arrangement_use' ? USE_CASES[at % USE_CASES.length]! : null,
    })),
  );

const plans = plansArbitrary({
  ...{ useCases: USE_CASES, entities: ENTITIES, providers: PROVIDERS, components: COMPONENTS },
});

const diligence = diligenceArbitrary({ entities: ENTITIES, providers: PROVIDERS });

const notices = noticesArbitrary({ useCases: USE_CASES, entities: ENTITIES });

const ids = { ...register, useCases: USE_CASES, arrangements: ARRANGEMENTS };

/** All that stands beside the graph but limits. */
const BESIDE: { [Field in keyof BesideFacts]: fc.Arbitrary<BesideFacts[Field]> } = {
  controls: controlsArbitrary,
  ...{ plans, diligence, notices },
  failures: failuresArbitrary(ids),
  claims: claimsArbitrary(ids),
  withdrawals: withdrawalsArbitrary(ids),
};

const factsArbitrary: fc.Arbitrary<ScoreFacts> = fc.record({
  components: fc.tuple(...COMPONENTS.slice(0, 8).map(componentArbitrary)),
  providers: fc.tuple(...PROVIDERS.map(providerArbitrary)),
  requirements: manyOf(REQUIREMENTS, requirementArbitrary),
  useCases: manyOf(USE_CASES, useCaseArbitrary),
  arrangements: manyOf(ARRANGEMENTS, someArrangement),
  limits: limitsArbitrary,
  ...BESIDE,
});

const changed = <T>(ids: readonly string[], one: (id: string) => fc.Arbitrary<T>) =>
  fc.constantFrom(...ids).chain((id) => one(id).map((record) => new Map([[id, record]])));

const NONE: Edit = {
  useCases: new Map(),
  providers: new Map(),
  components: new Map(),
  requirements: new Map(),
  arrangements: new Map(),
  limits: null,
  beside: {},
};

const editArbitrary: fc.Arbitrary<Edit> = fc.oneof(
  changed(COMPONENTS, componentArbitrary).map((components) => ({ ...NONE, components })),
  changed(PROVIDERS, providerArbitrary).map((providers) => ({ ...NONE, providers })),
  changed(USE_CASES, (id) => fc.option(useCaseArbitrary(id), { freq: 4 })).map((useCases) => ({
    ...NONE,
    useCases,
  })),
  changed(REQUIREMENTS, (id) => fc.option(requirementArbitrary(id), { freq: 3 })).map((requirements) => ({
    ...NONE,
    requirements,
  })),
  changed(ARRANGEMENTS, (id) => fc.option(someArrangement(id), { freq: 3 })).map((arrangements) => ({
    ...NONE,
    arrangements,
  })),
);

/** Some of what stands beside the graph is other than it was. */
const otherBeside = fc.record(BESIDE, { requiredKeys: [] });

/** One change, or several that are taken in at once. */
const withLimits: fc.Arbitrary<Edit> = fc
  .tuple(
    fc.array(editArbitrary, { minLength: 1, maxLength: 3 }),
    fc.option(limitsArbitrary, { freq: 1 }),
    fc.option(otherBeside, { freq: 1 }),
  )
  .map(([edits, limits, beside]) => ({
    useCases: new Map(edits.flatMap((edit) => [...edit.useCases])),
    providers: new Map(edits.flatMap((edit) => [...edit.providers])),
    components: new Map(edits.flatMap((edit) => [...edit.components])),
    requirements: new Map(edits.flatMap((edit) => [...edit.requirements])),
    arrangements: new Map(edits.flatMap((edit) => [...edit.arrangements])),
    limits,
    beside: beside ?? {},
  }));

/** A change of records; what stands beside them stays as it is where nothing is given. */
type Edit = Omit<FactChanges, keyof BesideFacts | 'limits'> & {
  limits: ControlLimit[] | null;
  beside: Partial<BesideFacts>;
};

/** A register, and changes of it in turn. */
export function editsArbitrary(): fc.Arbitrary<{ facts: ScoreFacts; edits: Edit[] }> {
  return fc
    .record({ facts: factsArbitrary, edits: fc.array(withLimits, { minLength: 1, maxLength: 4 }) })
    .map(({ facts: given, edits }) => {
      const facts = consistent(given);
      const stacks = new Stacks(new FactIndex(facts));
      const onStack = <U extends ScoreUseCaseFact | null>(useCase: U): U =>
        useCase === null ? useCase : onPresentStack(useCase, stacks);
      return {
        facts: { ...facts, useCases: facts.useCases.map(onStack) },
        edits: edits.map((edit) => ({
          ...edit,
          useCases: new Map([...edit.useCases].map(([id, useCase]) => [id, onStack(useCase)])),
        })),
      };
    });
}

/** What was done on the stack as it is in the beginning has its hash. */
function onPresentStack<U extends ScoreUseCaseFact>(useCase: U, stacks: Stacks): U {
  const present = stacks.hashOf(useCase.id) ?? PRESENT_STACK;
  const hashOf = <Hash extends string | null>(hash: Hash) => (hash === PRESENT_STACK ? present : hash);
  const activities = useCase.activities.map((one) => ({
    ...one,
    configurationHash: hashOf(one.configurationHash),
    rulings: one.rulings.map((ruled) => ({ ...ruled, toHash: hashOf(ruled.toHash) })),
  }));
  return { ...useCase, activities };
}

/** Every id in the facts names something, as the database would have it. */
export function consistent(facts: ScoreFacts): ScoreFacts {
  const components = new Set(facts.components.map(({ id }) => id));
  const owners = new Set([...components, ...facts.useCases.map(({ id }) => id)]);
  return {
    ...facts,
    requirements: facts.requirements.filter(({ of, alternatives }) => {
      return (
        owners.has(of) &&
        alternatives.every(({ componentId }) => componentId === null || components.has(componentId))
      );
    }),
  };
}

/**
 * The facts after a change, put together plainly; what would name nothing is left out of the change too. Most changes leave
 * whose and of what kind a record is as it was, as in a register.
 */
export function edited(facts: ScoreFacts, given: Edit): { facts: ScoreFacts; edit: FactChanges } {
  const edit = { ...given, components: new Map(given.components), providers: new Map(given.providers) };
  for (const [id, one] of given.components) {
    const was = facts.components.find((other) => other.id === id);
    if (!one || !was || one.source.version > 6) continue;
    const { kind, providerId, deployment, baseModelStatus, baseModelId } = was;
    edit.components.set(id, { ...one, kind, providerId, deployment, baseModelStatus, baseModelId });
  }
  for (const [id, one] of given.providers) {
    const was = facts.providers.find((other) => other.id === id);
    if (!one || !was || one.source.version > 6) continue;
    const { ultimateParentStatus, ultimateParentId } = was;
    edit.providers.set(id, { ...one, ultimateParentStatus, ultimateParentId });
  }
  const apply = <T extends { id: string }>(
    records: readonly T[],
    changes: ReadonlyMap<string, T | null>,
  ): T[] =>
    [
      ...records.filter(({ id }) => !changes.has(id)),
      ...[...changes.values()].flatMap((one) => one ?? []),
    ].sort((a, b) => (a.id < b.id ? -1 : 1));
  const next = {
    components: apply(facts.components, edit.components),
    providers: apply(facts.providers, edit.providers),
    useCases: apply(facts.useCases, edit.useCases),
    requirements: apply(facts.requirements, edit.requirements),
    arrangements: apply(facts.arrangements, edit.arrangements),
    limits: edit.limits ?? facts.limits,
    ...besideOf(facts),
    ...edit.beside,
  };
  const left = new Set(consistent(next).requirements.map(({ id }) => id));
  const requirements = new Map([...edit.requirements].filter(([id, one]) => one === null || left.has(id)));
  return {
    facts: consistent({ ...next, requirements: apply(facts.requirements, requirements) }),
    edit: { ...edit, requirements, limits: next.limits, ...besideOf(next) },
  };
}

function besideOf(facts: BesideFacts): BesideFacts {
  const { controls, plans, diligence, notices, failures, claims, withdrawals } = facts;
  return { controls, plans, diligence, notices, failures, claims, withdrawals };
}

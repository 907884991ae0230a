import type { FieldError } from '../../../kernel/domain-error.js';
import type { ScoreComponentFact, ScoreFacts } from './score-facts.js';

/** What would be otherwise: an overlay on the register. A new component is called by a name of the caller's, its `ref`. */
export interface Scenario {
  addComponents?: readonly NewComponent[];
  /** Taken out of use: what needs it stops, unless an alternative is left. */
  removeComponentIds?: readonly string[];
  /** Wherever the one is an alternative, the other takes its place. */
  replaceComponents?: readonly { componentId: string; byId: string }[];
  addRequirements?: readonly NewRequirement[];
  removeRequirementIds?: readonly string[];
}

export interface NewComponent {
  ref: string;
  name: string;
  kind: string;
  providerId?: string | null;
  deployment?: string;
  baseModelStatus?: string;
  substitutability?: ScoreComponentFact['substitutability'];
  pinning?: string;
  transparency?: string;
  provenance?: string;
  maintenance?: string;
  privilege?: string;
}

export interface NewRequirement {
  /** Id of a use case or component, or the ref of a new one. */
  of: string;
  required?: number;
  effect?: string;
  upstreamDisclosed?: string;
  alternatives?: readonly { componentId: string; fallbackEvidence?: string; testedOn?: string | null }[];
}

const NEVER = { version: 0, updatedAt: '', found: [] };

/**
 * Everything that keeps a scenario from being laid over the register: names of things that are not there, or twice, changes
 * that contradict each other, and tests that were not made yet.
 * @param seen use cases that the asker sees; another one, and what it requires, is as if it were not there
 * @param today YYYY-MM-DD
 */
export function scenarioProblems(
  facts: ScoreFacts,
  scenario: Scenario,
  seen: readonly string[],
  today: string,
): FieldError[] {
  const refs = (scenario.addComponents ?? []).map(({ ref }) => ref);
  const registered = facts.components.map(({ id }) => id);
  const components = new Set([...registered, ...refs]);
  const dependents = new Set([...components, ...seen]);
  const visible = new Set([...registered, ...seen]);
  const requirements = new Set(facts.requirements.filter(({ of }) => visible.has(of)).map(({ id }) => id));
  const providers = new Set(facts.providers.map(({ id }) => id));
  const unknown = (pointer: string): FieldError => ({ pointer, code: 'unknown-reference' });
  return [
    ...refs.flatMap((ref, i) =>
      refs.indexOf(ref) === i ? [] : [{ pointer: `/addComponents/${i}/ref`, code: 'unique' }],
    ),
    ...(scenario.addComponents ?? []).flatMap(({ providerId }, i) =>
      providerId && !providers.has(providerId) ? [unknown(`/addComponents/${i}/providerId`)] : [],
    ),
    ...(scenario.removeComponentIds ?? []).flatMap((id, i) =>
      components.has(id) ? [] : [unknown(`/removeComponentIds/${i}`)],
    ),
    ...(scenario.replaceComponents ?? []).flatMap(({ componentId, byId }, i) => [
      ...(components.has(componentId) ? [] : [unknown(`/replaceComponents/${i}/componentId`)]),
      ...(components.has(byId) ? [] : [unknown(`/replaceComponents/${i}/byId`)]),
      ...(componentId === byId ? [{ pointer: `/replaceComponents/${i}/byId`, code: 'self-reference' }] : []),
    ]),
    ...(scenario.removeRequirementIds ?? []).flatMap((id, i) =>
      requirements.has(id) ? [] : [unknown(`/removeRequirementIds/${i}`)],
    ),
    ...(scenario.addRequirements ?? []).flatMap(({ of, required = 1, alternatives = [] }, i) => [
      ...(dependents.has(of) ? [] : [unknown(`/addRequirements/${i}/of`)]),
      ...(alternatives.length > 0 && required > alternatives.length
        ? [
            {
              pointer: `/addRequirements/${i}/required`,
              code: 'k-above-alternatives',
              params: { max: alternatives.length },
            },
          ]
        : []),
      ...alternativeProblems(alternatives, today).map(({ pointer, ...problem }) => ({
        ...problem,
        pointer: `/addRequirements/${i}/alternatives${pointer}`,
      })),
      ...alternatives.flatMap(({ componentId }, j) =>
        componentId === of
          ? [{ pointer: `/addRequirements/${i}/alternatives/${j}/componentId`, code: 'self-reference' }]
          : components.has(componentId)
            ? []
            : [unknown(`/addRequirements/${i}/alternatives/${j}/componentId`)],
      ),
    ]),
    ...contradictions(scenario),
  ];
}

function alternativeProblems(
  alternatives: NonNullable<NewRequirement['alternatives']>,
  today: string,
): FieldError[] {
  const ids = alternatives.map(({ componentId }) => componentId);
  return alternatives.flatMap(({ componentId, testedOn }, j): FieldError[] => [
    ...(ids.indexOf(componentId) === j ? [] : [{ pointer: `/${j}/componentId`, code: 'unique' }]),
    ...(testedOn && testedOn > today ? [{ pointer: `/${j}/testedOn`, code: 'not-in-future' }] : []),
  ]);
}

/** One component with two in its place, or one in use that goes. */
function contradictions(scenario: Scenario): FieldError[] {
  const { replaceComponents = [], removeComponentIds = [], addRequirements = [] } = scenario;
  const removed = new Set(removeComponentIds);
  const replaced = replaceComponents.map(({ componentId }) => componentId);
  const gone = (pointer: string): FieldError => ({
    ...{ pointer, code: 'contradiction', params: { other: 'removeComponentIds' } },
  });
  return [
    ...replaceComponents.flatMap(({ componentId, byId }, i): FieldError[] => [
      ...(replaced.indexOf(componentId) === i
        ? []
        : [{ pointer: `/replaceComponents/${i}/componentId`, code: 'unique' }]),
      ...(removed.has(byId) ? [gone(`/replaceComponents/${i}/byId`)] : []),
    ]),
    ...addRequirements.flatMap(({ of, alternatives = [] }, i) => [
      ...(removed.has(of) ? [gone(`/addRequirements/${i}/of`)] : []),
      ...alternatives.flatMap(({ componentId }, j) =>
        removed.has(componentId) ? [gone(`/addRequirements/${i}/alternatives/${j}/componentId`)] : [],
      ),
    ]),
  ];
}

/** The facts as they would be. */
export function withScenario(facts: ScoreFacts, scenario: Scenario): ScoreFacts {
  const removed = new Set(scenario.removeComponentIds);
  const gone = new Set(scenario.removeRequirementIds);
  const replaced = new Map(scenario.replaceComponents?.map(({ componentId, byId }) => [componentId, byId]));
  const kept = facts.requirements
    .filter(({ id }) => !gone.has(id))
    .map((requirement) => ({
      ...requirement,
      alternatives: requirement.alternatives.map((alternative) => {
        const by = alternative.componentId === null ? undefined : replaced.get(alternative.componentId);
        // What was tried was the other one.
        return by === undefined ? alternative : { componentId: by, fallbackEvidence: 'none', testedOn: null };
      }),
    }));
  return {
    ...facts,
    components: [
      ...facts.components.map((component) =>
        removed.has(component.id) ? { ...component, retired: true } : component,
      ),
      ...(scenario.addComponents ?? []).map(newComponent),
    ],
    requirements: [...kept, ...(scenario.addRequirements ?? []).map(newRequirement)],
  };
}

function newComponent(input: NewComponent): ScoreComponentFact {
  return {
    id: input.ref,
    name: input.name,
    kind: input.kind,
    providerId: input.providerId ?? null,
    deployment: input.deployment ?? 'unknown',
    baseModelStatus: input.baseModelStatus ?? 'unknown',
    baseModelId: null,
    substitutability: input.substitutability ?? 'unknown',
    status: 'proposed',
    retiresOn: null,
    retired: false,
    pinning: input.pinning ?? 'unknown',
    transparency: input.transparency ?? 'unknown',
    scan: 'missing',
    maliciousVersion: 'no',
    vulnerabilities: [],
    provenance: input.provenance ?? 'unknown',
    maintenance: input.maintenance ?? 'unknown',
    licence: 'unknown',
    privilege: input.privilege ?? 'unknown',
    source: NEVER,
  };
}

function newRequirement(input: NewRequirement, i: number): ScoreFacts['requirements'][number] {
  return {
    id: `new:${i}`,
    of: input.of,
    required: input.required ?? 1,
    effect: input.effect ?? 'stops',
    upstreamDisclosed: input.upstreamDisclosed ?? 'unknown',
    alternatives: (input.alternatives ?? []).map(({ componentId, fallbackEvidence, testedOn }) => ({
      componentId,
      fallbackEvidence: fallbackEvidence ?? 'unknown',
      testedOn: testedOn ?? null,
    })),
  };
}

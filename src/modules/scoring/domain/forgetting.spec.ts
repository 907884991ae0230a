import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HOLD_A_MODEL } from '../../inventory/component-facts.public.js';
import { METHOD_V1 } from '../engine/method-v1.js';
import { score } from '../engine/score.js';
import type { ArrangementFact } from './arrangement-facts.js';
import type { ActivityFact } from './assurance-activities.js';
import { ScoreWorld } from './score-all.js';
import type { ExerciseFact, PlanFact } from './plan-control.js';
import type { ScoreComponentFact, ScoreFacts } from './score-facts.js';
import { editsArbitrary } from './testing/random-edits.js';

const TODAY = '2026-03-01';
const RUNS = Number(process.env['SUBJECTS'] ?? 500);
const FIGURES = ['inherent', 'residual', 'projected', 'reported'] as const;
/** Each by itself. */
const SEVERAL = { minLength: 6, maxLength: 6 };
type Figures = Record<(typeof FIGURES)[number], number>;

/** Use case → the worst of each figure of its subjects. */
function worstOf(facts: ScoreFacts): Map<string, Figures> {
  const world = new ScoreWorld(facts, METHOD_V1, TODAY);
  const worst = new Map<string, Figures>();
  for (const subject of world.subjects) {
    const { facts: inputs, bestGraph } = world.inputs(subject);
    const figures = score(inputs, bestGraph, METHOD_V1, TODAY);
    const known = worst.get(subject.useCaseId);
    const worse = (figure: (typeof FIGURES)[number]): number =>
      Math.max(figures[figure], known?.[figure] ?? 0);
    worst.set(
      subject.useCaseId,
      Object.fromEntries(FIGURES.map((figure) => [figure, worse(figure)])) as Figures,
    );
  }
  return worst;
}

/** What may be forgotten of a component. */
const OF_COMPONENTS: Record<string, (component: ScoreComponentFact) => Partial<ScoreComponentFact>> = {
  provider: () => ({ providerId: null }),
  deployment: () => ({ deployment: 'unknown' }),
  baseModel: ({ kind }) =>
    HOLD_A_MODEL.includes(kind) ? { baseModelStatus: 'unknown', baseModelId: null } : {},
  substitutability: () => ({ substitutability: 'unknown' }),
  pinning: () => ({ pinning: 'unknown' }),
  transparency: () => ({ transparency: 'unknown' }),
  provenance: () => ({ provenance: 'unknown' }),
  maintenance: () => ({ maintenance: 'unknown' }),
  malice: () => ({ maliciousVersion: 'unknown' }),
};

/** What may be forgotten of an arrangement: a code of its own, or a term. */
const OF_ARRANGEMENTS: Record<string, (arrangement: ArrangementFact) => Partial<ArrangementFact>> = {
  ...Object.fromEntries(
    [
      ...['providerMayTerminate', 'reliance', 'substitutability', 'retention', 'trainingUse', 'chain'],
      ...['privacyTerms', 'auditRights', 'termsOfUse', 'ipBreachMaterial', 'privacyBreachMaterial'],
      ...['ipProtectiveMeasure', 'privacyProtectiveMeasure'],
    ].map((field) => [field, () => ({ [field]: 'unknown' })]),
  ),
  notice: () => ({ noticeDaysProvider: null }),
  // One that is not supported is not forgotten: the register refuses that.
  territory: ({ territories }) => ({
    territories: territories.map((one) => ({ ...one, status: 'unknown' })),
  }),
  indemnities: ({ indemnities }) => ({ indemnities: indemnities.slice(1) }),
  protection: ({ indemnities }) => ({
    indemnities: indemnities.map((one) => ({ ...one, protection: 'unknown' })),
  }),
  conditions: ({ indemnities }) => ({
    indemnities: indemnities.map((one) => ({ ...one, conditionsStatus: 'unknown', conditions: [] })),
  }),
  met: ({ indemnities }) => ({
    indemnities: indemnities.map((one) => ({
      ...one,
      conditions: one.conditions.map((condition) => ({ ...condition, met: 'unknown' })),
    })),
  }),
  tasks: ({ responsibilities }) => ({ responsibilities: responsibilities.slice(1) }),
  sides: ({ responsibilities }) => ({
    responsibilities: responsibilities.map((one) => ({ ...one, side: 'unknown' })),
  }),
};

const hasFailed = ({ outcome }: ExerciseFact): boolean => outcome === 'failed';

/** What may be forgotten of a plan: the plan itself, its approval, or what was found in one of its exercises. */
const OF_PLANS: Record<string, (plan: PlanFact, at: number) => PlanFact[]> = {
  // One that failed is not taken away: the register refuses that.
  plan: (plan) => (plan.exercises.some(hasFailed) ? [plan] : []),
  approval: (plan) => [{ ...plan, state: 'draft' }],
  ...Object.fromEntries(
    [{ measuredRecoveryHours: null }, { outcome: 'unknown' }, { planHash: null }].map((change) => [
      Object.keys(change).join(),
      (plan: PlanFact, at: number) => [
        {
          ...plan,
          // Nor is a failure said to be anything else, or one that says less than another to be of another plan.
          exercises: plan.exercises.map((one, i) =>
            i !== at % plan.exercises.length ||
            hasFailed(one) ||
            ('planHash' in change && plan.exercises.length > 1)
              ? one
              : { ...one, ...change },
          ),
        },
      ],
    ]),
  ),
};

/** What the register keeps of an activity, whatever else is forgotten. */
const isKept = ({ outcome, issues, missed, breached }: ActivityFact): boolean =>
  outcome === 'failed' || missed || breached || issues.some((one) => one === 'open' || one === 'unknown');

/** What may be forgotten of what was done to be sure of a use case. */
const OF_ACTIVITIES: Record<string, (activity: ActivityFact) => ActivityFact[]> = {
  activity: (one) => (isKept(one) ? [one] : []),
  outcome: (one) => [one.outcome === 'passed' ? { ...one, outcome: 'unknown' } : one],
  scope: (one) => [{ ...one, scope: one.scope.slice(1) }],
};

/** What is built on something holds a model, and that is one. */
function withLegalBases(facts: ScoreFacts): ScoreFacts {
  const models = new Set(
    facts.components.filter(({ kind }) => kind === 'language_model').map(({ id }) => id),
  );
  const isLegal = ({ kind, baseModelId }: ScoreComponentFact): boolean =>
    baseModelId === null || (models.has(baseModelId) && HOLD_A_MODEL.includes(kind));
  const components = facts.components.map((component) =>
    isLegal(component) ? component : { ...component, baseModelStatus: 'none', baseModelId: null },
  );
  return { ...facts, components };
}

/** The register lets nobody forget a base model in which something malicious was found. */
function isRefused(what: string, { components }: ScoreFacts): boolean {
  return what === 'baseModel' && components.some(({ maliciousVersion }) => maliciousVersion !== 'no');
}

const forgotten: fc.Arbitrary<(facts: ScoreFacts) => ScoreFacts> = fc.oneof(
  fc
    .tuple(fc.nat(), fc.constantFrom(...Object.keys(OF_COMPONENTS)))
    .map(([at, what]) => (facts: ScoreFacts) => ({
      ...facts,
      components: facts.components.map((component, i) =>
        i === at % facts.components.length && !isRefused(what, facts)
          ? { ...component, ...OF_COMPONENTS[what]!(component) }
          : component,
      ),
    })),
  fc
    .tuple(fc.nat(), fc.constantFrom('parent', 'substitutability', 'viability'))
    .map(([at, what]) => (facts: ScoreFacts) => ({
      ...facts,
      providers: facts.providers.map((provider, i) =>
        i !== at % facts.providers.length
          ? provider
          : what === 'parent'
            ? { ...provider, ultimateParentStatus: 'unknown', ultimateParentId: null }
            : { ...provider, [what]: 'unknown' },
      ),
    })),
  fc
    .tuple(fc.nat(), fc.constantFrom(...Object.keys(OF_ARRANGEMENTS)))
    .map(([at, what]) => (facts: ScoreFacts) => ({
      ...facts,
      arrangements: facts.arrangements.map((arrangement, i) =>
        i === at % facts.arrangements.length
          ? { ...arrangement, ...OF_ARRANGEMENTS[what]!(arrangement) }
          : arrangement,
      ),
    })),
  // One that says less than what is inherited is not taken back: the register refuses that.
  fc
    .tuple(fc.nat(), fc.constantFrom('design', 'operating', 'evidenced'))
    .map(([at, what]) => (facts: ScoreFacts) => ({
      ...facts,
      controls: facts.controls.map((control, i) =>
        i === at % facts.controls.length
          ? { ...control, [what]: what === 'evidenced' ? false : null }
          : control,
      ),
    })),
  fc
    .tuple(fc.nat(), fc.nat(), fc.constantFrom(...Object.keys(OF_PLANS)))
    .map(([at, which, what]) => (facts: ScoreFacts) => ({
      ...facts,
      plans: facts.plans.flatMap((plan, i) =>
        i === at % facts.plans.length ? OF_PLANS[what]!(plan, which) : plan,
      ),
    })),
  // A conclusion that was decided upon does not change; one that is unknown is no better than another.
  fc.tuple(fc.nat(), fc.nat()).map(([at, which]) => (facts: ScoreFacts) => ({
    ...facts,
    diligence: facts.diligence.map((one, i) =>
      i === at % facts.diligence.length
        ? { ...one, heads: one.heads.map((head, k) => (k === which % one.heads.length ? 'unknown' : head)) }
        : one,
    ),
  })),
  fc.nat().map((at) => (facts: ScoreFacts) => ({
    ...facts,
    useCases: facts.useCases.map((useCase, i) =>
      i === at % facts.useCases.length ? { ...useCase, toleranceHours: null } : useCase,
    ),
  })),
  ...Array.from({ length: 3 }, () =>
    fc
      .tuple(fc.nat(), fc.nat(), fc.constantFrom(...Object.keys(OF_ACTIVITIES)))
      .map(([at, which, what]) => (facts: ScoreFacts) => ({
        ...facts,
        useCases: facts.useCases.map((useCase, i) =>
          i !== at % facts.useCases.length
            ? useCase
            : {
                ...useCase,
                activities: useCase.activities.flatMap((one, k) =>
                  k === which % useCase.activities.length ? OF_ACTIVITIES[what]!(one) : one,
                ),
              },
        ),
      })),
  ),
  fc.tuple(fc.nat(), fc.constantFrom('approvedBy', 'expiresOn')).map(([at, what]) => (facts: ScoreFacts) => ({
    ...facts,
    claims: facts.claims.map((claim, i) =>
      i === at % facts.claims.length
        ? { ...claim, ...(what === 'approvedBy' ? { approvedBy: null } : { expiresOn: '2026-02-01' }) }
        : claim,
    ),
  })),
  fc.nat().map((at) => (facts: ScoreFacts) => ({
    ...facts,
    useCases: facts.useCases.map((useCase, i) =>
      i === at % facts.useCases.length
        ? { ...useCase, developmentFlags: [], jurisdictions: useCase.jurisdictions.map(() => null) }
        : useCase,
    ),
  })),
  fc.tuple(fc.nat(), fc.constantFrom('disclosure', 'evidence')).map(([at, what]) => (facts: ScoreFacts) => ({
    ...facts,
    requirements: facts.requirements.map((requirement, i) =>
      i !== at % facts.requirements.length
        ? requirement
        : what === 'disclosure'
          ? { ...requirement, upstreamDisclosed: 'unknown' }
          : {
              ...requirement,
              alternatives: requirement.alternatives.map((one) => ({ ...one, fallbackEvidence: 'unknown' })),
            },
    ),
  })),
  fc
    .tuple(fc.nat(), fc.constantFrom('humanOversight', 'impactFirm', 'criticalOperation', 'clientsInteract'))
    .map(([at, what]) => (facts: ScoreFacts) => ({
      ...facts,
      useCases: facts.useCases.map((useCase, i) =>
        i === at % facts.useCases.length ? { ...useCase, [what]: 'unknown' } : useCase,
      ),
    })),
);

describe('forgetting one fact of a register', () => {
  it('never makes the worst score of a use case lower', () => {
    const seen = { other: 0 };
    fc.assert(
      fc.property(editsArbitrary(), fc.array(forgotten, SEVERAL), ({ facts: given }, several) => {
        const facts = withLegalBases(given);
        const known = worstOf(facts);
        for (const after of several.map((forget) => worstOf(forget(facts)))) {
          for (const [useCase, figures] of known) {
            for (const figure of FIGURES) {
              const now = after.get(useCase)?.[figure] ?? 0;
              if (now !== figures[figure]) seen.other++;
              expect([useCase, figure, now + 1e-9 >= figures[figure]]).toEqual([useCase, figure, true]);
            }
          }
        }
      }),
      { numRuns: RUNS },
    );
    expect(seen.other).toBeGreaterThan(RUNS / 20); // else nothing was forgotten that counts
  });
});

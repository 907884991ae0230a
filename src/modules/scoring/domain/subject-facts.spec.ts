import { describe, expect, it } from '@jest/globals';
import { withWorst } from '../engine/among.js';
import { modelFitness } from '../engine/domains/model-fitness.js';
import { UNKNOWN_FACTS } from '../engine/written-subject.js';
import type { SubjectFacts } from '../engine/facts.js';
import type { Factor } from '../engine/factor.js';
import { favourable } from '../engine/favourable.js';
import { score } from '../engine/score.js';
import { METHOD_V1 } from '../engine/method-v1.js';
import {
  type ScoredComponent,
  type ScoredUseCase,
  scoredFacts,
  subjectFacts,
  type SubjectPart,
  type SubjectParts,
} from './subject-facts.js';
import { UNDISCLOSED_PART } from './undisclosed-part.js';

const TODAY = '2026-11-22';

const USE_CASE: ScoredUseCase = {
  id: 'U',
  tier: 'T1',
  provisional: false,
  lowestTier: 'T1',
  status: 'live',
  recipients: ['internal'],
  clientsInteract: 'no',
  affectsClients: 'no',
  criticalOperation: 'no',
  dataClasses: ['public'],
  humanOversight: 'unknown',
  impactFirm: 'low',
  impactClients: 'low',
  developmentFlags: [],
  jurisdictions: ['HK'],
};
const codesOf = (table: 'transparency' | 'pinning' | 'modelRiskFramework'): string[] =>
  Object.keys(METHOD_V1.tables[table]);

type Model = Pick<ScoredComponent, 'transparency' | 'pinning'>;
const MODELS: Model[] = codesOf('transparency').flatMap((transparency) =>
  codesOf('pinning').map((pinning) => ({ transparency, pinning })),
);

const NO_PLAN = { state: null, gate: 'unknown' };
const NO_DILIGENCE = {
  ...{ dueDiligence: 'unknown', state: null, providerSkills: 'unknown', modelRiskFrameworks: [] },
};
const NO_ASSURANCE = {
  ...{ validation: 'unknown', tests: UNKNOWN_FACTS.tests, monitoredOn: null, evidence: {} },
};
const NO_TERMS = {
  assurance: NO_ASSURANCE,
  notApplicable: null,
  monitoringFaster: false,
  arrangement: null,
  controls: {},
  plans: NO_PLAN,
  diligence: NO_DILIGENCE,
  notificationDecision: 'unknown',
};
const allCertain = (parts: readonly SubjectPart[]): SubjectParts => ({
  parts,
  certain: new Set(parts.map(({ record }) => record.id)),
});

/** Facts of a subject with some models of one provider. */
function factsOf(models: readonly Model[], framework: string): SubjectFacts {
  const components = models.map((model, i) => {
    const record = { ...UNDISCLOSED_PART, ...model, id: `m${i}`, providerId: 'p' };
    return { record, facts: scoredFacts(record) };
  });
  const provider = { kind: 'third_party', viability: 'unknown', modelRiskFramework: framework };
  return subjectFacts(USE_CASE, provider, allCertain(components), NO_TERMS, null, 0, METHOD_V1);
}

/** E_M of it, and E_M with everything unknown at its best. */
function exposureOf(models: readonly Model[], framework: string): number {
  return modelFitness(factsOf(models, framework), METHOD_V1, new Set()).exposure!;
}

function bestOf(models: readonly Model[], framework: string): number {
  return modelFitness(atBest(factsOf(models, framework)), METHOD_V1, new Set()).exposure!;
}

function atBest(facts: SubjectFacts): SubjectFacts {
  return withWorst(favourable(facts, null, METHOD_V1), METHOD_V1, new Set());
}

/** A factor as a score shows it. */
function factorOf(facts: SubjectFacts, code: string): Factor {
  const { domains } = score(facts, null, METHOD_V1, TODAY);
  return domains.flatMap(({ factors }) => factors).find((factor) => factor.code === code)!;
}

describe('the contingency plans of a subject', () => {
  it('are what the register sees of the control, and what the gate reads', () => {
    const parts = allCertain([{ record: UNDISCLOSED_PART, facts: scoredFacts(UNDISCLOSED_PART) }]);
    const of = (plans: typeof NO_PLAN | { state: { design: number; operating: number }; gate: string }) => {
      const terms = { ...NO_TERMS, controls: { R: { exitPlan: { design: 1, operating: 1 } } }, plans };
      return subjectFacts(USE_CASE, null, parts, terms, null, 0, METHOD_V1);
    };
    expect(of(NO_PLAN)).toMatchObject({ contingencyPlan: 'unknown' });
    expect(of(NO_PLAN).controls.R).toEqual({ exitPlan: { design: 1, operating: 1 } });
    const state = { design: 1, operating: 0.5 };
    expect(of({ state, gate: 'approved' })).toMatchObject({
      ...{
        contingencyPlan: 'approved',
        controls: { R: { contingencyPlan: state, exitPlan: { design: 1 } } },
      },
    });
  });
});

describe('the models of a subject', () => {
  it('count by the worst of them, so that nothing unknown about one makes it better', () => {
    for (const framework of codesOf('modelRiskFramework')) {
      for (const a of MODELS) {
        for (const b of MODELS) {
          const both = exposureOf([a, b], framework);
          expect(both).toBe(Math.max(exposureOf([a], framework), exposureOf([b], framework)));
          for (const field of ['transparency', 'pinning'] as const) {
            expect(exposureOf([a, { ...b, [field]: 'unknown' }], framework)).toBeGreaterThanOrEqual(both);
          }
          expect(exposureOf([a, b], 'unknown')).toBeGreaterThanOrEqual(both);
        }
      }
    }
  });

  it('keep at their best what is recorded of each, also where an unknown one is worse', () => {
    for (const framework of codesOf('modelRiskFramework')) {
      for (const a of MODELS) {
        for (const b of MODELS) {
          expect(bestOf([a, b], framework)).toBe(Math.max(bestOf([a], framework), bestOf([b], framework)));
        }
      }
    }
  });
});

describe('the models of a project without a provider to judge', () => {
  it('count by the worst of them, without the framework that does not apply', () => {
    const claim = { item: 'modelRiskFramework', reason: 'None', approver: 'A', expiresOn: '2030-01-01' };
    const exposure = (models: readonly Model[]): number => {
      const facts = { ...factsOf(models, 'unknown'), providerKind: 'open_source_project' };
      const { domains } = score({ ...facts, notApplicable: [claim] }, null, METHOD_V1, TODAY);
      return domains.find(({ code }) => code === 'M')!.exposure!;
    };
    for (const a of MODELS) {
      for (const b of MODELS) expect(exposure([a, b])).toBe(Math.max(exposure([a]), exposure([b])));
    }
  });
});

describe('records that say one thing together', () => {
  const part = (id: string, deployment: string) => {
    const record = { ...UNDISCLOSED_PART, id, deployment, providerId: 'p' };
    return { record, facts: scoredFacts(record) };
  };
  const provider = { kind: 'third_party', viability: 'unknown', modelRiskFramework: 'unknown' };

  it.each(Object.keys(METHOD_V1.tables.mode))('an unknown deployment does not hide %s', (known) => {
    for (const parts of [
      [part('a', known), part('b', 'unknown')],
      [part('a', 'unknown'), part('b', known)],
    ]) {
      const facts = subjectFacts(USE_CASE, provider, allCertain(parts), NO_TERMS, null, 0, METHOD_V1);
      expect(facts.deployment).toBe('unknown'); // nothing is worse
      expect(factorOf(facts, 'mode').known).toBe(false);
      const best = atBest(facts).deployment;
      expect(METHOD_V1.tables.mode[best]).toBe(
        known === 'unknown'
          ? Math.min(...Object.values(METHOD_V1.tables.mode))
          : METHOD_V1.tables.mode[known],
      );
    }
  });

  it.each(['transparency', 'pinning'] as const)('one model whose %s is unknown makes it unknown', (field) => {
    for (const a of MODELS.filter((model) => model[field] !== 'unknown')) {
      for (const b of MODELS) {
        const isKnown = b[field] !== 'unknown';
        expect(factorOf(factsOf([a, b], 'effective'), field).known).toBe(isKnown);
        expect(factorOf(factsOf([b, a], 'effective'), field).known).toBe(isKnown);
      }
    }
  });

  it('one that is not known lowers the confidence, also beside one that is as bad', () => {
    const confidence = (impactFirm: string, impactClients: string, ...deployments: string[]): number => {
      const parts = deployments.map((deployment, i) => part(`p${i}`, deployment));
      const useCase = { ...USE_CASE, impactFirm, impactClients };
      const facts = subjectFacts(useCase, provider, allCertain(parts), NO_TERMS, null, 0, METHOD_V1);
      return score(facts, null, METHOD_V1, TODAY).confidence;
    };
    const known = confidence('high', 'high', 'consumer', 'consumer');
    for (const unknown of [
      confidence('high', 'unknown', 'consumer', 'consumer'),
      confidence('unknown', 'high', 'consumer', 'consumer'),
      confidence('high', 'high', 'consumer', 'unknown'),
      confidence('high', 'high', 'unknown', 'consumer'),
    ]) {
      expect(unknown).toBeLessThan(known);
    }
  });

  it('an unknown impact on one side does not hide a known one on the other', () => {
    for (const impacts of [
      { impactFirm: 'medium', impactClients: 'unknown' },
      { impactFirm: 'unknown', impactClients: 'medium' },
    ]) {
      const facts = subjectFacts(
        { ...USE_CASE, ...impacts },
        null,
        allCertain([part('a', 'unknown')]),
        NO_TERMS,
        null,
        0,
        METHOD_V1,
      );
      expect(facts.interruption).toBe('unknown');
      expect(atBest(facts).interruption).toBe('medium');
    }
  });
});

describe('what a use case says of human oversight', () => {
  const gatesOf = (humanOversight: string, status = 'planned'): string[] => {
    const useCase = { ...USE_CASE, status, humanOversight };
    const facts = subjectFacts(useCase, null, allCertain([]), NO_TERMS, null, 0, METHOD_V1);
    return score(facts, null, METHOD_V1, TODAY)
      .gates.flatMap(({ because }) => because)
      .map(({ code }) => code)
      .filter((code) => code.startsWith('no_human_review'));
  };

  it('is the design of a human in the loop, and no evidence that one is there', () => {
    expect(gatesOf('in_the_loop')).toEqual([]);
    expect(gatesOf('in_the_loop', 'live')).toEqual(['no_human_review_operating']);
    for (const less of ['on_the_loop', 'out_of_the_loop', 'unknown']) {
      expect([less, gatesOf(less)]).toEqual([less, ['no_human_review_designed']]);
    }
  });

  it('never makes a score lower by not being known', () => {
    const figuresOf = (humanOversight: string) =>
      score(
        subjectFacts({ ...USE_CASE, humanOversight }, null, allCertain([]), NO_TERMS, null, 0, METHOD_V1),
        null,
        METHOD_V1,
        TODAY,
      );
    const unknown = figuresOf('unknown');
    for (const known of ['in_the_loop', 'on_the_loop', 'out_of_the_loop']) {
      const figures = figuresOf(known);
      for (const figure of ['residual', 'projected', 'reported'] as const) {
        expect(unknown[figure]).toBeGreaterThanOrEqual(figures[figure]);
      }
    }
  });
});

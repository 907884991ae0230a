import { describe, expect, it } from '@jest/globals';
import { modelFitness } from '../engine/domains/model-fitness.js';
import { METHOD_V1 } from '../engine/method-v1.js';
import { type ScoredComponent, type ScoredUseCase, scoredFacts, subjectFacts } from './subject-facts.js';
import { UNDISCLOSED_PART } from './undisclosed-part.js';

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
  impactFirm: 'low',
  impactClients: 'low',
};
const codesOf = (table: 'transparency' | 'pinning' | 'modelRiskFramework'): string[] =>
  Object.keys(METHOD_V1.tables[table]);

type Model = Pick<ScoredComponent, 'transparency' | 'pinning'>;
const MODELS: Model[] = codesOf('transparency').flatMap((transparency) =>
  codesOf('pinning').map((pinning) => ({ transparency, pinning })),
);

/** E_M of a subject with some models of one provider. */
function exposureOf(models: readonly Model[], framework: string): number {
  const components = models.map((model, i) => {
    const record = { ...UNDISCLOSED_PART, ...model, id: `m${i}` };
    return { record, facts: scoredFacts(record) };
  });
  const provider = { kind: 'third_party', viability: 'unknown', modelRiskFramework: framework };
  const facts = subjectFacts(USE_CASE, provider, components, null, 0, METHOD_V1);
  return modelFitness(facts, METHOD_V1, new Set()).exposure!;
}

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
});

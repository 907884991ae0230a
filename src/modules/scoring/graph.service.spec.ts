import { METHOD_V1 } from './engine/method-v1.js';
import type { MethodRepository } from './persistence/method.repository.js';
import { describe, expect, it } from '@jest/globals';
import { Clock } from '../../kernel/clock.js';
import { GraphService } from './graph.service.js';
import type { LoadedFacts, RegisterGraphReadModel } from './persistence/register-graph.read-model.js';

class NoonClock extends Clock {
  now(): Date {
    return new Date('2026-03-01T04:00:00Z');
  }
}

const useCase = (id: string): LoadedFacts['useCases'][number] => ({
  id,
  name: id,
  tier: 'T1',
  provisional: false,
  toleranceHours: null,
  legalEntityIds: ['firm'],
});

/** A register of two live use cases and any number of planned ones, which counts how often it is read. */
function graphs(): { graphs: GraphService; loads: (string | null)[] } {
  const loads: (string | null)[] = [];
  const readModel: Pick<RegisterGraphReadModel, 'load' | 'hasChangedSince'> = {
    load(_asOf, included) {
      loads.push(included);
      const planned = included?.startsWith('planned') ? [included] : [];
      return Promise.resolve({
        snapshot: '1:1:',
        brought: '0',
        components: [],
        providers: [],
        requirements: [],
        useCases: ['live-1', 'live-2', ...planned].map(useCase),
      });
    },
    hasChangedSince: () => Promise.resolve(false),
  };
  const methods = { inUse: () => Promise.resolve(METHOD_V1) } as unknown as MethodRepository;
  return { graphs: new GraphService(readModel as RegisterGraphReadModel, methods, new NoonClock()), loads };
}

describe('the kept graph', () => {
  it('is one for all use cases that weigh, whichever is asked about', async () => {
    const { graphs: service, loads } = graphs();
    const common = await service.graph({ asOf: null });
    for (const useCaseId of ['live-1', 'live-2'])
      expect(await service.graph({ asOf: null, useCaseId })).toBe(common);
    expect(loads).toEqual([null]);
  });

  it('is one more for a use case that is only planned', async () => {
    const { graphs: service, loads } = graphs();
    const request = { asOf: null, useCaseId: 'planned-1' };
    const graph = await service.graph(request);
    expect([...graph.useCases.keys()]).toEqual(['live-1', 'live-2', 'planned-1']);
    expect(await service.graph(request)).toBe(graph);
    expect(loads).toEqual([null, 'planned-1']);
  });

  it('is read once for all who ask at once', async () => {
    const { graphs: service, loads } = graphs();
    const asked = await Promise.all(Array.from({ length: 10 }, () => service.graph({ asOf: null })));
    expect(new Set(asked).size).toBe(1);
    expect(loads).toEqual([null]);
  });
});

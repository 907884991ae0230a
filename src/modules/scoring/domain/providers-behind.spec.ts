import { describe, expect, it } from '@jest/globals';
import { METHOD_V1 } from '../engine/method-v1.js';
import { withProvidersBehind } from './providers-behind.js';

const provider = (viability: string, modelRiskFramework = 'effective') => ({
  ...{ kind: 'third_party', viability, modelRiskFramework },
});

describe('who stands behind a provider', () => {
  it('counts where it is worse, and hides nothing where it is not', () => {
    const own = provider('adequate', 'gaps');
    expect(withProvidersBehind(own, [], METHOD_V1)).toEqual(own);
    expect(withProvidersBehind(own, [provider('strong')], METHOD_V1)).toEqual(own);
    expect(withProvidersBehind(own, [provider('weak', 'not_assessable')], METHOD_V1)).toMatchObject({
      ...{ viability: 'weak', modelRiskFramework: 'not_assessable' },
    });
  });

  it('is not known where it is not recorded, or of one of them is not known', () => {
    for (const one of [null, provider('unknown', 'unknown')]) {
      expect(withProvidersBehind(provider('weak'), [one, provider('strong')], METHOD_V1)).toMatchObject({
        ...{ viability: 'unknown', modelRiskFramework: 'unknown' },
      });
    }
  });
});

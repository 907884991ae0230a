import { type Method, type TableName, valueOf } from '../engine/method.js';
import type { ScoredProvider } from './subject-facts.js';

/**
 * What an arrangement says of who provides: whoever resells is no better than whom they resell. Of the provider of the
 * arrangement and those of its components, the worst counts; what is not known of one of them is not known.
 * @param behind providers of the components, the firm itself left out; null: one that is not recorded
 */
export function withProvidersBehind(
  provider: ScoredProvider,
  behind: readonly (ScoredProvider | null)[],
  method: Method,
): ScoredProvider {
  const all = [provider, ...behind];
  const worstOf = (field: 'viability' | 'modelRiskFramework', table: TableName): string => {
    const codes = all.map((one) => one?.[field] ?? 'unknown');
    if (codes.includes('unknown')) return 'unknown';
    return codes.reduce((a, b) => (valueOf(method, table, b) > valueOf(method, table, a) ? b : a));
  };
  return {
    ...provider,
    viability: worstOf('viability', 'viability'),
    modelRiskFramework: worstOf('modelRiskFramework', 'modelRiskFramework'),
  };
}

/** Of what kind everybody is who provides: where they are of several, whoever is not of that of the provider itself. */
export function kindOfAll(
  provider: Pick<ScoredProvider, 'kind'> | null,
  behind: readonly (Pick<ScoredProvider, 'kind'> | null)[],
): string {
  const kinds = [provider, ...behind].map((one) => one?.kind ?? 'unknown');
  return kinds.find((kind) => kind !== kinds[0]) ?? kinds[0] ?? 'unknown';
}

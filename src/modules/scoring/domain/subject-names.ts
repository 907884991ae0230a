import type { RecordNames } from './node-name.js';

/** What the use case of a score is called, as answers that compare scores tell it. */
export function useCaseNames(names: RecordNames | undefined): {
  useCaseName: string;
  useCaseNameZhHant: string | null;
} {
  return { useCaseName: names?.name ?? '', useCaseNameZhHant: names?.nameZhHant ?? null };
}

/** What its provider is called; undefined: none is recorded. */
export function providerNames(names: RecordNames | undefined): {
  providerName: string | null;
  providerNameZhHant: string | null;
} {
  return { providerName: names?.name ?? null, providerNameZhHant: names?.nameZhHant ?? null };
}

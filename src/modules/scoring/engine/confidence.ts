import type { DomainControls } from './controls.js';
import type { Exposure } from './factor.js';
import type { SubjectFacts } from './facts.js';
import { type Domain, DOMAINS } from './method.js';

/** Known items and all items of a domain. */
export interface Known {
  readonly known: number;
  readonly items: number;
}

/**
 * K = Σ w_d · known items / all items (methodology 4.4, "Confidence"), 0…1: an item a factor and one a control, the
 * fallback standing for two, its evidence (with its design) and its independence.
 */
export function confidence(
  facts: SubjectFacts,
  exposures: Readonly<Record<Domain, Exposure>>,
  controls: Readonly<Record<Domain, DomainControls>>,
  weights: Readonly<Record<Domain, number>>,
): { readonly value: number; readonly domains: Readonly<Record<Domain, Known>> } {
  const domains = Object.fromEntries(
    DOMAINS.map((domain) => {
      const items = [
        ...exposures[domain].factors.map(({ known }) => known),
        ...controls[domain].controls.filter(({ code }) => code !== 'fallback').map(({ known }) => known),
        ...(domain === 'R' ? fallbackItems(facts) : []),
      ];
      return [domain, { known: items.filter(Boolean).length, items: items.length }];
    }),
  ) as Record<Domain, Known>;
  const value = DOMAINS.reduce((sum, domain) => {
    const { known, items } = domains[domain];
    return items === 0 ? sum : sum + (weights[domain] * known) / items;
  }, 0);
  return { value, domains };
}

function fallbackItems({ graph, controls }: SubjectFacts): boolean[] {
  const designed = (controls.R?.['fallback']?.design ?? null) !== null;
  return [designed && graph !== null && graph.fallbackKnown, graph !== null && graph.independenceKnown];
}

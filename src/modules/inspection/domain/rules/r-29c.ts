import { type Architecture, INFRASTRUCTURE, isOperatedByFirm } from '../architecture.js';
import type { ComponentFact, RequirementFact } from '../facts.js';
import type { InspectedRegister } from '../inspected-register.js';
import {
  complete,
  gap,
  type Judgement,
  notApplicable,
  type RecordRef,
  unknown,
  worst,
} from '../judgement.js';
import type { Rule } from '../rule.js';
import type { UseCaseSubject } from '../subjects.js';

export const R_29C: Rule<'use_case'> = {
  code: 'R-29c',
  paragraph: '29',
  en: 'Fallback apart from what it replaces',
  zhHant: '後備安排與原有安排互相獨立',
  subject: 'use_case',
  appliesTo: (subject, register) =>
    judgeFallbacks(subject, register).length === 0
      ? notApplicable('no_fallback', { type: 'use_case', id: subject.id })
      : null,
  clauses: [
    {
      code: 'apart',
      // The circular asks for a plan and for resilience; that a fallback is apart is how the house sees to it.
      basis: 'house',
      paragraph: '29',
      lowestTier: 'T4',
      // Shared nodes that are listed and accepted keep the clause: the acceptance is an approved exception.
      reasonSuffices: true,
      en: 'No fallback stands on anything outside that what it replaces stands on too.',
      zhHant: '後備安排並不依賴原有安排所依賴的外部項目。',
      judge: (subject, register) => worst(judgeFallbacks(subject, register), notApplicable('no_fallback')),
    },
  ],
};

/** What carries on when `primary` fails; null: people, without any of it. */
interface Pair {
  readonly primary: string;
  readonly fallback: string | null;
}

/** What the fallbacks of a use come to, wherever they stand on its path. */
function judgeFallbacks({ fact }: UseCaseSubject, { architecture }: InspectedRegister): readonly Judgement[] {
  return architecture.once('fallbacks of use', fact.id, () => [
    ...judgePairsOf(fact.id, architecture),
    ...architecture.onPathOf(fact).flatMap(({ id }) => fallbacksOf(id, architecture)),
  ]);
}

/** Many uses have the same component on their path. */
function fallbacksOf(id: string, architecture: Architecture): readonly Judgement[] {
  return architecture.once('fallbacks', id, () => judgePairsOf(id, architecture));
}

function judgePairsOf(dependent: string, architecture: Architecture): Judgement[] {
  return pairsOf(architecture.requirementsOf(dependent)).map((pair) => judgePair(pair, architecture));
}

/** Alternatives beyond those that are needed. */
function pairsOf(requirements: readonly RequirementFact[]): Pair[] {
  return requirements
    .filter(({ effect, required, alternatives }) => effect === 'stops' && alternatives.length > required)
    .flatMap(({ required, alternatives }) => {
      const first = idsOf(alternatives.slice(0, required));
      const others = alternatives.slice(required).map(({ componentId }) => componentId);
      return first.flatMap((primary) => others.map((fallback) => ({ primary, fallback })));
    });
}

function idsOf(alternatives: readonly { readonly componentId: string | null }[]): string[] {
  return alternatives.flatMap(({ componentId }) => componentId ?? []);
}

function judgePair({ primary, fallback }: Pair, architecture: Architecture): Judgement {
  const ref = (id: string): RecordRef => ({ type: 'component', id });
  if (fallback === null) return complete('apart', ref(primary));
  const [first, other] = [standingOutside(primary, architecture), standingOutside(fallback, architecture)];
  const shared = inBoth(first.ids, other.ids);
  if (shared.length > 0) return gap('shared_nodes', ref(fallback), ...shared.map(ref));
  const isFromOne = first.providerId !== null && first.providerId === other.providerId;
  if (first.isOutside && other.isOutside && isFromOne) {
    return gap('same_provider', ref(fallback), ref(primary));
  }
  const isNameless = [first, other].some(({ isOutside, providerId }) => isOutside && providerId === null);
  return isNameless || first.isHiding || other.isHiding
    ? unknown('upstream_unknown', ref(fallback))
    : complete('apart', ref(fallback));
}

/** Of two lists in order, what is in both. */
function inBoth(some: readonly string[], others: readonly string[]): string[] {
  const both: string[] = [];
  let i = 0;
  for (const id of others) {
    while (i < some.length && some[i]! < id) i += 1;
    if (some[i] === id) both.push(id);
  }
  return both;
}

/** What is outside the firm of a component and what it cannot do without. */
interface Outside {
  /** In order. */
  readonly ids: readonly string[];
  /** Whether one of them does not say what it stands on. */
  readonly isHiding: boolean;
  /** Whether the component itself is. */
  readonly isOutside: boolean;
  readonly providerId: string | null;
}

/** Many uses, and many pairs, ask for the same. */
function standingOutside(id: string, architecture: Architecture): Outside {
  return architecture.once('outside', id, () => {
    // What the firm operates itself is not outside.
    const outside = architecture.standingOf(id).filter((component) => !isOperatedByFirm(component));
    const hiding = hidingIn(architecture);
    return {
      ids: outside.map((component) => component.id),
      isHiding: outside.some((component) => hiding.has(component)),
      isOutside: outside.some((component) => component.id === id),
      providerId: architecture.component(id)?.providerId ?? null,
    };
  });
}

function hidingIn(architecture: Architecture): ReadonlySet<ComponentFact> {
  return architecture.once(
    'hiding',
    '',
    () => new Set(architecture.components.filter((component) => hides(component, architecture))),
  );
}

/** Who operates it has not said what it stands on; hosts, regions and networks are where the chain ends. */
function hides(component: ComponentFact, architecture: Architecture): boolean {
  if (INFRASTRUCTURE.includes(component.kind)) return false;
  const requirements = architecture.requirementsOf(component.id);
  return (
    requirements.length === 0 ||
    requirements.some(
      ({ alternatives, upstreamDisclosed }) => alternatives.length === 0 && upstreamDisclosed !== 'yes',
    )
  );
}

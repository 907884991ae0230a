import type { ComponentFact } from '../facts.js';
import type { InspectedRegister } from '../inspected-register.js';
import { complete, gap, type Judgement, notApplicable, unknown, worst } from '../judgement.js';
import type { Rule } from '../rule.js';
import type { UseCaseSubject } from '../subjects.js';

export const R_29C: Rule<'use_case'> = {
  code: 'R-29c',
  paragraph: '29',
  en: 'Fallback apart from what it replaces',
  zhHant: '後備安排與原有安排互相獨立',
  subject: 'use_case',
  // Shared nodes that are listed and accepted keep the rule: the acceptance is an approved exception.
  reasonSuffices: true,
  appliesTo: (subject, register) =>
    fallbacksOf(subject, register).length === 0
      ? notApplicable('no_fallback', { type: 'use_case', id: subject.id })
      : null,
  clauses: [
    {
      code: 'apart',
      basis: 'circular',
      paragraph: '29',
      lowestTier: 'T4',
      en: 'No fallback stands on anything outside that what it replaces stands on too.',
      zhHant: '後備安排並不依賴原有安排所依賴的外部項目。',
      judge: (subject, register) =>
        worst(
          fallbacksOf(subject, register).map((pair) => judgePair(pair, register)),
          notApplicable('no_fallback'),
        ),
    },
  ],
};

/** What carries on when `primary` fails. */
interface Pair {
  readonly primary: string;
  readonly fallback: string;
}

/** Alternatives beyond those that are needed, and what plans switch to. */
function fallbacksOf({ fact }: UseCaseSubject, register: InspectedRegister): Pair[] {
  const { architecture } = register;
  const dependents = [fact.id, ...architecture.onPathOf(fact).map(({ id }) => id)];
  return dependents.flatMap((dependent) =>
    architecture
      .requirementsOf(dependent)
      .filter(({ effect }) => effect === 'stops')
      .flatMap(({ required, alternatives }) => {
        const first = idsOf(alternatives.slice(0, required));
        const others = idsOf(alternatives.slice(required));
        return first.flatMap((primary) => others.map((fallback) => ({ primary, fallback })));
      }),
  );
}

function idsOf(alternatives: readonly { readonly componentId: string | null }[]): string[] {
  return alternatives.flatMap(({ componentId }) => componentId ?? []);
}

function judgePair({ primary, fallback }: Pair, { architecture }: InspectedRegister): Judgement {
  const below = architecture.standingOf(primary);
  const shared = [...architecture.standingOf(fallback)].filter((id) => below.has(id));
  const ref = { type: 'component', id: fallback };
  const component = (id: string): { type: string; id: string } => ({ type: 'component', id });
  const providers = [primary, fallback].map((id) => architecture.component(id)?.providerId ?? null);
  if (shared.length > 0) return gap('shared_nodes', ref, ...shared.map(component));
  if (providers[0] !== null && providers[0] === providers[1])
    return gap('same_provider', ref, component(primary));
  const isUndisclosed = [primary, fallback].some((id) => hides(architecture.component(id), architecture));
  return isUndisclosed || providers.includes(null)
    ? unknown('upstream_unknown', ref)
    : complete('apart', ref);
}

/** Who operates it has not said what it stands on. */
function hides(
  component: ComponentFact | undefined,
  architecture: InspectedRegister['architecture'],
): boolean {
  if (component === undefined || component.deployment.startsWith('self_hosted')) return false;
  const requirements = architecture.requirementsOf(component.id);
  return (
    requirements.length === 0 ||
    requirements.some(
      ({ alternatives, upstreamDisclosed }) => alternatives.length === 0 && upstreamDisclosed !== 'yes',
    )
  );
}

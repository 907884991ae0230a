import { INFRASTRUCTURE, isOperatedByFirm } from '../architecture.js';
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
    fallbacksOf(subject, register).length === 0
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
      judge: (subject, register) =>
        worst(
          fallbacksOf(subject, register).map((pair) => judgePair(pair, register)),
          notApplicable('no_fallback'),
        ),
    },
  ],
};

/** What carries on when `primary` fails; null: people, without any of it. */
interface Pair {
  readonly primary: string;
  readonly fallback: string | null;
}

/** Alternatives beyond those that are needed. */
function fallbacksOf({ fact }: UseCaseSubject, register: InspectedRegister): Pair[] {
  const { architecture } = register;
  const dependents = [fact.id, ...architecture.onPathOf(fact).map(({ id }) => id)];
  return dependents.flatMap((dependent) =>
    architecture
      .requirementsOf(dependent)
      .filter(({ effect }) => effect === 'stops')
      .flatMap(({ required, alternatives }) => {
        const first = idsOf(alternatives.slice(0, required));
        const others = alternatives.slice(required).map(({ componentId }) => componentId);
        return first.flatMap((primary) => others.map((fallback) => ({ primary, fallback })));
      }),
  );
}

function idsOf(alternatives: readonly { readonly componentId: string | null }[]): string[] {
  return alternatives.flatMap(({ componentId }) => componentId ?? []);
}

function judgePair({ primary, fallback }: Pair, { architecture }: InspectedRegister): Judgement {
  const component = (id: string): RecordRef => ({ type: 'component', id });
  if (fallback === null) return complete('apart', component(primary));
  const below = [primary, fallback].map((id) => architecture.standingOf(id));
  const shared = [...below[0]!].filter((id) => below[1]!.has(id) && !isOwn(id, architecture));
  const outside = [primary, fallback].filter((id) => !isOwn(id, architecture));
  const providers = outside.map((id) => architecture.component(id)?.providerId ?? null);
  if (shared.length > 0) return gap('shared_nodes', component(fallback), ...shared.map(component));
  if (providers.length === 2 && providers[0] !== null && providers[0] === providers[1]) {
    return gap('same_provider', component(fallback), component(primary));
  }
  const isHidden = below.some((ids) => [...ids].some((id) => hides(id, architecture)));
  return isHidden || providers.includes(null)
    ? unknown('upstream_unknown', component(fallback))
    : complete('apart', component(fallback));
}

type Built = InspectedRegister['architecture'];

/** What the firm operates itself is not outside. */
function isOwn(id: string, architecture: Built): boolean {
  const component = architecture.component(id);
  return component !== undefined && isOperatedByFirm(component);
}

/** Who operates it has not said what it stands on; hosts, regions and networks are where the chain ends. */
function hides(id: string, architecture: Built): boolean {
  const component = architecture.component(id);
  if (component === undefined || isOperatedByFirm(component)) return false;
  if (INFRASTRUCTURE.includes(component.kind)) return false;
  const requirements = architecture.requirementsOf(id);
  return (
    requirements.length === 0 ||
    requirements.some(
      ({ alternatives, upstreamDisclosed }) => alternatives.length === 0 && upstreamDisclosed !== 'yes',
    )
  );
}

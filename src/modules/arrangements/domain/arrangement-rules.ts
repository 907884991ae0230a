import type { FieldError } from '../../../kernel/domain-error.js';
import type { ArrangementTerms, SubProcessor, TerritorySupport } from './arrangement.js';

/** Everything that an arrangement says and that cannot be true together; references are looked up elsewhere. */
export function arrangementProblems(terms: ArrangementTerms): FieldError[] {
  return [
    ...termProblems(terms),
    ...protectionProblems(terms),
    ...subProcessorProblems(terms),
    ...territoryProblems(terms),
  ];
}

function termProblems(terms: ArrangementTerms): FieldError[] {
  const { kind, providerId, startsOn, endsOn, autoRenews, renewalMonths } = terms;
  const problems: FieldError[] = [];
  // Open source alone may have nobody on the other side (paragraph 26(b)).
  if (providerId === null && kind !== 'open_source_licence') {
    problems.push({ pointer: '/providerId', code: 'needed-with', params: { other: `kind: ${kind}` } });
  }
  if (endsOn !== null && endsOn < startsOn) {
    problems.push({ pointer: '/endsOn', code: 'contradiction', params: { other: 'startsOn' } });
  }
  if (autoRenews === 'yes' && endsOn === null) {
    problems.push({ pointer: '/endsOn', code: 'needed-with', params: { other: 'autoRenews: yes' } });
  }
  if (renewalMonths !== null && autoRenews !== 'yes') {
    problems.push({ pointer: '/renewalMonths', code: 'only-with', params: { other: 'autoRenews: yes' } });
  }
  return problems;
}

/** What protects has to be said in words, and so has why a breach would or would not hurt. */
function protectionProblems(terms: ArrangementTerms): FieldError[] {
  const problems: FieldError[] = [];
  for (const field of ['ipProtectiveMeasure', 'privacyProtectiveMeasure'] as const) {
    if (terms[field] === 'yes' && terms.protectiveMeasures === null) {
      problems.push({
        pointer: '/protectiveMeasures',
        code: 'needed-with',
        params: { other: `${field}: yes` },
      });
    }
  }
  for (const field of ['ipBreachMaterial', 'privacyBreachMaterial'] as const) {
    if (terms[field] === 'no' && terms.breachRationale === null) {
      problems.push({ pointer: '/breachRationale', code: 'needed-with', params: { other: `${field}: no` } });
    }
  }
  return problems;
}

function subProcessorProblems({ chain, subProcessors, componentIds }: ArrangementTerms): FieldError[] {
  const problems = subProcessors.flatMap((one, i) => ownProblems(one, i, componentIds));
  if (chain === 'no_subprocessor' && subProcessors.length > 0) {
    problems.push({ pointer: '/chain', code: 'contradiction', params: { other: 'subProcessors' } });
  }
  // Two tiers: those who supply the provider, and those who supply them.
  if (chain === 'disclosed_two_tiers' && subProcessors.some(({ rank }) => rank > 3)) {
    problems.push({ pointer: '/chain', code: 'contradiction', params: { other: 'subProcessors' } });
  }
  const ranks = new Set(subProcessors.map(({ rank }) => rank));
  subProcessors.forEach(({ rank }, i) => {
    if (rank === 2 || ranks.has(rank - 1)) return;
    problems.push({
      pointer: `/subProcessors/${i}/rank`,
      code: 'rank-above-nobody',
      params: { rank: rank - 1 },
    });
  });
  return problems;
}

function ownProblems(
  { name, providerId, componentId }: SubProcessor,
  i: number,
  componentIds: readonly string[],
): FieldError[] {
  const at = (field: string): string => `/subProcessors/${i}/${field}`;
  const problems: FieldError[] = [];
  if (name === null && providerId === null) problems.push({ pointer: at('name'), code: 'required' });
  if (name !== null && providerId !== null) {
    problems.push({ pointer: at('name'), code: 'contradiction', params: { other: 'providerId' } });
  }
  if (componentId !== null && !componentIds.includes(componentId)) {
    problems.push({ pointer: at('componentId'), code: 'not-among', params: { other: 'componentIds' } });
  }
  return problems;
}

function territoryProblems({ territorySupport, componentIds }: ArrangementTerms): FieldError[] {
  const routes = new Set<string>();
  return territorySupport.flatMap(({ jurisdiction, componentId }, i) => {
    const pointer = `/territorySupport/${i}`;
    const problems: FieldError[] = [];
    if (componentId !== null && !componentIds.includes(componentId)) {
      problems.push({
        pointer: `${pointer}/componentId`,
        code: 'not-among',
        params: { other: 'componentIds' },
      });
    }
    const route = `${jurisdiction} ${componentId ?? ''}`;
    if (routes.has(route)) problems.push({ pointer, code: 'unique' });
    routes.add(route);
    return problems;
  });
}

/** Days on which something was looked up or told do not lie ahead. */
export function futureProblems(
  { subProcessors, territorySupport }: Pick<ArrangementTerms, 'subProcessors' | 'territorySupport'>,
  today: string,
): FieldError[] {
  const ahead = (pointer: string, day: string | null): FieldError[] =>
    day !== null && day > today ? [{ pointer, code: 'not-in-future' }] : [];
  return [
    ...subProcessors.flatMap(({ disclosedOn }, i) => ahead(`/subProcessors/${i}/disclosedOn`, disclosedOn)),
    ...territorySupport.flatMap(({ checkedOn }, i) => ahead(`/territorySupport/${i}/checkedOn`, checkedOn)),
  ];
}

/**
 * What may not be forgotten: an end that has passed takes another day, as an extension has one; and a refusal to serve a
 * place stays until somebody has looked again, on a later day, and found otherwise.
 * @param today YYYY-MM-DD
 */
export function forgettingProblems(
  current: ArrangementTerms,
  wanted: ArrangementTerms,
  today: string,
): FieldError[] {
  const problems: FieldError[] = [];
  if (current.endsOn !== null && current.endsOn < today && wanted.endsOn === null) {
    problems.push({ pointer: '/endsOn', code: 'has-passed' });
  }
  const stands = current.territorySupport.filter(({ status }) => status === 'unsupported');
  for (const refusal of stands) {
    const isTold = refusedRoutes(refusal, current).every((route) => isStillTold(refusal, route, wanted));
    if (!isTold) problems.push(refused(refusal));
  }
  return problems;
}

/** What a refusal is about: one component, or all (null) and each of them of which nothing else is said. */
function refusedRoutes(
  { jurisdiction, componentId }: TerritorySupport,
  { componentIds, territorySupport }: ArrangementTerms,
): (string | null)[] {
  if (componentId !== null) return [componentId];
  const hasOwn = (id: string): boolean =>
    territorySupport.some((said) => said.jurisdiction === jurisdiction && said.componentId === id);
  return [null, ...componentIds.filter((id) => !hasOwn(id))];
}

/** Whether a refusal stands of one route, in the same words of its day or later ones, or a later look has lifted it. */
function isStillTold(
  { jurisdiction, checkedOn }: TerritorySupport,
  route: string | null,
  { componentIds, territorySupport }: ArrangementTerms,
): boolean {
  // A route that is no longer one of the arrangement's refuses nothing of it.
  if (route !== null && !componentIds.includes(route)) return true;
  const said = (id: string | null) =>
    territorySupport.find((one) => one.jurisdiction === jurisdiction && one.componentId === id);
  const now = said(route) ?? said(null);
  if (now === undefined || now.status === 'unknown') return false;
  // Moved to an earlier day it would be lifted by a look that came before it.
  if (now.status === 'unsupported') return (now.checkedOn ?? '') >= (checkedOn ?? '');
  return now.checkedOn !== null && now.checkedOn > (checkedOn ?? '');
}

function refused({ jurisdiction }: TerritorySupport): FieldError {
  return { pointer: '/territorySupport', code: 'refusal-stands', params: { jurisdiction } };
}

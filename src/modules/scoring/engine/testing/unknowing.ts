import { TEST_NAMES } from '../method.js';
import type { WrittenGraph } from '../graph/written-graph.js';
import type { WrittenComponent, WrittenFacts, WrittenSubject } from '../written-subject.js';
import { CODE_FIELDS } from './random-subject.js';

export interface Unknowing {
  readonly what: string;
  readonly subject: WrittenSubject;
}

/** The subject with one thing unknown that was recorded, in every way there is. */
export function unknowings(subject: WrittenSubject): Unknowing[] {
  const { facts } = subject;
  const withFacts = (what: string, changed: WrittenFacts): Unknowing => ({
    what,
    subject: { ...subject, facts: { ...facts, ...changed } },
  });
  return [
    { what: 'tier', subject: unknownTier(subject) },
    ...CODE_FIELDS.map((field) => withFacts(field, { [field]: 'unknown' })),
    withFacts('recipients', { recipients: [...(facts.recipients ?? []), 'unknown'] }),
    withFacts('no recipients', { recipients: [] }),
    withFacts('dataClasses', { dataClasses: [...(facts.dataClasses ?? []), 'unknown'] }),
    withFacts('no data classes', { dataClasses: [] }),
    // A failure stays found, too, also where the test is not required.
    ...TEST_NAMES.filter((test) => facts.tests?.[test] !== 'failed').map((test) =>
      withFacts(`test ${test}`, { tests: { ...facts.tests, [test]: 'unknown' } }),
    ),
    ...(facts.monitoredOn ? [withFacts('day of monitoring', { monitoredOn: 'unknown' })] : []),
    // What was found stays found: a list with findings is not forgotten.
    ...(hasFindings(facts.components ?? []) ? [] : [withFacts('components', { components: undefined })]),
    ...componentUnknowings(facts.components ?? []).map(({ what, components }) =>
      withFacts(what, { components }),
    ),
    ...(facts.graph
      ? [
          withFacts('graph', { graph: undefined, portfolioOtherT1: otherHighRisk(facts.graph) }),
          ...graphUnknowings(facts.graph).map(({ what, graph }) => withFacts(what, { graph })),
        ]
      : []),
    ...controlUnknowings(subject),
    ...(['reason', 'approver', 'expiresOn'] as const).map((field) => ({
      what: `${field} of what does not apply`,
      subject: {
        ...subject,
        notApplicable: subject.notApplicable?.map((claim) => ({ ...claim, [field]: null })),
      },
    })),
  ];
}

function hasFindings(components: readonly WrittenComponent[]): boolean {
  return components.some(
    ({ maliciousVersion, vulnerabilities = [] }) =>
      maliciousVersion !== 'no' || vulnerabilities.some(({ knownExploited }) => knownExploited !== 'no'),
  );
}

function unknownTier(subject: WrittenSubject): WrittenSubject {
  const { graph } = subject.facts;
  return {
    ...subject,
    tier: 'T1',
    provisional: true,
    facts: {
      ...subject.facts,
      ...(graph
        ? {
            graph: {
              ...graph,
              useCases: graph.useCases.map((useCase) =>
                useCase.id === graph.subject ? { id: useCase.id, tier: 'T1', provisional: true } : useCase,
              ),
            },
          }
        : {}),
    },
  };
}

/** The portfolio is known although its dependencies are not. */
function otherHighRisk({ subject, useCases }: WrittenGraph): number {
  return useCases.filter(
    ({ id, tier, provisional }) =>
      id !== subject && (tier === 'T1' || tier === 'unknown' || provisional === true),
  ).length;
}

function componentUnknowings(
  components: readonly WrittenComponent[],
): { what: string; components: WrittenComponent[] }[] {
  const fields = ['scan', 'maliciousVersion', 'provenance', 'maintenance', 'licence', 'privilege'] as const;
  const inVulnerability = ['cvss', 'epss', 'knownExploited', 'vex'] as const;
  return components.flatMap((component, i) => {
    const replaced = (changed: WrittenComponent): WrittenComponent[] =>
      components.map((other, j) => (j === i ? changed : other));
    return [
      ...fields.map((field) => ({
        what: `component ${field}`,
        components: replaced({ ...component, [field]: 'unknown' }),
      })),
      ...(component.vulnerabilities ?? []).flatMap((vulnerability, v) =>
        inVulnerability.map((field) => ({
          what: `vulnerability ${field}`,
          components: replaced({
            ...component,
            vulnerabilities: component.vulnerabilities?.map((other, w) =>
              w === v ? { ...vulnerability, [field]: 'unknown' } : other,
            ),
          }),
        })),
      ),
    ];
  });
}

function graphUnknowings(graph: WrittenGraph): { what: string; graph: WrittenGraph }[] {
  return [
    ...graph.useCases
      .filter(({ id }) => id !== graph.subject)
      .map(({ id }) => ({
        what: `tier of ${id}`,
        graph: {
          ...graph,
          useCases: graph.useCases.map((useCase) =>
            useCase.id === id ? { ...useCase, tier: 'unknown' as const } : useCase,
          ),
        },
      })),
    ...graph.nodes
      .filter(({ kind }) => kind !== 'manual_procedure')
      .flatMap((node) => {
        const replaced = (changed: object): WrittenGraph => ({
          ...graph,
          nodes: graph.nodes.map((other) => (other === node ? { ...node, ...changed } : other)),
        });
        return [
          { what: `σ of ${node.id}`, graph: replaced({ substitutability: 'unknown' }) },
          { what: `operator of ${node.id}`, graph: replaced({ operatedBy: 'unknown' }) },
          ...layersOf(node.kind).map((layer) => ({
            what: `${layer} of ${node.id} undisclosed`,
            graph: replaced({ undisclosed: [...(node.undisclosed ?? []), layer] }),
          })),
        ];
      }),
    ...graph.requirements.flatMap((requirement, r) =>
      requirement.alternatives.flatMap((alternative, a) =>
        (['evidence', 'upstreamDisclosed'] as const).map((field) => ({
          what: `${field} of an alternative`,
          graph: {
            ...graph,
            requirements: graph.requirements.map((other, s) =>
              s === r
                ? {
                    ...requirement,
                    alternatives: requirement.alternatives.map((one, b) =>
                      b === a ? { ...alternative, [field]: 'unknown' as const } : one,
                    ),
                  }
                : other,
            ),
          },
        })),
      ),
    ),
  ];
}

/** What can be undisclosed of a node: parents and base models stand on nothing. */
function layersOf(kind: string): ('host' | 'parent' | 'base_model')[] {
  if (kind === 'ultimate_parent' || kind === 'base_model') return [];
  return kind === 'provider' ? ['parent'] : ['host', 'parent', 'base_model'];
}

function controlUnknowings(subject: WrittenSubject): Unknowing[] {
  return Object.entries(subject.controls ?? {}).flatMap(([domain, controls]) =>
    Object.entries(controls ?? {}).flatMap(([code, [design, operating]]) =>
      [[null, operating] as const, [design, null] as const].map((state) => ({
        what: `control ${domain}.${code}`,
        subject: { ...subject, controls: { ...subject.controls, [domain]: { ...controls, [code]: state } } },
      })),
    ),
  );
}

import { type Method, mildest, type TableName, TEST_NAMES } from '../method.js';
import type { WrittenGraph } from '../graph/written-graph.js';
import type { WrittenComponent, WrittenFacts, WrittenSubject } from '../written-subject.js';

export interface Evidencing {
  readonly what: string;
  readonly subject: WrittenSubject;
}

const BEST: Readonly<Record<string, string>> = {
  validation: 'valid',
  sfcFlexibility: 'granted',
  notificationDecision: 'notify',
  ipOutput: 'uncapped',
  ipOutputConditions: 'evidenced',
  ipTraining: 'uncapped',
  ipTrainingConditions: 'evidenced',
  ipProtectiveMeasure: 'yes',
  privacyIndemnity: 'uncapped',
  privacyProtectiveMeasure: 'yes',
  responsibilityAllocation: 'all_assigned',
  contingencyPlan: 'approved',
  dueDiligence: 'in_date',
};
const FROM_TABLES: Readonly<Partial<Record<keyof WrittenFacts, TableName>>> = {
  retention: 'retention',
  trainingUse: 'trainingUse',
  chain: 'chain',
  transparency: 'transparency',
  modelRiskFramework: 'modelRiskFramework',
  pinning: 'pinning',
  privacyTerms: 'privacy',
  territory: 'territory',
  termsOfUse: 'termsOfUse',
  viability: 'viability',
  assurance: 'assurance',
  auditRights: 'auditRights',
  providerSkills: 'skills',
};

/** The subject with one more piece of favourable evidence, in every way there is. */
export function evidencings(subject: WrittenSubject, method: Method): Evidencing[] {
  const { facts } = subject;
  const withFacts = (what: string, changed: WrittenFacts): Evidencing => ({
    what,
    subject: { ...subject, facts: { ...facts, ...changed } },
  });
  const bests = { ...BEST, ...mapped(FROM_TABLES, (table) => mildest(method, table)) };
  return [
    ...Object.entries(bests).map(([field, best]) => withFacts(field, { [field]: best })),
    ...TEST_NAMES.map((test) => withFacts(`test ${test}`, { tests: { ...facts.tests, [test]: 'pass' } })),
    ...(facts.monitoredOn ? [withFacts('day of monitoring', { monitoredOn: '2026-11-21' })] : []),
    ...componentsBetter(facts.components ?? [], method).map((components) =>
      withFacts('component', { components }),
    ),
    ...(facts.graph ? graphsBetter(facts.graph).map((graph) => withFacts('graph', { graph })) : []),
    ...Object.entries(subject.controls ?? {}).flatMap(([domain, controls]) =>
      Object.keys(controls ?? {}).map((code) => ({
        what: `control ${domain}.${code}`,
        subject: {
          ...subject,
          controls: { ...subject.controls, [domain]: { ...controls, [code]: [1, 1] as const } },
        },
      })),
    ),
  ];
}

function mapped<K extends string, V, R>(
  record: Partial<Record<K, V>>,
  to: (value: V) => R,
): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value as V)]));
}

function componentsBetter(components: readonly WrittenComponent[], method: Method): WrittenComponent[][] {
  const fields = ['scan', 'provenance', 'maintenance', 'licence', 'privilege'] as const;
  return components.flatMap((component, i) => {
    const replaced = (changed: WrittenComponent): WrittenComponent[] =>
      components.map((other, j) => (j === i ? changed : other));
    return [
      ...fields.map((field) => replaced({ ...component, [field]: mildest(method, field) })),
      ...(component.vulnerabilities ?? []).map((vulnerability, v) =>
        replaced({
          ...component,
          vulnerabilities: component.vulnerabilities?.map((other, w) =>
            w === v ? { ...vulnerability, vex: 'fixed' } : other,
          ),
        }),
      ),
    ];
  });
}

/** A fallback tested and disclosed, or a node that is disclosed in every respect. */
function graphsBetter(graph: WrittenGraph): WrittenGraph[] {
  return [
    ...graph.nodes.map((node) => ({
      ...graph,
      nodes: graph.nodes.map((other) => (other === node ? { ...node, undisclosed: [] } : other)),
    })),
    ...graph.requirements.flatMap((requirement, r) =>
      requirement.alternatives.map((alternative, a) => ({
        ...graph,
        requirements: graph.requirements.map((other, s) =>
          s === r
            ? {
                ...requirement,
                alternatives: requirement.alternatives.map((one, b) =>
                  b === a
                    ? {
                        ...alternative,
                        evidence: 'tested_in_tolerance' as const,
                        upstreamDisclosed: 'yes' as const,
                      }
                    : one,
                ),
              }
            : other,
        ),
      })),
    ),
  ];
}

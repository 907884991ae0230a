import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import type { WrittenGraph, WrittenNode, WrittenRequirement } from './graph/written-graph.js';
import type { Tier } from './graph/graph-method.js';
import { DOMAINS } from './method.js';
import { METHOD_V1 } from './method-v1.js';
import { score } from './score.js';
import {
  subjectOf,
  type WrittenComponent,
  type WrittenFacts,
  type WrittenSubject,
} from './written-subject.js';

interface GoldenCase {
  id: string;
  title: string;
  tier: Tier;
  provisional?: boolean;
  /** `nothing`: what is not named is unknown; otherwise it is as in the base. */
  from?: 'nothing';
  facts?: Record<string, unknown> & { components?: GoldenComponent[] };
  graph?: {
    subject: string;
    arrangement: string[];
    useCases: Record<string, Tier>;
    nodes: Record<string, Omit<WrittenNode, 'id'>>;
    requirements: WrittenRequirement[];
  };
  controls?: WrittenSubject['controls'];
  notApplicable?: WrittenSubject['notApplicable'];
  expect: {
    E: (number | null)[];
    CE: (number | null)[];
    inherent: number;
    residual: number;
    projected: number;
    gates: { code: string; floor: number; block?: string }[];
    reported: number;
    band: string;
    confidence: number;
    best: number;
    monitoring: keyof typeof MONTHS;
  };
}
type GoldenComponent = Omit<WrittenComponent, 'vulnerabilities'> & {
  vulnerabilities: { id: string; cvss: number; epss: number; kev: 'yes' | 'no'; vex: string }[];
};

const MONTHS = { monthly: 1, quarterly: 3, half_yearly: 6, yearly: 12 };

const { asOf, cases } = parse(readFileSync(new URL('golden/cases.yaml', import.meta.url), 'utf8')) as {
  asOf: string;
  cases: GoldenCase[];
};
const base = cases[0]!;

describe('the worked examples of the method', () => {
  it('are all there', () => {
    expect(cases.map(({ id }) => id)).toEqual(
      'B W1 W1u W1h W1i W2 W3 W4 W4i W5a W5b W5c W6a W6b W7 W8 W9 W10'.split(' '),
    );
  });

  it.each(cases.map((golden) => [golden.id, golden.title, golden] as const))(
    '%s: %s',
    (_id, _title, golden) => {
      const { facts, bestGraph } = subjectOf(written(golden), METHOD_V1);
      const found = score(facts, bestGraph, METHOD_V1, asOf);
      const wanted = golden.expect;
      // Half a unit of the last decimal: a sum that lies on it may be rounded either way.
      const near = (value: number, written: number): number =>
        Math.abs(value - written) <= 0.00005 + 1e-9 ? written : value;
      const ten = (value: number | null): number | null =>
        value === null ? null : Math.round(value * 1e10) / 1e10;
      expect({
        E: found.domains.map(({ exposure }) => ten(exposure)),
        CE: found.domains.map(({ controlEffect }) => ten(controlEffect)),
        inherent: near(found.inherent, wanted.inherent),
        residual: near(found.residual, wanted.residual),
        projected: near(found.projected, wanted.projected),
        gates: found.gates.map(({ code, floor, block }) => ({ code, floor, ...(block ? { block } : {}) })),
        reported: near(found.reported, wanted.reported),
        band: found.band,
        confidence: near(found.confidence * 100, wanted.confidence),
        best: near(found.best, wanted.best),
        months: found.clocks.monitoringMonths,
      }).toEqual({ ...wanted, monitoring: undefined, months: MONTHS[wanted.monitoring] });
      expect(found.domains.map(({ code }) => code)).toEqual([...DOMAINS]);
    },
  );
});

function written(golden: GoldenCase): WrittenSubject {
  const alone = golden.from === 'nothing';
  const { components, ...facts } = { ...(alone ? {} : base.facts), ...golden.facts };
  const graph = golden.graph ?? (alone ? undefined : base.graph);
  return {
    tier: golden.tier,
    provisional: golden.provisional,
    facts: {
      ...(facts as WrittenFacts),
      ...(components ? { components: components.map(componentOf) } : {}),
      ...(graph ? { graph: graphOf(graph) } : {}),
    },
    controls: { ...(alone ? {} : base.controls), ...golden.controls },
    notApplicable: golden.notApplicable,
  };
}

function componentOf({ vulnerabilities, ...component }: GoldenComponent): WrittenComponent {
  return {
    ...component,
    vulnerabilities: vulnerabilities.map(({ kev, ...vulnerability }) => ({
      ...vulnerability,
      knownExploited: kev,
    })),
  };
}

function graphOf({
  subject,
  arrangement,
  useCases,
  nodes,
  requirements,
}: NonNullable<GoldenCase['graph']>): WrittenGraph {
  return {
    subject,
    arrangement,
    useCases: Object.entries(useCases).map(([id, tier]) => ({ id, tier })),
    nodes: Object.entries(nodes).map(([id, node]) => ({ id, ...node })),
    requirements,
  };
}

import { describe, expect, it } from '@jest/globals';
import type { SubjectFacts } from './facts.js';
import { favourable } from './favourable.js';
import { GATE_CODES } from './method.js';
import { METHOD_V1 } from './method-v1.js';
import { score } from './score.js';
import { UNKNOWN_FACTS } from './written-subject.js';

const TODAY = '2026-11-22';
/** A T1 use about which everything is known, and good. */
const GOOD: SubjectFacts = {
  ...favourable({ ...UNKNOWN_FACTS, lowestTier: 'T1' }, null, METHOD_V1),
  status: 'live',
  liveOn: '2026-06-01',
  sfcFlexibility: 'none',
};
const component = GOOD.components![0]!;
const graph = GOOD.graph!;
const human = (design: number, operating: number): Partial<SubjectFacts> => ({
  controls: { ...GOOD.controls, M: { ...GOOD.controls.M, humanInTheLoop: { design, operating } } },
});
const exploited = { id: 'CVE-1', cvss: 5, epss: 0.5, knownExploited: 'yes', vex: 'affected' } as const;

const fired = (changed: Partial<SubjectFacts>): [string, number, string | null, string[]][] =>
  score({ ...GOOD, ...changed }, null, METHOD_V1, TODAY).gates.map(({ code, floor, block, because }) => [
    code,
    floor,
    block,
    because.map((reason) => reason.code),
  ]);

/** Each gate, the facts that open it and no other, its floor, what it blocks, and its reason. */
const CASES: [string, Partial<SubjectFacts>, number, string | null, string][] = [
  ['G1', { components: [{ ...component, maliciousVersion: 'yes' }] }, 60, null, 'malicious_version'],
  [
    'G1',
    { components: [{ ...component, vulnerabilities: [exploited] }] },
    60,
    null,
    'exploited_vulnerability',
  ],
  ['G2', human(0.5, 1), 60, 'approval', 'no_human_review_designed'],
  ['G2', human(1, 0), 60, 'approval', 'no_human_review_operating'],
  ['G3', { territory: 'unsupported' }, 35, null, 'territory'],
  [
    'G4',
    { dataClasses: ['personal'], deployment: 'single_tenant', trainingUse: 'opted_out' },
    35,
    null,
    'training_possible',
  ],
  [
    'G5',
    { graph: { ...graph, singlePoint: { node: 'h', through: 'h' }, fallback: 0.25 } },
    35,
    null,
    'single_point_of_failure',
  ],
  [
    'G6',
    { ipOutput: 'silent', ipProtectiveMeasure: 'no', ipBreachMaterial: 'yes' },
    35,
    null,
    'no_ip_indemnity',
  ],
  [
    'G6',
    { privacyIndemnity: 'excluded', privacyProtectiveMeasure: 'no', privacyBreachMaterial: 'yes' },
    35,
    null,
    'no_privacy_indemnity',
  ],
  [
    'G8',
    { graph: { ...graph, sharedNode: { node: 'h', through: 'h' }, highRiskStopped: 2 } },
    35,
    null,
    'stops_several_high_risk',
  ],
  ['G9', { validation: 'expired' }, 60, 'approval', 'validation'],
  ['G10', { dueDiligence: 'missing' }, 35, null, 'due_diligence'],
  ['G11', { contingencyPlan: 'draft' }, 35, null, 'contingency_plan'],
  ['G11', { contingencyPlan: 'suspension_only' }, 35, null, 'contingency_plan'],
  ['G12', { responsibilityAllocation: 'unassigned' }, 15, null, 'responsibility'],
  ['G13', { notificationDecision: 'none' }, 0, 'go_live', 'notification_decision'],
];

describe('gates', () => {
  it('are all closed where everything is known and good', () => {
    expect(fired({})).toEqual([]);
  });

  it.each(CASES)(
    '%s opens alone on its finding, with floor, block and reason',
    (code, facts, floor, block, reason) => {
      expect(fired(facts)).toEqual([[code, floor, block, [reason]]]);
    },
  );

  it('G7 opens by how little is known', () => {
    const controls = { ...GOOD.controls, D: {}, M: {}, S: {} };
    const little = fired({ controls, retention: 'unknown', chain: 'unknown' });
    expect(little).toContainEqual(['G7', 15, null, ['confidence_below']]);
    expect(fired({ ...UNKNOWN_FACTS })).toContainEqual(['G7', 35, null, ['confidence_below']]);
  });

  it('are each tried here', () => {
    expect([...new Set([...CASES.map(([code]) => code), 'G7'])].sort()).toEqual([...GATE_CODES].sort());
  });

  it('weigh less, or are not asked, at lower tiers', () => {
    const at = (tier: SubjectFacts['tier'], facts: Partial<SubjectFacts>) =>
      fired({ tier, lowestTier: tier, ...facts });
    expect(at('T2', { validation: 'none' })).toEqual([['G9', 35, null, ['validation']]]);
    expect(at('T3', { validation: 'none' })).toEqual([]);
    expect(at('T4', { dueDiligence: 'expired' })).toEqual([['G10', 15, null, ['due_diligence']]]);
    expect(at('T3', { notificationDecision: 'none', ...human(0, 0) })).toEqual([]);
    const bare: Partial<SubjectFacts> = {
      privacyIndemnity: 'silent',
      privacyProtectiveMeasure: 'no',
      privacyBreachMaterial: 'yes',
    };
    expect(at('T3', bare)).toEqual([]);
    expect(at('T3', { ...bare, clientsInteract: 'yes' }).map(([code, floor]) => [code, floor])).toEqual([
      ['G6', 15],
    ]);
  });

  it('G2 waits ninety days after going live for the review to operate', () => {
    const since = (liveOn: string) => fired({ ...human(1, 0), liveOn }).map(([code]) => code);
    expect(since('2026-08-24')).toEqual([]); // day 90
    expect(since('2026-08-23')).toEqual(['G2']); // day 91
    expect(since('unknown')).toEqual(['G2']);
    expect(since('n_a')).toEqual([]);
    expect(fired({ ...human(0, 0), sfcFlexibility: 'granted' })).toEqual([]);
  });
});

describe('a method that asks for no test that there can be yet', () => {
  it('finds the outcome missing', () => {
    const requiredTests = { ...METHOD_V1.requiredTests, T1: ['drift'] as const };
    const planned = { ...GOOD, status: 'planned' };
    const { domains } = score(planned, null, { ...METHOD_V1, requiredTests }, TODAY);
    const outcome = domains.flatMap(({ factors }) => factors).find(({ code }) => code === 'outcome');
    expect(outcome).toMatchObject({ read: 'missing', value: 1, known: true });
  });
});

describe('gate 8 without a record of dependencies', () => {
  const opens = (facts: Partial<SubjectFacts>): boolean =>
    fired({ graph: null, otherHighRisk: 1, ...facts }).some(([code]) => code === 'G8');

  it('counts a tier that may be the first among those that stand still', () => {
    expect(opens({ tier: 'T2', provisional: true })).toBe(true);
    expect(opens({ tier: 'T2', provisional: false })).toBe(false);
    expect(opens({ tier: 'T1', provisional: false })).toBe(true);
  });
});

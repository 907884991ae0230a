import type { NodeInput, PortfolioInput, RequirementInput } from '../portfolio-input.js';

/** Four use cases, one of each tier (weights 8, 4, 2, 1), as in the worked examples of the method. */
export const FOUR_USE_CASES: PortfolioInput['useCases'] = [
  { id: 'U1', tier: 'T1' },
  { id: 'U2', tier: 'T2' },
  { id: 'U3', tier: 'T3' },
  { id: 'U4', tier: 'T4' },
];

/** A requirement for one of the given nodes, all of which count. */
export function needs(of: string, ...alternatives: string[]): RequirementInput {
  return needsSome(1, of, ...alternatives);
}

/** A requirement for k of the given nodes, all of which count. */
export function needsSome(k: number, of: string, ...alternatives: string[]): RequirementInput {
  return { of, k, alternatives: alternatives.map((node) => ({ node, counts: true })) };
}

export function model(id: string, more: Partial<NodeInput> = {}): NodeInput {
  return { id, kind: 'language_model', substitutability: 'medium', operatedBy: 'other', ...more };
}

export function host(id: string, more: Partial<NodeInput> = {}): NodeInput {
  return { id, kind: 'hosting', substitutability: 'highly_complex', operatedBy: 'other', ...more };
}

/** U1 on A with fallback B, U3 on A, U2 and U4 on B: the four variants of W1 differ in the hosts alone. */
const TWO_VENDORS: readonly RequirementInput[] = [
  needs('U1', 'A', 'B'),
  needs('U3', 'A'),
  needs('U2', 'B'),
  needs('U4', 'B'),
];

export const W1: PortfolioInput = {
  nodes: [model('A'), model('B'), host('H')],
  requirements: [...TWO_VENDORS, needs('A', 'H'), needs('B', 'H')],
  useCases: FOUR_USE_CASES,
};

export const W1U: PortfolioInput = {
  nodes: [model('A', { undisclosedUpstream: true }), model('B', { undisclosedUpstream: true }), host('H')],
  requirements: TWO_VENDORS,
  useCases: FOUR_USE_CASES,
};

export const W1H: PortfolioInput = {
  nodes: [model('A', { undisclosedUpstream: true }), model('B'), host('H')],
  requirements: [...TWO_VENDORS, needs('B', 'H')],
  useCases: FOUR_USE_CASES,
};

export const W1I: PortfolioInput = {
  nodes: [model('A'), model('B'), host('HA'), host('HB')],
  requirements: [...TWO_VENDORS, needs('A', 'HA'), needs('B', 'HB')],
  useCases: FOUR_USE_CASES,
};

const FOUR_REGIONS = ['R', 'R1', 'R2', 'R3'].map((id) => host(id));
const W4_MODELS = ['P1', 'P2', 'X2', 'X3', 'X4'].map((id) => model(id));
const W4_COMMON = [
  needs('U1', 'P1', 'P2'),
  needs('U2', 'X2'),
  needs('U3', 'X3'),
  needs('U4', 'X4'),
  needs('X3', 'R1'),
  needs('X2', 'R3'),
  needs('X4', 'R3'),
];

/** Primary and fallback in one region. */
export const W4: PortfolioInput = {
  nodes: [...W4_MODELS, ...FOUR_REGIONS],
  requirements: [...W4_COMMON, needs('P1', 'R'), needs('P2', 'R')],
  useCases: FOUR_USE_CASES,
};

/** Primary and fallback in two regions. */
export const W4I: PortfolioInput = {
  nodes: [...W4_MODELS, ...FOUR_REGIONS],
  requirements: [...W4_COMMON, needs('P1', 'R1'), needs('P2', 'R2')],
  useCases: FOUR_USE_CASES,
};

/** An in-house model with a fallback in another region of the same cloud; the cloud is the parent of both regions. */
export const W9: PortfolioInput = {
  nodes: [
    model('LM1', { operatedBy: 'firm' }),
    model('LM2', { operatedBy: 'firm' }),
    ...['X1', 'X3', 'X4'].map((id) => model(id)),
    host('R1'),
    host('R2'),
    host('H', { substitutability: 'medium' }),
    { id: 'CloudCo', kind: 'ultimate_parent', substitutability: 'highly_complex', operatedBy: 'other' },
  ],
  requirements: [
    needs('U2', 'LM1', 'LM2'),
    needs('LM1', 'R1'),
    needs('LM2', 'R2'),
    needs('X3', 'R1'),
    needs('R1', 'CloudCo'),
    needs('R2', 'CloudCo'),
    needs('U1', 'X1'),
    needs('U3', 'X3'),
    needs('U4', 'X4'),
    needs('X1', 'H'),
    needs('X4', 'H'),
  ],
  useCases: FOUR_USE_CASES,
};

import { describe, expect, it } from '@jest/globals';
import { DecisionDiagram, DiagramTooLargeError, FALSE, TRUE } from './decision-diagram.js';

describe('a decision diagram', () => {
  it('has one number for equal functions, however they are written', () => {
    const diagram = new DecisionDiagram(1_000);
    const [a, b, c] = [0, 1, 2].map((variable) => diagram.variable(variable));
    const written = diagram.or(diagram.and(a!, b!), diagram.and(a!, c!));
    expect(diagram.and(a!, diagram.or(b!, c!))).toBe(written);
    expect(diagram.or(a!, diagram.and(a!, b!))).toBe(a);
    expect(diagram.atLeast(1, [a!, b!, c!])).toBe(diagram.or(diagram.or(a!, b!), c!));
    expect(diagram.atLeast(3, [c!, b!, a!])).toBe(diagram.and(diagram.and(a!, b!), c!));
  });

  it('knows the constants', () => {
    const diagram = new DecisionDiagram(1_000);
    const a = diagram.variable(0);
    expect([diagram.or(a, TRUE), diagram.or(FALSE, a), diagram.and(a, TRUE), diagram.and(FALSE, a)]).toEqual([
      TRUE,
      a,
      a,
      FALSE,
    ]);
    expect(diagram.atLeast(2, [a, a])).toBe(a);
    expect(diagram.atLeast(2, [a])).toBe(FALSE);
  });

  it('weighs two of three', () => {
    const diagram = new DecisionDiagram(1_000);
    const functions = [0, 1, 2].map((variable) => diagram.variable(variable));
    const weighed = diagram.weigh(diagram.atLeast(2, functions), Float64Array.of(0.1, 0.2, 0.3));
    // 0.1·0.2 + 0.1·0.3 + 0.2·0.3 − 2·0.1·0.2·0.3
    expect(weighed.probability).toBeCloseTo(0.098, 15);
    // 0.2 + 0.3 − 2·0.2·0.3, and so on
    expect(weighed.slope[0]).toBeCloseTo(0.38, 15);
    expect(weighed.slope[1]).toBeCloseTo(0.34, 15);
    expect(weighed.slope[2]).toBeCloseTo(0.26, 15);
  });

  it('weighs a constant', () => {
    const diagram = new DecisionDiagram(1_000);
    expect(diagram.weigh(TRUE, Float64Array.of(0.5))).toEqual({ probability: 1, slope: Float64Array.of(0) });
    expect(diagram.weigh(FALSE, Float64Array.of(0.5)).probability).toBe(0);
  });

  it('gives up beyond its steps, known results included, and asks now and then whether to go on', () => {
    const diagram = new DecisionDiagram(10);
    const [a, b] = [diagram.variable(0), diagram.variable(1)];
    const again = (): void => {
      for (let i = 0; i < 11; i++) diagram.or(a, b);
    };
    expect(again).toThrow(DiagramTooLargeError);
    let asked = 0;
    const patient = new DecisionDiagram(1e9, () => asked++);
    const [c, d] = [patient.variable(0), patient.variable(1)];
    for (let i = 0; i < 10_000; i++) patient.and(c, d);
    expect(asked).toBe(2);
  });
});

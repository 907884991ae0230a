import { expect, it } from '@jest/globals';
import { byImportance } from './by-importance.js';

it('lists the largest share of the outage first, then what would cost most, then by id, and counts the rest', () => {
  const nodes = [
    { node: 0, birnbaum: 0.1, fussellVesely: 0.2 },
    { node: 1, birnbaum: 0.5, fussellVesely: 0.2 },
    { node: 2, birnbaum: 0, fussellVesely: 0.9 },
    { node: 3, birnbaum: 0.5, fussellVesely: 0.2 },
    { node: 4, birnbaum: 1, fussellVesely: 0 },
  ];
  const ids = ['a', 'd', 'z', 'c', 'b'];
  const { listed, leftOut } = byImportance(nodes, (node) => ids[node]!, 4);
  expect(listed.map(({ id }) => id)).toEqual(['z', 'c', 'd', 'a']);
  expect(listed[1]).toEqual({ id: 'c', birnbaum: 0.5, fussellVesely: 0.2 });
  expect(leftOut).toBe(1);
  expect(byImportance(nodes, (node) => ids[node]!, 10).leftOut).toBe(0);
});

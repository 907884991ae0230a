import { isOperated } from './register-drawing.js';
import type { RegisterFacts, RequirementFact } from './register-facts.js';

/**
 * Ids of the components and use cases that stand on something undisclosed, through what they require. Who requires a
 * component is a chain of numbers, not a list a component: half a million of them took as long to make as the rest of the
 * graph.
 */
export function undisclosedComponents(
  { components, requirements }: Pick<RegisterFacts, 'components' | 'requirements'>,
  hasUpstream: (componentId: string) => boolean,
): ReadonlySet<string> {
  const mark: string[] = [];
  for (const component of components) {
    if (!isOperated(component)) continue;
    if (component.providerId === null || !hasUpstream(component.id)) mark.push(component.id);
  }
  for (const { of, upstreamDisclosed, alternatives } of requirements) {
    if (alternatives.length === 0 && upstreamDisclosed !== 'yes') mark.push(of);
  }
  if (mark.length === 0) return new Set(); // nothing to climb from
  const numbers = new Map(components.map(({ id }, i) => [id, i]));
  /** Component → the last link of its chain, −1 at its end; link → the requirement that it stands for. */
  const last = new Int32Array(components.length).fill(-1);
  const links = requirements.reduce(
    (sum, { required, alternatives }) => sum + Math.min(required, alternatives.length),
    0,
  );
  const previous = new Int32Array(links);
  const requirementOf = new Int32Array(links);
  let made = 0;
  requirements.forEach(({ required, alternatives }, r) => {
    for (let rank = 0; rank < required && rank < alternatives.length; rank++) {
      const { componentId } = alternatives[rank]!;
      const number = componentId === null ? undefined : numbers.get(componentId);
      if (number === undefined) continue;
      previous[made] = last[number]!;
      requirementOf[made] = r;
      last[number] = made++;
    }
  });
  const undisclosed = new Set<string>();
  for (let id = mark.pop(); id !== undefined; id = mark.pop()) {
    if (undisclosed.has(id)) continue;
    undisclosed.add(id);
    const number = numbers.get(id);
    if (number === undefined) continue; // a use case: nothing requires it
    for (let link = last[number]!; link >= 0; link = previous[link]!) {
      mark.push(requirements[requirementOf[link]!]!.of);
    }
  }
  return undisclosed;
}

/** Whether what a requirement asks for first is not named, or stands on something undisclosed. */
export function hidesUpstream(
  { required, upstreamDisclosed, alternatives }: RequirementFact,
  undisclosed: ReadonlySet<string>,
): boolean {
  if (alternatives.length === 0) return upstreamDisclosed !== 'yes';
  return alternatives
    .slice(0, required)
    .some(({ componentId }) => componentId !== null && undisclosed.has(componentId));
}

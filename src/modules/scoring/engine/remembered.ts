import type { ComponentFacts } from './facts.js';
import type { Method } from './method.js';

type Work<T> = (component: ComponentFacts, method: Method) => T;

/**
 * A pure function of one component, worked out once for each component and method as long as both are held: thousands of
 * subjects share their components.
 */
export function remembered<T extends object>(work: Work<T>): Work<T> {
  const byMethod = new WeakMap<Method, WeakMap<ComponentFacts, T>>();
  return (component, method) => {
    let known = byMethod.get(method);
    if (known === undefined) byMethod.set(method, (known = new WeakMap()));
    let found = known.get(component);
    if (found === undefined) known.set(component, (found = work(component, method)));
    return found;
  };
}

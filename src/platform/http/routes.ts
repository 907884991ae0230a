import type { FastifyInstance } from 'fastify';

interface KnownRoute {
  pattern: RegExp;
  methods: Set<string>;
}

/** Remembers which methods each path answers, so that a wrong method is a 405 and not a 404. */
export class KnownRoutes {
  readonly #routes = new Map<string, KnownRoute>();

  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', (route) => {
      if (route.url.includes('*')) return;
      const known = this.#routes.get(route.url) ?? {
        pattern: patternOf(route.url),
        methods: new Set<string>(),
      };
      for (const method of [route.method].flat()) known.methods.add(method);
      this.#routes.set(route.url, known);
    });
  }

  /** The methods that a path answers; empty for a path that does not exist. */
  methodsFor(path: string): string[] {
    const literal = this.#routes.get(path); // stands before a pattern that would match it too
    if (literal) return [...literal.methods].sort();
    const methods = new Set<string>();
    for (const { pattern, methods: answered } of this.#routes.values()) {
      if (pattern.test(path)) answered.forEach((method) => methods.add(method));
    }
    return [...methods].sort();
  }
}

function patternOf(url: string): RegExp {
  const source = url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:[A-Za-z]+/g, '[^/]+');
  return new RegExp(`^${source}/?$`);
}

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
    const literal = this.#routes.get(path);
    if (literal) return [...literal.methods].sort();
    // What is written out stands before a place that would take it too: …/scans/batch before …/scans/:scanId.
    const [first] = [...this.#routes.entries()]
      .filter(([, { pattern }]) => pattern.test(path))
      .sort(([a], [b]) => (placesOf(a) < placesOf(b) ? -1 : 1));
    return first ? [...first[1].methods].sort() : [];
  }
}

/** One sign a segment: `0` where it is written out, `1` where it takes anything. */
function placesOf(url: string): string {
  return url
    .split('/')
    .map((segment) => (segment.includes(':') ? '1' : '0'))
    .join('');
}

function patternOf(url: string): RegExp {
  const source = url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:[A-Za-z]+/g, '[^/]+');
  return new RegExp(`^${source}/?$`);
}

import { hash } from 'node:crypto';

/** What a stack says of a component. */
export interface StackedComponent {
  readonly id: string;
  readonly release: string | null;
  readonly pinning: string;
  readonly providerId: string | null;
}

/** What a stack says of a requirement of either effect; alternatives by rank. */
export interface StackedRequirement {
  readonly required: number;
  readonly effect: string;
  readonly alternatives: readonly {
    readonly rank: number;
    readonly componentId: string | null;
    readonly manualProcedure: string | null;
  }[];
}

/** The register as it is held: requirements in use of a use case or component, and components whatever became of them. */
export interface StackReader {
  requirementsOf(id: string): readonly StackedRequirement[];
  component(id: string): StackedComponent;
}

/**
 * What use cases run on, each as one hash; null when nothing is recorded of one. The same as use_case_configuration_hash (migrations/
 * repeatable/070-configuration.sql) makes in the database, of facts that are in memory: text for text, as jsonb is written there.
 * What a component adds is written once, so it must not change meanwhile.
 */
export class ConfigurationHashes {
  readonly #hashes = new Map<string, string | null>();
  readonly #written = new Map<string, Written>();

  constructor(private readonly stack: StackReader) {}

  of(useCaseId: string): string | null {
    const known = this.#hashes.get(useCaseId);
    if (known !== undefined) return known;
    const hash = this.#hash(useCaseId);
    this.#hashes.set(useCaseId, hash);
    return hash;
  }

  #hash(useCaseId: string): string | null {
    const own = this.#write(useCaseId, 'use_case');
    if (own.lines.length === 0) return null;
    const lines = [...own.lines];
    let arePlain = own.isPlain;
    const components = new Set(own.needed);
    for (const id of components) {
      const written = this.#ofComponent(id);
      for (const line of written.lines) lines.push(line);
      arePlain &&= written.isPlain;
      for (const needed of written.needed) components.add(needed);
    }
    return hash('sha256', (arePlain ? lines.sort() : inBytes(lines)).join('\n'));
  }

  #ofComponent(id: string): Written {
    const known = this.#written.get(id);
    if (known !== undefined) return known;
    const { lines, needed, isPlain: arePlain } = this.#write(id, id);
    const { release, pinning, providerId } = this.stack.component(id);
    const own = jsonText(['component', id, release, pinning, providerId].map(quoted));
    const written = { lines: [own, ...lines], needed, isPlain: arePlain && isPlain(own) };
    this.#written.set(id, written);
    return written;
  }

  /** The requirements of a use case or component. */
  #write(of: string, dependent: string): Written {
    const requirements = this.stack.requirementsOf(of);
    const lines = requirements.map(({ required, effect, alternatives }) => {
      const chosen = alternatives.map(({ rank, componentId, manualProcedure }) =>
        jsonText([String(rank), quoted(componentId), quoted(manualProcedure)]),
      );
      const what = [quoted('requirement'), quoted(dependent), String(required), quoted(effect)];
      return jsonText([...what, jsonText(chosen)]);
    });
    const needed = requirements.flatMap(({ alternatives }) =>
      alternatives.flatMap(({ componentId }) => componentId ?? []),
    );
    return { lines, needed, isPlain: lines.every(isPlain) };
  }
}

/** What is written of something, and the ids of the components that it needs. */
interface Written {
  readonly lines: readonly string[];
  readonly needed: readonly string[];
  /** Whether its lines may be sorted as UTF-16 is: as the bytes of most are. */
  readonly isPlain: boolean;
}

/** Of one use case, of facts that may change before the next is asked for. */
export function configurationHash(useCaseId: string, stack: StackReader): string | null {
  return new ConfigurationHashes(stack).of(useCaseId);
}

function jsonText(items: readonly string[]): string {
  return `[${items.join(', ')}]`;
}

function quoted(text: string | null): string {
  return JSON.stringify(text);
}

/** Half of a character that takes two units of UTF-16. */
const IN_TWO_UNITS = /[\ud800-\udfff]/;

function isPlain(line: string): boolean {
  return !IN_TWO_UNITS.test(line);
}

/** By their bytes, as the collation "C" has it: that of UTF-16 is another where a character has two units. */
function inBytes(lines: readonly string[]): string[] {
  return lines
    .map((line) => ({ line, bytes: Buffer.from(line) }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ line }) => line);
}

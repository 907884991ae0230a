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

/** The register as it is held: requirements in use of a use case or component, by their ids. */
export interface RequirementReader {
  requirementsOf(id: string): readonly StackedRequirement[];
}

/** With components, whatever became of them. */
export interface StackReader extends RequirementReader {
  component(id: string): StackedComponent;
}

/** With everything that a use case is built of, each component once, in the order of their ids. */
export interface WalkedStacks extends RequirementReader {
  stackOf(useCaseId: string): readonly StackedComponent[];
}

/**
 * What use cases run on, each as one hash; null when nothing is recorded of one. The same as use_case_configuration_hash (migrations/
 * repeatable/070-configuration.sql) makes in the database, of facts that are in memory: text for text, as jsonb is written there.
 * What a component adds is written once, so it must not change meanwhile.
 *
 * Lines are sorted there by their bytes. Ids are UUIDs, so that comes to components by their ids, then what they require by theirs,
 * then what the use case itself does: only what one of them requires is left to sort.
 */
export class ConfigurationHashes {
  readonly #hashes = new Map<string, string | null>();
  readonly #written = new Map<StackedComponent, Written>();

  constructor(private readonly stacks: WalkedStacks) {}

  of(useCaseId: string): string | null {
    const known = this.#hashes.get(useCaseId);
    if (known !== undefined) return known;
    const hash = this.#hash(useCaseId);
    this.#hashes.set(useCaseId, hash);
    return hash;
  }

  #hash(useCaseId: string): string | null {
    const own = writeRequirements(this.stacks.requirementsOf(useCaseId), 'use_case');
    if (own === '') return null;
    const written = this.stacks.stackOf(useCaseId).map((component) => this.#ofComponent(component));
    let text = '';
    for (const { component } of written) text += `${component}\n`;
    for (const { required } of written) if (required !== '') text += `${required}\n`;
    return hash('sha256', text + own);
  }

  #ofComponent(component: StackedComponent): Written {
    const known = this.#written.get(component);
    if (known !== undefined) return known;
    const { id, release, pinning, providerId } = component;
    const written = {
      component: jsonText(['component', id, release, pinning, providerId].map(quoted)),
      required: writeRequirements(this.stacks.requirementsOf(id), id),
    };
    this.#written.set(component, written);
    return written;
  }
}

/** What is written of a component: itself, and what it requires. */
interface Written {
  readonly component: string;
  readonly required: string;
}

function writeRequirements(requirements: readonly StackedRequirement[], dependent: string): string {
  const lines = requirements.map(({ required, effect, alternatives }) => {
    const chosen = alternatives.map(({ rank, componentId, manualProcedure }) =>
      jsonText([String(rank), quoted(componentId), quoted(manualProcedure)]),
    );
    const what = [quoted('requirement'), quoted(dependent), String(required), quoted(effect)];
    return jsonText([...what, jsonText(chosen)]);
  });
  return inBytes(lines).join('\n');
}

/** Of one use case, of facts that may change before the next is asked for. */
export function configurationHash(useCaseId: string, stack: StackReader): string | null {
  const stacks = {
    requirementsOf: (id: string) => stack.requirementsOf(id),
    stackOf: (id: string) => stackOf(id, stack),
  };
  return new ConfigurationHashes(stacks).of(useCaseId);
}

function stackOf(useCaseId: string, stack: StackReader): StackedComponent[] {
  const ids = new Set(neededBy(useCaseId, stack));
  for (const id of ids) for (const needed of neededBy(id, stack)) ids.add(needed);
  return [...ids].sort().map((id) => stack.component(id));
}

function neededBy(id: string, stack: RequirementReader): string[] {
  return stack
    .requirementsOf(id)
    .flatMap(({ alternatives }) => alternatives.flatMap(({ componentId }) => componentId ?? []));
}

function jsonText(items: readonly string[]): string {
  return `[${items.join(', ')}]`;
}

function quoted(text: string | null): string {
  return JSON.stringify(text);
}

/** By their bytes, as the collation "C" has it: that of UTF-16 is another where a character has two units. */
function inBytes(lines: readonly string[]): readonly string[] {
  if (lines.length < 2) return lines;
  return lines
    .map((line) => ({ line, bytes: Buffer.from(line) }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ line }) => line);
}

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
 * What a use case runs on, as one hash; null when nothing is recorded of it. The same as use_case_configuration_hash (migrations/
 * repeatable/070-configuration.sql) makes in the database, of facts that are in memory: text for text, as jsonb is written there.
 */
export function configurationHash(useCaseId: string, stack: StackReader): string | null {
  const lines: string[] = [];
  const components = new Set<string>();
  const addRequirements = (of: string, dependent: string): void => {
    for (const { required, effect, alternatives } of stack.requirementsOf(of)) {
      const chosen = alternatives.map(({ rank, componentId, manualProcedure }) =>
        jsonText([String(rank), quoted(componentId), quoted(manualProcedure)]),
      );
      lines.push(
        jsonText([
          ...[quoted('requirement'), quoted(dependent)],
          ...[String(required), quoted(effect), jsonText(chosen)],
        ]),
      );
      for (const { componentId } of alternatives) if (componentId !== null) components.add(componentId);
    }
  };
  addRequirements(useCaseId, 'use_case');
  if (lines.length === 0) return null;
  for (const id of components) {
    const { release, pinning, providerId } = stack.component(id);
    lines.push(jsonText(['component', id, release, pinning, providerId].map(quoted)));
    addRequirements(id, id);
  }
  return hash('sha256', inBytes(lines).join('\n'));
}

function jsonText(items: readonly string[]): string {
  return `[${items.join(', ')}]`;
}

function quoted(text: string | null): string {
  return JSON.stringify(text);
}

const SURROGATE = /[\ud800-\udfff]/;

/** By their bytes, as the collation "C" has it: the order of UTF-16 is another only where a character has two units. */
function inBytes(lines: readonly string[]): string[] {
  if (!lines.some((line) => SURROGATE.test(line))) return [...lines].sort();
  return lines
    .map((line) => ({ line, bytes: Buffer.from(line) }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ line }) => line);
}

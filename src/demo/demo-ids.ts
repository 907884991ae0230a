/** What the data of the demonstration refers to by a name of its own. */
export const NAMED_KINDS = [
  'person',
  'legalEntity',
  'provider',
  'component',
  'useCase',
  'arrangement',
  'document',
] as const;
export type NamedKind = (typeof NAMED_KINDS)[number];

/** The ids that the register gave to what the data names. */
export class DemoIds {
  readonly #ids = new Map<string, string>();

  add(kind: NamedKind, name: string, id: string): void {
    this.#ids.set(`${kind} ${name}`, id);
  }

  find(kind: NamedKind, name: string): string | undefined {
    return this.#ids.get(`${kind} ${name}`);
  }

  of(kind: NamedKind, name: string): string {
    const id = this.find(kind, name);
    if (id === undefined) throw new Error(`the demonstration names the ${kind} ${name} before it is made`);
    return id;
  }
}

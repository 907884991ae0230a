/** What the contract says of one field. */
export interface FieldSchema {
  $ref?: string;
  type?: string | string[];
  enum?: string[];
  items?: FieldSchema;
  properties?: Record<string, FieldSchema>;
  minItems?: number;
  readOnly?: boolean;
  anyOf?: FieldSchema[];
}

/** Whether null is a value of the field. */
export function isNullable({ type, anyOf = [] }: FieldSchema): boolean {
  return (Array.isArray(type) && type.includes('null')) || anyOf.some((one) => one.type === 'null');
}

interface Contract {
  paths: Record<
    string,
    Record<string, { requestBody?: { content: Record<string, { schema: FieldSchema }> } }>
  >;
  components: { schemas: Record<string, FieldSchema> };
}

/** Records that are changed by PATCH: where they are, and which fields they have. */
export interface FactResource {
  path: string;
  fields: Record<string, FieldSchema>;
}

/** A change that takes back what is known of one field, or of a member of it. */
export interface Unknowing {
  /** The field, and the member of it. */
  what: string;
  change: Record<string, unknown>;
}

type Stored = Readonly<Record<string, unknown>>;

/** Fields and ways to make them unknown, out of the contract alone: a field that is new is covered without being named. */
export class ContractFacts {
  constructor(private readonly contract: Contract) {}

  resources(): FactResource[] {
    return Object.entries(this.contract.paths).flatMap(([path, operations]) => {
      const schema = operations['patch']?.requestBody?.content['application/json']?.schema;
      return schema ? [{ path, fields: this.#fieldsOf(schema) }] : [];
    });
  }

  /** Every way in which one thing that a record states becomes unknown, and the one in which everything does. */
  unknowings({ fields }: FactResource, stored: Stored): Unknowing[] {
    const single = Object.entries(fields).flatMap(([field, schema]) =>
      this.#ways(field, this.#resolved(schema), stored[field], fields),
    );
    const everything = Object.assign({}, ...single.map(({ change }) => change)) as Unknowing['change'];
    return [...single, { what: 'everything', change: everything }];
  }

  /** What a record states of some fields, in the form in which it may be sent again. */
  stated({ fields }: FactResource, stored: Stored, names: readonly string[]): Record<string, unknown> {
    return Object.fromEntries(
      names.map((name) => [name, this.#writable(this.#resolved(fields[name] ?? {}), stored[name])]),
    );
  }

  /** Another field that would have to become unknown too, where a refusal names it. */
  unknownOf(field: string, fields: Record<string, FieldSchema>): Unknowing['change'] {
    const schema = this.#resolved(fields[field] ?? {});
    const value = silence(schema);
    return value === undefined ? {} : { [field]: value };
  }

  /** Known codes that a field may have. */
  knownCodes(schema: FieldSchema): string[] {
    const codes = this.#resolved(schema).enum ?? [];
    return codes.includes('unknown') ? codes.filter((code) => code !== 'unknown') : [];
  }

  #ways(field: string, schema: FieldSchema, stored: unknown, fields: FactResource['fields']): Unknowing[] {
    const whole = silence(schema);
    if (whole !== undefined) return [{ what: field, change: { [field]: whole } }];
    if (schema.type === 'array') return this.#waysOfList(field, schema, stored, fields);
    return Object.entries(schema.properties ?? {}).flatMap(([member, of]) => {
      const value = silence(this.#resolved(of));
      return value === undefined
        ? []
        : [{ what: `${field}.${member}`, change: { [field]: { [member]: value } } }];
    });
  }

  /** A list of records: each member of each of them; and the list empty, with nothing claimed about what is not listed. */
  #waysOfList(
    field: string,
    { items = {}, minItems = 0 }: FieldSchema,
    stored: unknown,
    fields: FactResource['fields'],
  ): Unknowing[] {
    const members = Object.entries(this.#resolved(items).properties ?? {});
    const list = Array.isArray(stored) ? (stored as Stored[]) : [];
    const single = list.flatMap((one, i) =>
      members.flatMap(([member, of]) => {
        const value = silence(this.#resolved(of));
        if (value === undefined) return [];
        const changed = list.map((other, j) => (j === i ? { ...one, [member]: value } : other));
        return [{ what: `${field}.${i}.${member}`, change: { [field]: changed } }];
      }),
    );
    if (minItems > 0) return single;
    const silent = Object.keys(fields).filter((other) => this.knownCodes(fields[other] ?? {}).length > 0);
    const claims = Object.assign({}, ...silent.map((other) => this.unknownOf(other, fields))) as object;
    return [...single, { what: `${field} not listed`, change: { ...claims, [field]: [] } }];
  }

  #writable(schema: FieldSchema, stored: unknown): unknown {
    if (Array.isArray(stored)) {
      const items = this.#resolved(schema.items ?? {});
      return stored.map((one) => this.#writable(items, one));
    }
    if (typeof stored !== 'object' || stored === null || !schema.properties) return stored;
    const members = Object.keys(schema.properties).filter((member) => member in stored);
    return this.stated({ path: '', fields: schema.properties }, stored as Stored, members);
  }

  #fieldsOf(schema: FieldSchema): Record<string, FieldSchema> {
    return this.#resolved(schema).properties ?? {};
  }

  #resolved(schema: FieldSchema): FieldSchema {
    const name = schema.$ref?.split('/').at(-1);
    return name === undefined ? schema : (this.contract.components.schemas[name] ?? {});
  }
}

/** The value that says that nothing is known; undefined where a field has none. */
function silence(schema: FieldSchema): unknown {
  const { type, enum: codes, items, minItems = 0 } = schema;
  if (codes?.includes('unknown')) return 'unknown';
  if (isNullable(schema)) return null;
  if (type !== 'array') return undefined;
  if (items?.enum?.includes('unknown')) return ['unknown'];
  return minItems === 0 && items?.enum ? [] : undefined;
}

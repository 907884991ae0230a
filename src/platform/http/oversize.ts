import { type FieldError, invalid } from '../../kernel/domain-error.js';
import { pointerToken } from '../../kernel/json-pointer.js';

/** More wrong places than these help nobody, and listing them without end would be work for an attacker's asking. */
export const MOST_ERRORS = 100;

type Dto = new (...values: never[]) => unknown;

/** What the contract says of one field, as far as size goes. */
interface Field {
  maxItems: number | null;
  /** The class of an object, or of the objects of a list. */
  nested: Dto | null;
}

/**
 * Refuses what is too large to be looked at: lists beyond their limit and objects with many unknown fields. Validation
 * reports every wrong place of whatever it is given, at a cost for each; this looks at sizes alone, by the contract that
 * the fields of the class declare.
 */
export function refuseOversize(type: Dto, body: object): void {
  const found: Found = { errors: [], isTooLarge: false };
  look(type, body, '', found);
  if (found.isTooLarge) throw invalid(...found.errors);
}

interface Found {
  errors: FieldError[];
  isTooLarge: boolean;
}

function look(type: Dto, value: object, pointer: string, found: Found): void {
  const fields = fieldsOf(type);
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    if (found.errors.length >= MOST_ERRORS) {
      found.isTooLarge = true;
      return;
    }
    const at = `${pointer}/${pointerToken(name.slice(0, 100))}`;
    const field = fields.get(name);
    if (!field) found.errors.push({ pointer: at, code: 'unknown-field' });
    else lookAt(field, member, at, found);
  }
}

function lookAt({ maxItems, nested }: Field, member: unknown, pointer: string, found: Found): void {
  if (Array.isArray(member)) {
    if (maxItems !== null && member.length > maxItems) {
      found.errors.push({ pointer, code: 'too-many', params: { max: maxItems } });
      found.isTooLarge = true;
      return;
    }
    for (const [i, entry] of member.entries()) {
      if (found.isTooLarge) return;
      if (nested && isObject(entry)) look(nested, entry, `${pointer}/${i}`, found);
    }
  } else if (nested && isObject(member)) {
    look(nested, member, pointer, found);
  }
}

const known = new Map<Dto, Map<string, Field>>();

/** Read from what the decorators of fields say for the OpenAPI document: derived classes have it too. */
function fieldsOf(type: Dto): Map<string, Field> {
  const before = known.get(type);
  if (before) return before;
  const prototype = type.prototype as object;
  const names = (Reflect.getMetadata(PROPERTIES, prototype) ?? []) as string[];
  const fields = new Map(
    names.map((name) => name.slice(1)).map((name) => [name, fieldOf(prototype, name)] as const),
  );
  known.set(type, fields);
  return fields;
}

const PROPERTIES = 'swagger/apiModelPropertiesArray';
const PROPERTY = 'swagger/apiModelProperties';

function fieldOf(prototype: object, name: string): Field {
  const { type, maxItems } = Reflect.getMetadata(PROPERTY, prototype, name) as {
    type?: unknown;
    maxItems?: number;
  };
  // Lazy types are arrow functions, which have no prototype.
  const isLazy = typeof type === 'function' && type.prototype === undefined;
  return { maxItems: maxItems ?? null, nested: isLazy ? (type as () => Dto)() : null };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

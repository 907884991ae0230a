import { setImmediate as turn } from 'node:timers/promises';
import { DomainError, type FieldError } from '../../kernel/domain-error.js';
import { MOST_ERRORS } from './oversize.js';

type Body = Readonly<Record<string, unknown>>;
type Judge = (body: Body) => Promise<object>;

/** Objects that are judged in one go: about twenty milliseconds of the processor. */
const IN_ONE_GO = 500;

/**
 * Judges a body with long lists a part at a time, so that the process answers others in between: the validation of ten
 * thousand objects takes more than a second. Each part is judged within the rest of the body, by the same rules.
 * @param judge returns the valid body as an instance of its DTO, or throws DomainError with the wrong places
 */
export async function judgeInSlices(body: Body, judge: Judge): Promise<object> {
  const long = Object.keys(body).filter((name) => isLong(body[name]));
  if (long.length === 0) return judge(body);
  const rest = { ...body, ...Object.fromEntries(long.map((name) => [name, [listOf(body, name)[0]]])) };
  const ofList = (name: string) => (pointer: string) => pointer.startsWith(`/${name}/`);
  const inSomeList = (pointer: string): boolean => long.some((name) => ofList(name)(pointer));
  const errors: FieldError[] = [];
  const judged = await collect(judge, rest, errors, (wrong) => (inSomeList(wrong.pointer) ? null : wrong));
  const lists: Record<string, unknown[]> = {};
  let isWhole = true;
  for (const name of long) {
    const entries: unknown[] = (lists[name] = []);
    for (const { from, slice } of slicesOf(listOf(body, name))) {
      if (errors.length >= MOST_ERRORS) break;
      await turn();
      const part = await collect(judge, { ...rest, [name]: slice }, errors, (wrong) =>
        ofList(name)(wrong.pointer) ? moved(wrong, name, from) : null,
      );
      if (part) entries.push(...listOf(part as Body, name));
      else isWhole = false;
    }
  }
  // Refused for what a part alone is: a rule of the list as a whole would be that, and belongs to the look at sizes.
  if (errors.length === 0 && !isWhole) throw new TypeError('a part of a list was refused, and nothing in it');
  if (errors.length > 0 || !judged)
    throw new DomainError('validation-failed', {}, errors.slice(0, MOST_ERRORS));
  return Object.assign(judged, lists);
}

/** What is valid; null where something is wrong, with those of the wrong places that `keep` keeps. */
async function collect(
  judge: Judge,
  body: Body,
  errors: FieldError[],
  keep: (wrong: FieldError) => FieldError | null,
): Promise<object | null> {
  try {
    return await judge(body);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'validation-failed') throw error;
    errors.push(...error.errors.map(keep).filter((wrong) => wrong !== null));
    return null;
  }
}

/** The same place in the whole list. */
function moved(wrong: FieldError, name: string, from: number): FieldError {
  const [index = '', ...deeper] = wrong.pointer.slice(name.length + 2).split('/');
  return { ...wrong, pointer: [`/${name}`, String(Number(index) + from), ...deeper].join('/') };
}

function isLong(value: unknown): boolean {
  return Array.isArray(value) && value.some(isObject) && weightOf(value) > IN_ONE_GO;
}

function listOf(body: Body, name: string): unknown[] {
  return body[name] as unknown[];
}

function* slicesOf(list: readonly unknown[]): Generator<{ from: number; slice: unknown[] }> {
  let from = 0;
  let weight = 0;
  for (const [i, entry] of list.entries()) {
    weight += weightOf([entry]);
    if (weight < IN_ONE_GO && i < list.length - 1) continue;
    yield { from, slice: list.slice(from, i + 1) };
    from = i + 1;
    weight = 0;
  }
}

/** How many objects there are to judge: the entries, and what lists within them hold. */
function weightOf(list: readonly unknown[]): number {
  let weight = list.length;
  for (const entry of list) {
    if (!isObject(entry)) continue;
    for (const member of Object.values(entry)) if (Array.isArray(member)) weight += member.length;
  }
  return weight;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/**
 * Ministries are asked for one more field in front of each object, `cut`, so that an answer can be taken apart and
 * put together as text: what stands between two marks is an object's fields.
 */
const MARK = '{"cut":';

/** One object of an answer that was asked with `cut` in front. */
export interface Piece {
  /** The value of `cut`, as JSON. */
  readonly cut: string;
  /** The object's other fields, up to the next mark, what closes it included. */
  readonly rest: string;
}

/** What stands before the first mark, and the objects. `cut` must hold no comma. */
export function cutAll(text: string): { head: string; pieces: Piece[] } {
  const [head = '', ...parts] = text.split(MARK);
  const pieces = parts.map((part) => {
    const comma = part.indexOf(',');
    return { cut: part.slice(0, comma), rest: part.slice(comma + 1) };
  });
  return { head, pieces };
}

const HOUSEHOLD = '{"data":{"h":[{"cut":"Household",';
const PERSON = '{"cut":"Person",';
const BETWEEN = '}],"p":['; // what closes the household and opens its people

/** The fields of a household and of its people, in the order of the representations. */
export interface Slices {
  readonly household: string;
  readonly people: readonly string[];
}

/** Takes apart the answer to `{ h: _entities(household) { cut … } p: _entities(people) { cut … } }`. */
export function slicesOf(text: string, count: number): Slices {
  const [head = '', ...people] = text.split(PERSON);
  if (!head.startsWith(HOUSEHOLD) || people.length !== count) throw missing(text);
  const open = count > 0 ? head : head.slice(0, head.lastIndexOf(BETWEEN) + BETWEEN.length);
  return { household: open.slice(HOUSEHOLD.length, -BETWEEN.length), people: people.map(fieldsOf) };
}

/** Takes apart the answer to `{ h: _entities(households) { cut … } }`. */
export function householdsOf(text: string, count: number): string[] {
  const [, ...households] = text.split('{"cut":"Household",');
  if (households.length !== count) throw missing(text);
  return households.map(fieldsOf);
}

/** An element's fields: all but the brace, and the comma or the end of everything behind it. */
function fieldsOf(part: string, index: number, parts: readonly string[]): string {
  return part.slice(0, index < parts.length - 1 ? -2 : part.lastIndexOf(']') - 1);
}

const missing = (text: string) => new Error(`A ministry left somebody out: ${text.slice(0, 200)}`);

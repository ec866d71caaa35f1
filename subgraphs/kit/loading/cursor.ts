import { badUserInput } from '@hearth/schema/protocol/errors.ts';

/**
 * A place in a list: the values of the ordering columns of one row, opaque to clients.
 * `list` names the list, so that a cursor of one list is refused by another.
 */
export function writeCursor(list: string, values: readonly string[]): string {
  return Buffer.from(JSON.stringify([list, ...values])).toString('base64url');
}

/**
 * The values of the ordering columns after which a page begins.
 * @throws BAD_USER_INPUT when the text is no cursor of this list.
 */
export function readCursor(list: string, length: number, cursor: string): string[] {
  const parts = parse(cursor);
  const isOfList =
    Array.isArray(parts) && parts.length === length + 1 && parts.every((part) => typeof part === 'string');
  if (!isOfList || parts[0] !== list) throw unknownCursor(cursor);
  return parts.slice(1);
}

/** The refusal of a cursor that names no place in the list. */
export const unknownCursor = (cursor: string) =>
  badUserInput(
    `Argument "after" is ${JSON.stringify(shorten(cursor))}, which is no cursor of this list. Take it from an edge or from pageInfo.endCursor of the same field.`,
  );

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

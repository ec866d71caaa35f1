import { badUserInput } from '@hearth/schema/protocol/errors.ts';
import type { CursorSeal } from '../cursor-seal.ts';

/** Writes and reads the cursors of one list. */
export interface ListCursors {
  /** The cursor of a row by the values of its ordering columns; `asked` says how the list was asked for. */
  write(seal: CursorSeal, values: readonly string[], asked: string): string;
  /**
   * The values of the ordering columns after which a page begins.
   * @throws BAD_USER_INPUT when the text is no cursor of this list
   */
  read(seal: CursorSeal, cursor: string): string[];
}

/** Returns the cursors of a list by its name and its number of ordering columns. One list refuses another's. */
export const listCursors = (list: string, columns: number): ListCursors => ({
  write: (seal, values, asked) => seal.seal(JSON.stringify(values), list, asked),
  read(seal, cursor) {
    const place = seal.open(cursor, list);
    const values = place === undefined ? [] : (JSON.parse(place) as string[]);
    if (values.length === columns) return values;
    // The message omits the text: cursors were not sealed once and held household numbers.
    throw badUserInput(
      'Argument "after" is no cursor of this list. Take it from an edge or from pageInfo.endCursor of the same field.',
    );
  },
});

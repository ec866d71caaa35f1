import type { Variables } from '../document/variables.ts';

const LONGEST = 500; // characters; what a ministry says is not let into the log without end
const HIDDEN = '…';

/**
 * What a ministry says of an error, as the log may have it. Messages quote what they refuse, and that may be personal:
 * the request's variables, long numbers (citizen IDs, telephones, keys of households) and quoted words that are no names
 * of a schema are hidden.
 */
export function wordsForLog(message: unknown, variables: Variables): string {
  if (typeof message !== 'string') return 'no message';
  let words = message.slice(0, LONGEST);
  for (const value of textsIn(variables)) words = words.replaceAll(value, HIDDEN);
  return words.replaceAll(/\d{6,}[Xx]?/g, HIDDEN).replaceAll(quoted, (_match, open, inside, close) => {
    return `${open}${isSchemaName(inside) ? inside : HIDDEN}${close}`;
  });
}

const quoted = /(["'`“‘])([^"'`”’]*)(["'`”’])/g;

/** A name or a type: `Household`, `[ID!]!`, `Household.visits`. */
const isSchemaName = (text: string): boolean => /^[[]*[_A-Za-z]\w*(?:\.[_A-Za-z]\w*)?[\]!]*$/.test(text);

/** The texts among the values; shorter ones than two characters would hide half of every message. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length > 1 ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

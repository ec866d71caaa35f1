/** NUL, which PostgreSQL refuses in a text, and half of a surrogate pair, which UTF-8 cannot write. */
// oxlint-disable-next-line no-control-regex -- the character is the point
const unstorable = /[\0\p{Surrogate}]/u;

/** The first character of a text that no database can hold, as `U+0000`; null when there is none. */
export function unstorableCharacter(text: string): string | null {
  const found = unstorable.exec(text);
  if (!found) return null;
  return `U+${found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Whether a text holds a character that no database can hold. */
export const isUnstorable = (text: string): boolean => unstorable.test(text);

/**
 * The refusal of a text that no database can hold.
 * @param where what holds it: `Variable "$id"`
 */
export const unstorableMessage = (where: string, text: string): string =>
  `${where} holds the character ${unstorableCharacter(text)}, which no text may hold.`;

/** Where in JSON data a text stands that no database can hold, as `.input.note`, and the text; null when nowhere. */
export function findUnstorable(value: unknown, path = ''): { path: string; text: string } | null {
  if (typeof value === 'string') return isUnstorable(value) ? { path, text: value } : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const key in value) {
    const found = findUnstorable((value as Record<string, unknown>)[key], `${path}.${key}`);
    if (found) return found;
  }
  return null;
}

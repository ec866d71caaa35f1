const HEADER = 40; // bytes of an object or a list, about
const SLOT = 16; // bytes of a field or an item, with what a number takes
const DEEPEST = 100; // levels; what is nested without sense is not kept

/**
 * Makes JSON data unchangeable, at every depth.
 * @returns about how many bytes of memory it takes; Infinity when it is nested too deep to be kept
 */
export function freezeAndWeigh(value: unknown, depth = 0): number {
  if (typeof value === 'string') return HEADER + value.length * 2;
  if (typeof value !== 'object' || value === null) return 0;
  if (depth > DEEPEST) return Infinity;
  Object.freeze(value);
  let bytes = HEADER;
  for (const item of Object.values(value)) bytes += SLOT + freezeAndWeigh(item, depth + 1);
  return bytes;
}

/** An object of the data that grows while a request runs: keys are data keys, values are JSON. */
export type Data = Record<string, unknown>;

/** A place in the data or in the answer: keys and list indices from the root. */
export type Path = readonly (string | number)[];

/** Whether a value is an object of the data; lists and null are not. */
export const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const DEEPEST = 500; // levels; no operation selects so deep, and what goes on for ever would end the stack

/** A copy that shares nothing with the original; null stands for what is nested without sense or end. */
export function copyData<Value>(value: Value, depth = 0): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) return null as Value;
  if (Array.isArray(value)) return value.map((item) => copyData(item, depth + 1)) as Value;
  const copy: Data = {};
  for (const key of Object.keys(value)) {
    if (key !== '__proto__') copy[key] = copyData((value as Data)[key], depth + 1); // it would be inherited
  }
  return copy as Value;
}

/** How far a path leads in the data until null stands there; undefined when it leads to something else. */
export function pathToNull(data: unknown, path: Path): Path | undefined {
  let value = data;
  for (let depth = 0; depth <= path.length; depth += 1) {
    if (value === null) return path.slice(0, depth);
    if (typeof value !== 'object') return undefined;
    value = (value as Data)[path[depth] as string];
  }
  return undefined;
}

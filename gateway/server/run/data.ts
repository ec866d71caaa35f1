/** An object of the data that grows while a request runs: keys are data keys, values are JSON. */
export type Data = Record<string, unknown>;

/** A place in the data or in the answer: keys and list indices from the root. */
export type Path = readonly (string | number)[];

/** Whether a value is an object of the data; lists and null are not. */
export const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A copy that shares nothing with the original. */
export function copyData<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyData) as Value;
  const copy: Data = {};
  for (const key of Object.keys(value)) {
    if (key !== '__proto__') copy[key] = copyData((value as Data)[key]); // it would be what the copy inherits
  }
  return copy as Value;
}

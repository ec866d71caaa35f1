/** What the cache keeps is frozen. A request that is about to change such an object takes a copy of its own first, one level deep. */
export function owned<Value extends object>(value: Value): Value {
  if (!Object.isFrozen(value)) return value;
  return (Array.isArray(value) ? value.slice() : { ...value }) as Value;
}

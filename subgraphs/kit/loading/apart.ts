import { badUserInput } from '@hearth/schema/protocol/errors.ts';
import { isUnstorable, unstorableMessage } from '@hearth/schema/protocol/unstorable-text.ts';
import { GraphQLError } from 'graphql';

/** Reads a value, or why there is none, for each key, in their order. */
type Read<Key, Value> = (keys: readonly Key[]) => Promise<readonly (Value | Error)[]>;

/** Reads of one batch at the most: enough to find three keys at fault among a thousand. */
const MOST_READS = 64;

/**
 * Reads all keys at once. When that fails because of what some of them, or the rows behind them, hold, halves are read apart
 * until only these keys fail: callers whose keys came together do not pay for each other's. A key that no database can hold is
 * not asked for. After 64 reads what is left fails as a whole, so that bad keys cannot multiply the work further.
 */
export async function readApart<Key extends string, Value>(
  keys: readonly Key[],
  read: Read<Key, Value>,
): Promise<readonly (Value | Error)[]> {
  if (!keys.some(isBad)) return halve(keys, read, { left: MOST_READS });
  const good = keys.filter((key) => !isBad(key));
  const values = good.length === 0 ? [] : await halve(good, read, { left: MOST_READS });
  let next = 0;
  return keys.map((key) => (isBad(key) ? refused(key) : (values[next++] as Value | Error)));
}

const isBad = (key: string): boolean => typeof key === 'string' && isUnstorable(key);

const refused = (key: string): Error => badUserInput(unstorableMessage('The key of an entity', key));

async function halve<Key, Value>(
  keys: readonly Key[],
  read: Read<Key, Value>,
  reads: { left: number },
): Promise<readonly (Value | Error)[]> {
  reads.left -= 1;
  try {
    return await read(keys);
  } catch (error) {
    const failed = error as Error;
    if (!isOfTheKeys(failed)) throw failed;
    if (keys.length === 1) return [failed];
    const half = (some: readonly Key[]) =>
      reads.left > 0 ? halve(some, read, reads) : some.map(() => failed);
    const middle = Math.ceil(keys.length / 2);
    return [...(await half(keys.slice(0, middle))), ...(await half(keys.slice(middle)))];
  }
}

/**
 * Whether a read failed because of values: PostgreSQL's data exceptions (class 22), and what our own code throws for a value.
 * Refusals of arguments, which all keys share, and a database that is away or too slow would only fail again.
 */
function isOfTheKeys(error: Error): boolean {
  if (error instanceof GraphQLError) return false;
  const { code } = (error.cause ?? error) as { code?: unknown };
  if (typeof code === 'string') return code.startsWith('22');
  return error instanceof RangeError || error instanceof TypeError || error instanceof SyntaxError;
}

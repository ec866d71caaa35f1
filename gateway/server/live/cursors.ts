import { createHash, createHmac, type KeyObject, createSecretKey, timingSafeEqual } from 'node:crypto';
import { createCursorSeal } from '@hearth/kit/cursor-seal.ts';
import type { Positions } from '../changes/tails.ts';
import { refusal } from '../errors.ts';

/** Whose subscription to what a cursor belongs to, as one text. */
export type Binding = string;

/** Writes and reads cursors: where a subscription stands in all logs that it follows. */
export interface Cursors {
  write(positions: Positions, binding: Binding): string;
  /** Throws a `Refusal` with code CURSOR_INVALID for what none of the keys wrote for this binding. */
  read(cursor: string, binding: Binding): Positions;
}

const MAC = 24; // characters of HMAC-SHA-256 in base64url: 144 bits
const LONGEST = 2_000; // characters

/** Says to whom and to what a cursor belongs: a caller, and a field with its arguments. */
export function bindingOf(subject: string, field: string, args: Readonly<Record<string, unknown>>): Binding {
  const { after: _, ...others } = args;
  const sorted = Object.entries(others).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([subject, field, sorted]))
    .digest('base64url');
}

const LIST = 'changes'; // what the sealed positions stand in

/**
 * Cursors that are sealed and signed with the first of the keys, and taken when sealed and signed with any. Positions
 * are sealed, since they hold numbers of the databases' transactions. They are sealed once for all subscribers of a
 * change; the signature is each subscriber's own.
 */
export function createCursors(keys: readonly Buffer[]): Cursors {
  const secrets = keys.map((key) => createSecretKey(key));
  const [first] = secrets;
  if (!first) throw new RangeError('There is no key for cursors.');
  const seal = createCursorSeal(keys, 'subscriptions');
  const sealed = new WeakMap<Positions, string>(); // those of one change go to many
  const sealOnce = (positions: Positions): string => {
    const known = sealed.get(positions) ?? seal.seal(pack(positions), LIST, '');
    sealed.set(positions, known);
    return known;
  };
  return {
    write(positions, binding) {
      const payload = sealOnce(positions);
      return `${payload}.${sign(payload, binding, first)}`;
    },
    read(cursor, binding) {
      const [payload, mac, ...more] = cursor.length > LONGEST ? [] : cursor.split('.');
      const given = Buffer.from(mac ?? '');
      const isOurs =
        payload !== undefined &&
        more.length === 0 &&
        given.length === MAC &&
        secrets.some((secret) => timingSafeEqual(Buffer.from(sign(payload, binding, secret)), given));
      const text = isOurs ? seal.open(payload, LIST) : undefined;
      if (text === undefined) throw invalid();
      return unpack(text);
    },
  };
}

const invalid = () =>
  refusal(
    'CURSOR_INVALID',
    '`after` is no cursor that this caller was given for this field with these arguments.',
  );

const sign = (payload: string, binding: Binding, key: KeyObject): string =>
  createHmac('sha256', key).update(`cursor 2 ${binding} ${payload}`).digest('base64url').slice(0, MAC);

/** Positions are mostly zeros, which are counted. */
function pack(positions: Positions): string {
  return JSON.stringify(positions).replaceAll(/~|0{3,35}/g, (run) =>
    run === '~' ? '~0' : `~${run.length.toString(36)}`,
  );
}

function unpack(text: string): Positions {
  const full = text.replaceAll(/~(.)/g, (_, count: string) =>
    count === '0' ? '~' : '0'.repeat(parseInt(count, 36)),
  );
  return JSON.parse(full) as Positions;
}

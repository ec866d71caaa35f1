import { createHash, createHmac, type KeyObject, createSecretKey, timingSafeEqual } from 'node:crypto';
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

/** Cursors that are signed with the first of the keys, and taken when signed with any. */
export function createCursors(keys: readonly Buffer[]): Cursors {
  const secrets = keys.map((key) => createSecretKey(key));
  const [first] = secrets;
  if (!first) throw new RangeError('There is no key for cursors.');
  const packed = new WeakMap<Positions, string>(); // those of one change go to many
  const packOnce = (positions: Positions): string => {
    const known = packed.get(positions) ?? pack(positions);
    packed.set(positions, known);
    return known;
  };
  return {
    write(positions, binding) {
      const payload = packOnce(positions);
      return `${payload}.${sign(payload, binding, first)}`;
    },
    read(cursor, binding) {
      const [payload, mac] = cursor.length > LONGEST ? [] : cursor.split('.');
      const given = Buffer.from(mac ?? '');
      const isOurs =
        payload !== undefined &&
        given.length === MAC &&
        secrets.some((secret) => timingSafeEqual(Buffer.from(sign(payload, binding, secret)), given));
      if (!isOurs) throw invalid();
      return unpack(payload);
    },
  };
}

const invalid = () =>
  refusal(
    'CURSOR_INVALID',
    '`after` is no cursor that this caller was given for this field with these arguments.',
  );

const sign = (payload: string, binding: Binding, key: KeyObject): string =>
  createHmac('sha256', key).update(`cursor 1 ${binding} ${payload}`).digest('base64url').slice(0, MAC);

/** Positions are mostly zeros, which are counted. */
function pack(positions: Positions): string {
  const text = JSON.stringify(positions).replaceAll(/~|0{3,35}/g, (run) =>
    run === '~' ? '~0' : `~${run.length.toString(36)}`,
  );
  return Buffer.from(text).toString('base64url');
}

function unpack(payload: string): Positions {
  const text = Buffer.from(payload, 'base64url').toString();
  const full = text.replaceAll(/~(.)/g, (_, count: string) =>
    count === '0' ? '~' : '0'.repeat(parseInt(count, 36)),
  );
  return JSON.parse(full) as Positions;
}

import type { IncomingHttpHeaders } from 'node:http';
import { holdsCitizenId } from '@hearth/schema/protocol/citizen-id.ts';
import { isPurpose, type Purpose, purposeNames } from '@hearth/schema/protocol/purposes.ts';
import { badRequest, HttpRefusal } from '../http/refusal.ts';

const LONGEST_CASE = 100; // characters

const purposes = purposeNames.join(', ');

/**
 * The purpose that `X-Purpose` names; undefined when it names none.
 * @throws HttpRefusal (403) when the contract has no such purpose
 */
export function readPurpose({ 'x-purpose': header }: IncomingHttpHeaders): Purpose | undefined {
  if (header === undefined || header === '') return undefined;
  if (isPurpose(header)) return header;
  throw new HttpRefusal(403, 'PURPOSE_UNKNOWN', `X-Purpose must be one of ${purposes}.`);
}

/** The refusal of a caller who does not say for what they ask. Whoever may ask for one purpose alone names it too. */
export const purposeMissing = (): HttpRefusal =>
  new HttpRefusal(403, 'PURPOSE_MISSING', `X-Purpose is missing: name one of ${purposes}.`);

/** The refusal of a caller who asks for what they may not. */
export const purposeNotGranted = (purpose: Purpose): HttpRefusal =>
  new HttpRefusal(403, 'PURPOSE_NOT_GRANTED', `The token does not grant the purpose ${purpose}.`);

/**
 * The case that `X-Case` names; null when it names none. What is not ASCII comes in UTF-8.
 * @throws HttpRefusal (400) when it is longer than 100 characters, one of them cannot be printed, or it holds a citizen ID,
 *   which would go into the access record
 */
export function readCase({ 'x-case': header }: IncomingHttpHeaders): string | null {
  if (header === undefined || header === '') return null;
  const text = typeof header === 'string' ? decode(header) : undefined;
  if (text !== undefined && text.length <= LONGEST_CASE && /^\P{C}*$/u.test(text))
    return withoutCitizenId(text);
  throw badRequest(`X-Case must be a text of at most ${LONGEST_CASE} printable characters, in UTF-8.`);
}

function withoutCitizenId(matter: string): string {
  if (!holdsCitizenId(matter)) return matter;
  throw badRequest('X-Case holds a citizen ID: name the case as your office numbers it.');
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A header's text: Node reads each of its bytes as one character. Undefined when the bytes are no UTF-8. */
function decode(header: string): string | undefined {
  if (/^[ -~]*$/.test(header)) return header;
  try {
    return utf8.decode(Buffer.from(header, 'latin1'));
  } catch {
    return undefined;
  }
}

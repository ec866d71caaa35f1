import { isPurpose, type Purpose } from './purposes.ts';
import { significantPrefix } from './region-code.ts';

/**
 * What a ministry's answer may depend on beside the operation. Callers of one class may share fetches and what is kept of
 * them; nobody else may.
 */
export interface AuthorityClass {
  /** For what is asked; null when the caller is not known. */
  readonly purpose: Purpose | null;
  /** Significant digits of the divisions whose households may be seen, in order, none within another; `''` is the whole country. */
  readonly regions: readonly string[];
  /** In order, none twice. */
  readonly scopes: readonly string[];
}

/** Who asks, and what they may: made by the gateway for each request from what an issuer vouches for. */
export interface Authority extends AuthorityClass {
  /** Who asks, as their issuer calls them: `sub`. */
  readonly subject: string;
  /** The application through which they ask. */
  readonly client: string;
  /** The ministry that they belong to, as `Ministry` of the contract names it; null for all others. */
  readonly ministry: string | null;
  /** The person of the register that they are, for citizens who ask about themselves; null for all others. */
  readonly person: string | null;
  /** The matter for which they ask, as their office numbers it; null when they name none. */
  readonly case: string | null;
  /** When nobody answers it any more, in seconds since 1970; Infinity for one that no token limits. */
  readonly expiresAt: number;
  /** The class as JSON: equal for callers who may share, and what ministries are told of a read. */
  readonly class: string;
}

/** What an authority is made of; everything but the class. */
export type Grant = Omit<Authority, 'class'>;

/** What the whole country is called where a list of regions cannot hold an empty text. */
export const WHOLE_COUNTRY = '*';

/** Puts an authority together: scopes and regions in order, without repeats. */
export function createAuthority(grant: Grant): Authority {
  const scopes = [...new Set(grant.scopes)].toSorted();
  const regions = withoutCovered(grant.regions);
  const { purpose } = grant;
  return { ...grant, scopes, regions, class: classOf({ purpose, regions, scopes }) };
}

const classOf = ({ purpose, regions, scopes }: AuthorityClass): string =>
  inAscii(JSON.stringify({ purpose, regions, scopes }));

/** Whether something is an authority that has not ended, and whose class says what it grants. */
export const isInForce = (authority: Authority | undefined): authority is Authority =>
  authority !== undefined &&
  authority.expiresAt > Date.now() / 1_000 &&
  authority.class === classOf(authority);

/** A caller of whom nothing is known: no region, no scope, no purpose. */
export const nobody: Authority = createAuthority({
  subject: '',
  client: '',
  ministry: null,
  person: null,
  case: null,
  purpose: null,
  regions: [],
  scopes: [],
  expiresAt: Infinity,
});

/**
 * The prefix of division codes that a region of a grant stands for: `*` for the whole country, else a division code of 12
 * digits or its first 2, 4, 6, 9 or 12.
 * @throws RangeError naming the text when it is neither.
 */
export function regionPrefix(text: string): string {
  if (text === WHOLE_COUNTRY) return '';
  if (!/^(?!00)(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/.test(text)) {
    throw new RangeError(
      `${JSON.stringify(text)} is no region: write ${WHOLE_COUNTRY}, or 2, 4, 6, 9 or 12 digits of a division code.`,
    );
  }
  return significantPrefix(text.padEnd(12, '0'));
}

/** Whether households of a division may be seen. */
export const coversRegion = ({ regions }: AuthorityClass, code: string): boolean =>
  regions.some((prefix) => code.startsWith(prefix));

/** Whether a scope is granted. */
export const hasScope = ({ scopes }: AuthorityClass, scope: string): boolean => scopes.includes(scope);

/** An authority as JSON text, in ASCII: whole for a write, which is somebody's; its class alone for a read. */
export function writeAuthority(authority: Authority, kind: 'query' | 'mutation'): string {
  if (kind === 'query') return authority.class;
  const { subject, client, ministry, person, purpose, regions, scopes, case: matter } = authority;
  return inAscii(
    JSON.stringify({ purpose, regions, scopes, subject, client, ministry, person, case: matter }),
  );
}

/** JSON text that a header can carry. */
function inAscii(json: string): string {
  return json.replaceAll(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Reads what `writeAuthority` wrote; who asks is unknown (`''`, null) after a read's. It does not end: the signature around it does.
 * @throws RangeError when the text is no authority.
 */
export function readAuthority(text: string): Authority {
  const given = parse(text);
  const { purpose, regions, scopes, subject = '', client = '' } = given;
  const isSound =
    (purpose === null || isPurpose(purpose)) &&
    isTexts(regions) &&
    regions.every((prefix) => /^\d{0,12}$/.test(prefix)) &&
    isTexts(scopes) &&
    typeof subject === 'string' &&
    typeof client === 'string';
  if (!isSound) throw new RangeError('The authority lacks a purpose, regions or scopes.');
  const { ministry, person, case: matter } = given;
  return createAuthority({
    purpose,
    regions,
    scopes,
    subject,
    client,
    ministry: textOrNull(ministry),
    person: textOrNull(person),
    case: textOrNull(matter),
    expiresAt: Infinity,
  });
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Told below, in the same words.
  }
  throw new RangeError('The authority is no JSON object.');
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The prefixes in order, without those that lie within another. */
function withoutCovered(prefixes: readonly string[]): string[] {
  const kept: string[] = [];
  for (const prefix of [...new Set(prefixes)].toSorted()) {
    if (!kept.some((wider) => prefix.startsWith(wider))) kept.push(prefix);
  }
  return kept;
}

import { isPolicy, policiesOf, type Policy } from './policies.ts';
import { isPurpose, type Purpose } from './purposes.ts';
import { significantPrefix } from './region-code.ts';

/**
 * All that an answer may depend on beside the operation: what the guard, a ministry's resolvers and its loaders decide by.
 * Callers of one class may share fetches, plans, messages and what is kept of them; nobody else may.
 */
export interface AuthorityClass {
  /** Whether it is known who asks. */
  readonly authenticated: boolean;
  /** For what is asked; null when the caller is not known. */
  readonly purpose: Purpose | null;
  /** Significant digits of the divisions whose households may be seen, in order, none within another; `''` is the whole country. */
  readonly regions: readonly string[];
  /** In order, none twice. */
  readonly scopes: readonly string[];
  /** The policies that hold, in order. */
  readonly policies: readonly Policy[];
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
  /** The class as JSON: the one key of whatever callers share, and what ministries are told of a read. */
  readonly class: string;
}

/** What an authority is made of: everything but what follows from it. */
export type Grant = Omit<Authority, 'authenticated' | 'policies' | 'class'>;

/** What the whole country is called where a list of regions cannot hold an empty text. */
export const WHOLE_COUNTRY = '*';

/** Puts an authority together: scopes and regions in order, without repeats. */
export const createAuthority = (grant: Grant): Authority =>
  inOrder(grant, { authenticated: grant.subject !== '', policies: policiesOf(grant) });

/** What the gateway finds out about a caller; a ministry that is asked for a read is told this much. */
type Findings = Pick<AuthorityClass, 'authenticated' | 'policies'>;

function inOrder(grant: Grant, { authenticated, policies }: Findings): Authority {
  const scopes = [...new Set(grant.scopes)].toSorted();
  const regions = withoutCovered(grant.regions);
  const { subject, client, ministry, person, case: matter, purpose, expiresAt } = grant;
  return {
    authenticated,
    purpose,
    regions,
    scopes,
    policies,
    subject,
    client,
    ministry,
    person,
    case: matter,
    expiresAt,
    class: classOf({ authenticated, purpose, regions, scopes, policies }),
  };
}

const classOf = ({ authenticated, purpose, regions, scopes, policies }: AuthorityClass): string =>
  inAscii(JSON.stringify({ authenticated, purpose, regions, scopes, policies }));

/** Whether something is an authority that has not ended, and whose class says what it grants. */
export const isInForce = (authority: Authority | undefined): authority is Authority =>
  authority !== undefined &&
  authority.expiresAt > Date.now() / 1_000 &&
  authority.class === classOf(authority);

/** A caller of whom nothing is known: no region, no scope, no purpose, no policy. */
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
export const coversRegion = ({ regions }: Pick<AuthorityClass, 'regions'>, code: string): boolean =>
  regions.some((prefix) => code.startsWith(prefix));

/** Whether a scope is granted. `mayRead` of `protection/` decides on data of people: purposes and policies count there too. */
export const hasScope = ({ scopes }: Pick<AuthorityClass, 'scopes'>, scope: string): boolean =>
  scopes.includes(scope);

/** An authority as JSON text, in ASCII: whole for a write, which is somebody's; its class alone for a read. */
export function writeAuthority(authority: Authority, kind: 'query' | 'mutation'): string {
  if (kind === 'query') return authority.class;
  const { authenticated, purpose, regions, scopes, policies } = authority;
  const { subject, client, ministry, person, case: matter } = authority;
  const told = { authenticated, purpose, regions, scopes, policies };
  return inAscii(JSON.stringify({ ...told, subject, client, ministry, person, case: matter }));
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
  const { authenticated, purpose, regions, scopes, policies, subject = '', client = '' } = given;
  const isSound =
    typeof authenticated === 'boolean' &&
    (purpose === null || isPurpose(purpose)) &&
    isTexts(regions) &&
    regions.every((prefix) => /^\d{0,12}$/.test(prefix)) &&
    isTexts(scopes) &&
    Array.isArray(policies) &&
    policies.every(isPolicy) &&
    typeof subject === 'string' &&
    typeof client === 'string';
  if (!isSound)
    throw new RangeError('The authority lacks authenticated, purpose, regions, scopes or policies.');
  const ministry = textOrNull(given['ministry']);
  const person = textOrNull(given['person']);
  const matter = textOrNull(given['case']);
  const grant = {
    subject,
    client,
    ministry,
    person,
    case: matter,
    purpose,
    regions,
    scopes,
    expiresAt: Infinity,
  };
  return inOrder(grant, { authenticated, policies: [...new Set(policies)].toSorted() });
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

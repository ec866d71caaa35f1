/** As whom and for what questions may be asked here. */
export interface Access {
  readonly mode: 'open' | 'demo' | 'issuer';
  readonly purposes: readonly string[];
  /** Only of the demo issuer. */
  readonly personas: readonly Persona[];
}

/** Somebody as whom the hub can be tried. */
export interface Persona {
  readonly name: string;
  readonly title: string;
  readonly purposes: readonly string[];
}

/** What is chosen. */
export interface Caller {
  /** Empty when tokens come from elsewhere, through the editor of headers. */
  readonly persona: string;
  readonly purpose: string;
  readonly matter: string;
}

/** Who may be chosen; with an issuer of its own the gateway makes no tokens. */
export async function loadAccess(): Promise<Access> {
  const response = await fetch('/explorer/access');
  return (await response.json()) as Access;
}

/** What is chosen at first: the first persona, for the first of its purposes. */
export function firstCaller({ personas: [persona], purposes }: Access): Caller {
  return { persona: persona?.name ?? '', purpose: (persona?.purposes ?? purposes)[0] ?? '', matter: '' };
}

/** The headers that say who asks, for what, and in which case. */
export async function headersOf({ persona, purpose, matter }: Caller): Promise<Record<string, string>> {
  return {
    ...(persona && { authorization: `Bearer ${await tokenFor(persona)}` }),
    ...(purpose && { 'x-purpose': purpose }),
    ...(matter && { 'x-case': asBytes(matter) }),
  };
}

const KEPT = 50 * 60_000; // milliseconds; tokens are valid for an hour
const tokens = new Map<string, { readonly token: Promise<string>; readonly until: number }>();

function tokenFor(persona: string): Promise<string> {
  const known = tokens.get(persona);
  if (known && known.until > Date.now()) return known.token;
  const token = fetchToken(persona);
  tokens.set(persona, { token, until: Date.now() + KEPT });
  token.catch(() => tokens.delete(persona));
  return token;
}

async function fetchToken(persona: string): Promise<string> {
  const response = await fetch('/demo/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ persona }),
  });
  if (!response.ok) throw new Error(`There is no token for ${persona}: HTTP status ${response.status}.`);
  return ((await response.json()) as { token: string }).token;
}

/** A header holds bytes, each written as one character. */
const asBytes = (text: string): string => String.fromCharCode(...new TextEncoder().encode(text));

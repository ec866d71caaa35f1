import { type KeyRing, readKeyRing } from '@hearth/schema/protocol/signature/keys.ts';
import { z } from 'zod';

/** One variable of the environment: what it means to people and how its text is read. */
export interface Setting<Value = unknown> {
  readonly meaning: string;
  /** Completes "expected ...". */
  readonly expected: string;
  readonly schema: z.ZodType<Value>;
  /** The text that stands in when the variable is not set; without one the value is undefined. */
  readonly fallback: string | undefined;
  /** Its value is never printed. */
  readonly isSecret: boolean;
}

/** Settings by the name of their variable. */
export type Settings = Readonly<Record<string, Setting>>;

/** What the settings were read as. */
export type ConfigOf<S extends Settings> = {
  readonly [Name in keyof S]: S[Name] extends Setting<infer Value> ? Value : never;
};

/** A setting as a page about settings shows it. */
export interface SettingDescription {
  readonly name: string;
  readonly fallback: string | undefined;
  readonly meaning: string;
  readonly expected: string;
}

/** One or more variables cannot be used; the message has a line for each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads settings from the environment, once, at the start. An empty variable counts as not set.
 * @throws ConfigError naming every variable at fault, its value unless secret, and what would be right
 */
export function readConfig<S extends Settings>(
  settings: S,
  env: NodeJS.ProcessEnv = process.env,
): ConfigOf<S> {
  const faults: string[] = [];
  const values = Object.entries(settings).map(([name, setting]) => {
    const text = env[name] || setting.fallback;
    if (text === undefined) return [name, undefined];
    const result = setting.schema.safeParse(text);
    if (!result.success) faults.push(faultOf(name, text, setting));
    return [name, result.data];
  });
  if (faults.length > 0) throw new ConfigError(faults.join('\n'));
  return Object.fromEntries(values) as ConfigOf<S>;
}

/** The settings in their order, for a page about them. */
export function describeSettings(settings: Settings): SettingDescription[] {
  return Object.entries(settings).map(([name, { fallback, meaning, expected }]) => ({
    name,
    fallback,
    meaning,
    expected,
  }));
}

function faultOf(name: string, text: string, { expected, isSecret }: Setting): string {
  return isSecret ? `${name} is wrong: expected ${expected}` : `${name} is "${text}": expected ${expected}`;
}

interface SettingOptions<Fallback> {
  readonly meaning: string;
  /** Without one the setting may be missing, and then its value is undefined. */
  readonly fallback?: Fallback;
}

/** A whole number between two bounds, both included. */
export function wholeNumber<Fallback extends number | undefined = undefined>(
  options: SettingOptions<Fallback> & { readonly from: number; readonly to: number },
): Setting<number | Fallback> {
  const { meaning, from, to, fallback } = options;
  return {
    meaning,
    expected: `a whole number from ${from} to ${to}`,
    schema: z
      .string()
      .regex(/^-?\d+$/)
      .transform(Number)
      .pipe(z.number().min(from).max(to)),
    fallback: fallback?.toString(),
    isSecret: false,
  };
}

/** One of a few words. */
export function choice<const Word extends string, Fallback extends Word | undefined = undefined>(
  options: SettingOptions<Fallback> & { readonly among: readonly Word[] },
): Setting<Word | Fallback> {
  const { meaning, among, fallback } = options;
  return {
    meaning,
    expected: `one of ${among.join(', ')}`,
    schema: z.enum(among),
    fallback,
    isSecret: false,
  };
}

/** Any text. */
export function text<Fallback extends string | undefined = undefined>(
  options: SettingOptions<Fallback> & { readonly expected: string },
): Setting<string | Fallback> {
  const { meaning, expected, fallback } = options;
  return { meaning, expected, schema: z.string(), fallback, isSecret: false };
}

/** A short name of letters, digits, `_` and `-`. */
export function word({ meaning, fallback }: SettingOptions<string>): Setting<string> {
  return {
    meaning,
    expected: '1 to 32 letters, digits, _ or -',
    schema: z.string().regex(/^[\w-]{1,32}$/),
    fallback,
    isSecret: false,
  };
}

/** Where a service answers: an `http:` or `https:` URL, or `unix:/path/of.sock` for a Unix domain socket. */
export function serviceUrl({ meaning }: { readonly meaning: string }): Setting<string | undefined> {
  return {
    meaning,
    expected: 'a URL that begins with http:// or https://, or unix: and the path of a socket',
    schema: z.union([z.url({ protocol: /^https?$/ }), z.string().regex(/^unix:\/[^:]+(:\/.*)?$/)]),
    fallback: undefined,
    isSecret: false,
  };
}

/** The URL of a NATS server; secret, since it may hold a password. */
export function brokerUrl({ meaning }: { readonly meaning: string }): Setting<string | undefined> {
  return {
    meaning,
    expected: 'a URL of the form nats://host:port, or tls://user:password@host:port',
    schema: z.url({ protocol: /^(nats|tls)$/ }),
    fallback: undefined,
    isSecret: true,
  };
}

/** The URL of a PostgreSQL database; secret, since it holds a password. */
export function databaseUrl({ meaning }: { readonly meaning: string }): Setting<string | undefined> {
  return {
    meaning,
    expected: 'a URL of the form postgres://user:password@host:port/database',
    schema: z.url({ protocol: /^postgres(ql)?$/ }),
    fallback: undefined,
    isSecret: true,
  };
}

/** Keys that calls are signed with, as `readKeyRing` reads them. */
export function keyRing({ meaning }: { readonly meaning: string }): Setting<KeyRing | undefined> {
  return {
    meaning,
    expected:
      '`id:secret` with at least 32 random bytes in base64, `id:derived:key` with what a ministry has of them, or ' +
      '`id:ed25519:key` with a key in DER as base64; ' +
      'several with commas between them, the one that signs first',
    schema: z.string().transform((keys, context): KeyRing => {
      try {
        return readKeyRing(keys);
      } catch {
        context.addIssue({ code: 'custom' });
        return z.NEVER;
      }
    }),
    fallback: undefined,
    isSecret: true,
  };
}

/** Secret keys of so many bytes, written in base64 with commas between them; read as the bytes of each, the first first. */
export function secretKeys(options: {
  readonly meaning: string;
  readonly bytes: number;
}): Setting<Buffer[] | undefined> {
  const { expected, schema, ...setting } = secretKey(options);
  const keys = schema as z.ZodType<Buffer>;
  return {
    ...setting,
    expected: `${expected}; several with commas between them`,
    schema: z
      .string()
      .transform((text) => text.split(','))
      .pipe(z.array(keys as z.ZodType<Buffer, string>)),
  };
}

/** A secret key of so many bytes, written in base64; read as its bytes. */
export function secretKey(options: {
  readonly meaning: string;
  readonly bytes: number;
}): Setting<Buffer | undefined> {
  const { meaning, bytes } = options;
  return {
    meaning,
    expected: `${bytes} random bytes in base64, for example from: openssl rand -base64 ${bytes}`,
    schema: z
      .base64()
      .transform((encoded) => Buffer.from(encoded, 'base64'))
      .refine((key) => key.length === bytes),
    fallback: undefined,
    isSecret: true,
  };
}

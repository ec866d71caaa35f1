import { readConfig, type Setting, wholeNumber } from '@hearth/kit/config.ts';
import type { Patience } from '@hearth/kit/server/patience.ts';
import { patienceSettings, readPatience } from '@hearth/kit/settings.ts';
import { defaultLimits, type DocumentLimits } from './document/limits.ts';
import { defaultHttpLimits, type HttpLimits } from './http/limits.ts';

/** What a gateway refuses to do for one request. */
export type Limits = DocumentLimits & HttpLimits;

const defaults: Limits = { ...defaultHttpLimits, ...defaultLimits };

/** Those that are figures of a gateway alone: how long connections are waited for is the same setting everywhere. */
type OwnLimits = Omit<Limits, keyof Patience>;

const names: Readonly<Record<keyof OwnLimits, readonly [setting: string, meaning: string]>> = {
  bodyBytes: ['MAX_BODY_BYTES', 'Bytes of a request’s body.'],
  headers: ['MAX_HEADERS', 'Header lines of a request.'],
  requests: ['MAX_REQUESTS', 'Requests that are answered at the same time; more get 503 and `OVERLOADED`.'],
  requestsPerSubject: [
    'MAX_REQUESTS_PER_SUBJECT',
    'Those of one caller; more get 503 and `OVERLOADED`. With `ACCESS=open` callers are not told apart.',
  ],
  runningPerSubject: [
    'MAX_RUNNING_PER_SUBJECT',
    'Those of one caller that are answered at the same time; the others wait, and callers take turns.',
  ],
  sockets: ['MAX_SOCKETS', 'Connections that are held open for subscriptions: WebSockets and event streams.'],
  socketsPerSubject: ['MAX_SOCKETS_PER_SUBJECT', 'Those of one caller.'],
  socketsPerAddress: [
    'MAX_SOCKETS_PER_ADDRESS',
    'WebSockets of one address, or of one /64 network of IPv6, that have not sent a token yet; more get 429.',
  ],
  connectionsPerAddress: [
    'MAX_CONNECTIONS_PER_ADDRESS',
    'Connections of one address, or of one /64 network of IPv6; the gateway hangs up on more. Those of `TRUSTED_PROXIES` ' +
      'are not counted.',
  ],
  operationsPerSocket: ['MAX_OPERATIONS_PER_SOCKET', 'Operations that are under way on one of them.'],
  shapesPerSubject: [
    'MAX_SHAPES_PER_SUBJECT',
    'Different selections of the subscriptions that one caller has open: each is read for with every change.',
  ],
  frameBytes: ['MAX_FRAME_BYTES', 'Bytes of one message that comes over a WebSocket.'],
  initTimeout: [
    'CONNECTION_INIT_TIMEOUT',
    'Milliseconds for a WebSocket’s client to send `connection_init`.',
  ],
  characters: ['MAX_CHARACTERS', 'Characters of a document.'],
  tokens: ['MAX_TOKENS', 'Tokens of a document.'],
  directives: ['MAX_DIRECTIVES', 'Directives of a document.'],
  operations: ['MAX_OPERATIONS', 'Operations of a document.'],
  fragments: ['MAX_FRAGMENTS', 'Fragments that a document defines.'],
  depth: ['MAX_DEPTH', 'Nested levels of a document, fragments followed.'],
  rootFields: ['MAX_ROOT_FIELDS', 'Fields at the root of an operation, fragments followed.'],
  aliases: ['MAX_ALIASES', 'Aliases of a document, fragments followed.'],
  fields: ['MAX_FIELDS', 'Fields of a document, fragments followed.'],
  repeats: ['MAX_REPEATS', 'How often one field may be selected on the same object.'],
  variableValues: ['MAX_VARIABLE_VALUES', 'Values in the variables, at any depth.'],
  variablesDepth: ['MAX_VARIABLES_DEPTH', 'Nested lists and objects in the variables.'],
  cost: [
    'MAX_COST',
    'What an operation may cost by `@cost` and `@listSize` of the supergraph: about the objects of its answer.',
  ],
  answerCharacters: [
    'MAX_ANSWER_CHARACTERS',
    'Characters of an answer, about; they are counted while it is written.',
  ],
  listSize: [
    'ASSUMED_LIST_SIZE',
    'Items that a list is taken to have when the supergraph has no `@listSize` for it.',
  ],
};

const keys = Object.keys(names) as (keyof OwnLimits)[];

const settingOf = (key: keyof OwnLimits): Setting<number> =>
  wholeNumber({ meaning: names[key][1], from: 1, to: 1_000_000_000, fallback: defaults[key] });

/** The settings of all limits. */
export const limitSettings: Readonly<Record<string, Setting<number>>> = {
  ...patienceSettings,
  ...Object.fromEntries(keys.map((key) => [names[key][0], settingOf(key)])),
};

/**
 * Reads the limits.
 * @throws ConfigError naming every variable at fault
 */
export function readLimits(env: NodeJS.ProcessEnv): Limits {
  const values = readConfig(limitSettings, env);
  const own = Object.fromEntries(keys.map((key) => [key, values[names[key][0]]])) as unknown as OwnLimits;
  return { ...readPatience(env), ...own };
}

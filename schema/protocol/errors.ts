import { GraphQLError, type GraphQLErrorOptions } from 'graphql';

/** What a code means and what whoever meets it does about it. */
export type ErrorDescription = {
  readonly meaning: string;
  readonly remedy: string;
  /** Whether the same query may succeed when it is simply asked again. Default false. */
  readonly retryable?: true;
  /** Whether a ministry writes messages with this code for clients, who see them; any other is for the log. Default false. */
  readonly forClients?: true;
  /** Whether a ministry says with this code that it refused what was asked, and nothing is wrong with itself. Default false. */
  readonly refuses?: true;
  /** Whether a ministry says with this code that it cannot answer now, for lack of its database; clients see the gateway's words. Default false. */
  readonly outage?: true;
  /** What a ministry adds to the error's extensions for programs to read. Default none. */
  readonly details?: readonly string[];
};

/** Every value that `extensions.code` of an error may have. The README's table of codes is written from here. */
export const errorCodes = {
  GRAPHQL_PARSE_FAILED: {
    meaning: 'The document is not GraphQL.',
    remedy: 'Correct the syntax at the place the error names.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    meaning: 'The document does not fit the schema.',
    remedy: 'Compare the field, argument or type that the error names with the API.',
  },
  OPERATION_RESOLUTION_FAILURE: {
    meaning: 'The document holds no operation of the requested name, or several and none was named.',
    remedy: 'Send the `operationName` of one operation of the document.',
  },
  BAD_REQUEST: {
    meaning: 'The HTTP request is not a GraphQL request.',
    remedy: 'Send JSON with `query` and, where needed, `variables` and `operationName`.',
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    meaning:
      'The request names its document by a hash alone (automatic persisted queries); the hub keeps no documents by hash.',
    remedy: 'Send the document itself in `query`. The links of Apollo and urql do so by themselves.',
  },
  BAD_USER_INPUT: {
    meaning: 'An argument or a variable has a value that is not allowed.',
    remedy: 'Correct the value; the message names it and says what would be right.',
    forClients: true,
    refuses: true,
  },
  LIMIT_EXCEEDED: {
    meaning:
      'The request is larger or costlier than the hub accepts; `extensions.limit` says in what: body, headers, characters, tokens, depth, cost …',
    remedy: 'Ask for less in one request; the message names the figure and the limit.',
  },
  INTROSPECTION_NOT_ALLOWED: {
    meaning: 'The hub does not tell its schema: `__schema` and `__type` are not answered.',
    remedy: 'Read the published API; whoever runs the hub can allow it with INTROSPECTION=on.',
  },
  UNAUTHENTICATED: {
    meaning: 'The request bears no token, and the hub answers nobody without one.',
    remedy: 'Send `authorization: Bearer …` with an access token of the hub’s issuer.',
  },
  INVALID_TOKEN: {
    meaning:
      'The token is not accepted: another issuer’s or hub’s, not valid yet, withdrawn, or a claim is wrong.',
    remedy: 'Get a new token; the message names the claim at fault.',
  },
  TOKEN_EXPIRED: {
    meaning: 'The token was sound, and has expired.',
    remedy: 'Renew the token, and send the request again with the new one.',
  },
  ISSUER_DOWN: {
    meaning: 'The key of the token is not known, and the issuer’s keys cannot be had at the moment.',
    remedy: 'Ask again after the seconds that `Retry-After` names.',
    retryable: true,
  },
  PURPOSE_MISSING: {
    meaning: 'The request does not say for what it asks.',
    remedy: 'Send `x-purpose` with one of the purposes that the token grants.',
  },
  PURPOSE_UNKNOWN: {
    meaning: 'There is no such purpose.',
    remedy: 'Send one of the values of `Purpose` in `x-purpose`.',
  },
  PURPOSE_NOT_GRANTED: {
    meaning: 'The token does not grant the purpose that the request names.',
    remedy: 'Name a purpose that the token grants, or ask whoever grants access.',
  },
  RATE_LIMITED: {
    meaning:
      'The caller, or the application through which they ask, has spent the points that they may spend in a minute;' +
      ' `extensions.owed` says how many are owed. Or too many bad tokens came from the address.',
    remedy:
      'Ask again after the seconds that `Retry-After` and `extensions.retryAfter` name, or ask for less at once.',
    retryable: true,
  },
  UNSUPPORTED_MEDIA_TYPE: {
    meaning: 'The body is not plain JSON in UTF-8: another content type, charset or content encoding.',
    remedy: 'Send `content-type: application/json`, in UTF-8 and not compressed.',
  },
  BATCH_NOT_SUPPORTED: {
    meaning: 'The body is a list of requests.',
    remedy: 'Send each operation in a request of its own.',
  },
  NOT_FOUND: {
    meaning: 'A command names a record that does not exist, or that the caller may not see.',
    remedy: 'Correct the identifier that the message names, or ask whoever grants access to the region.',
    forClients: true,
    refuses: true,
  },
  RULE_REFUSED: {
    meaning: 'A rule refuses the command; `extensions.rule` says which. Nothing was written.',
    remedy: 'Correct the input; the message says what would be right.',
    forClients: true,
    refuses: true,
    details: ['rule'],
  },
  VERSION_CONFLICT: {
    meaning:
      'Somebody has changed the record since it was read; `extensions.currentVersion` is its version now. Nothing was written.',
    remedy: 'Read the record again, and give the command with its new version if it is still right.',
    forClients: true,
    refuses: true,
    details: ['currentVersion'],
  },
  IDEMPOTENCY_KEY_REUSED: {
    meaning: 'The idempotency key was used for the same command with another input. Nothing was written.',
    remedy: 'Give each intention a key of its own, and the same key only when the same one is sent again.',
    forClients: true,
    refuses: true,
  },
  CONTENDED: {
    meaning: 'Others kept writing the records that the command needs. Nothing was written.',
    remedy: 'Send the command again with the same idempotency key, after a moment.',
    forClients: true,
    refuses: true,
  },
  SUBSCRIPTION_NOT_SUPPORTED: {
    meaning: 'The operation is a subscription, and came by a way that gives one answer; or nobody serves it.',
    remedy:
      'Subscribe over WebSocket (`graphql-transport-ws`) or with `accept: text/event-stream`; or ask with a query.',
  },
  RESUME: {
    meaning:
      'The stream ends here, and nothing is lost: the hub stops or serves another schema, or the reader was too slow. `extensions.cursor` says ' +
      'how far it came.',
    remedy: 'Wait a moment, by chance up to a few seconds, and subscribe again with that cursor as `after`.',
    retryable: true,
  },
  CURSOR_INVALID: {
    meaning:
      'The cursor is none of this hub’s, was changed, or is another caller’s or another subscription’s.',
    remedy:
      'Give the last cursor of the same subscription as it was received; or subscribe anew without one.',
  },
  GAP: {
    meaning:
      'What followed the cursor is no longer kept, at least not all of it: changes may have been missed.',
    remedy: 'Subscribe without `after`, then read the households that matter once by a query.',
  },
  AUTHORITY_ENDED: {
    meaning: 'The stream ends because the token that it was begun with has expired or was withdrawn.',
    remedy: 'Get a new token, and subscribe again with the last cursor as `after`.',
  },
  MUTATION_NOT_ALLOWED: {
    meaning: 'A mutation came by a way that may only read, such as GET.',
    remedy: 'Send it with POST.',
  },
  OVERLOADED: {
    meaning: 'The hub answers as many requests as it can; this one was not begun.',
    remedy: 'Ask again after the seconds that `Retry-After` names.',
    retryable: true,
  },
  ACCESS_RECORD_UNAVAILABLE: {
    meaning:
      'The hub gives no data of people, because it cannot record at the moment who reads it; none was read.',
    remedy:
      'Ask again after the seconds that `Retry-After` names; whoever runs the hub looks after its database.',
    retryable: true,
  },
  ANSWER_WITHHELD: {
    meaning:
      'A command ran, and its answer is withheld, because the hub cannot record at the moment who reads it.',
    remedy:
      'Do not take it for refused. Send it again later with the same idempotency key: it is answered then, and not run twice.',
  },
  ACCESS_RECORD_OFF: {
    meaning: 'The hub keeps no record of who reads data of people, so that there is none to be shown.',
    remedy: 'Nothing, as long as whoever runs the hub has not switched it on with ACCESS_RECORD=on.',
  },
  QUERY_NOT_PLANNED: {
    meaning:
      'The hub found no way to ask the ministries for this operation, in time or at all; none of it was run.',
    remedy: 'Ask for it in parts, and report the operation: the same one is refused again.',
  },
  ABORTED: {
    meaning: 'The request was given up before it was answered; a command may have run.',
    remedy: 'Nothing, when the client hung up; else ask again, and read first what a command was to change.',
  },
  DOWN: {
    meaning: 'The ministry, or its database, cannot be reached; its part of the answer is missing.',
    remedy: 'Use what came and ask again later; the other ministries’ data is complete.',
    retryable: true,
    outage: true,
  },
  TIMEOUT: {
    meaning: 'The ministry, or its database, did not answer in time; its part of the answer is missing.',
    remedy: 'Ask again, for less if possible: fewer households, shorter lists.',
    retryable: true,
    outage: true,
  },
  DENIED: {
    meaning: 'The caller may not see this field or region, or the request comes from where nobody may ask.',
    remedy: 'Leave the field out, ask whoever grants access, or ask from the same site or without a browser.',
    forClients: true,
  },
  UNSIGNED_CALL: {
    meaning:
      'A call to a ministry for which no gateway that it knows vouches: unsigned, changed, late or sent before.',
    remedy:
      'Ask the gateway. Whoever runs both sees to it that their keys and clocks agree; the ministry’s log says what was wrong.',
  },
  STALE: {
    meaning: 'The ministry is behind; what is shown is older than what it has acknowledged.',
    remedy: 'Ask again later when the newest state matters.',
    retryable: true,
    forClients: true,
  },
  SUBGRAPH_ERROR: {
    meaning: 'The ministry answered with an error of its own, or with something that is no GraphQL answer.',
    remedy: 'Report the message and the ministry; the other parts of the answer hold.',
  },
  ENTITY_MISMATCH: {
    meaning: 'The ministry answered for other entities than it was asked for: too few, or of another type.',
    remedy: 'Report it: this is a fault of the ministry’s service.',
  },
  INTERNAL_SERVER_ERROR: {
    meaning: 'Something failed that should not.',
    remedy: 'Ask again; when it stays, report the time and the operation.',
  },
} as const satisfies Record<string, ErrorDescription>;

/** One code of the catalogue. */
export type ErrorCode = keyof typeof errorCodes;

/** Options of a coded error; `extensions` are added to the code. */
export type CodedErrorOptions = GraphQLErrorOptions;

/** A GraphQL error with a code of the catalogue. The message names the value at fault; give `originalError` as its cause. */
export const codedError = (code: ErrorCode, message: string, options: CodedErrorOptions = {}): GraphQLError =>
  new GraphQLError(message, { ...options, extensions: { ...options.extensions, code } });

/** The refusal of a value that a caller sent: what it was and what would be right. */
export const badUserInput = (message: string, options?: CodedErrorOptions): GraphQLError =>
  codedError('BAD_USER_INPUT', message, options);

/** Whether a text is a code of the catalogue. */
export const isErrorCode = (code: unknown): code is ErrorCode =>
  typeof code === 'string' && Object.hasOwn(errorCodes, code);

/** Whether the same query may succeed when it is simply asked again: the ministry may be back. False for unknown codes. */
export const isRetryable = (code: string): boolean => describe(code)?.retryable === true;

/** Whether clients may see what a ministry says with this code. */
export const isForClients = (code: unknown): code is ErrorCode => describe(code)?.forClients === true;

/** Whether a ministry that says this is as it should be, and only refused what was asked. */
export const isRefusal = (code: string): boolean => describe(code)?.refuses === true;

/** Whether a ministry that says this cannot answer now. */
export const isOutage = (code: unknown): code is 'DOWN' | 'TIMEOUT' => describe(code)?.outage === true;

/** What an error of a ministry says to programs beside its code: short texts and whole numbers. */
export function detailsOf(code: unknown, extensions: Readonly<Record<string, unknown>>): ErrorDetails {
  const given = (describe(code)?.details ?? []).map((name) => [name, extensions[name]] as const);
  return Object.fromEntries(given.filter(([, value]) => isDetail(value))) as ErrorDetails;
}

/** What a ministry's error may say beside its code. */
export interface ErrorDetails {
  /** With code RULE_REFUSED: the name of the rule. */
  readonly rule?: string;
  /** With code VERSION_CONFLICT: the version of the record; null when there is none. */
  readonly currentVersion?: number | null;
}

const isDetail = (value: unknown): boolean =>
  value === null || Number.isSafeInteger(value) || (typeof value === 'string' && /^\w{1,64}$/.test(value));

const describe = (code: unknown): ErrorDescription | undefined =>
  isErrorCode(code) ? errorCodes[code] : undefined;

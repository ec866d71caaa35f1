import { isMinistryName, ministryCode } from '@hearth/schema/subgraphs.ts';
import type { LoggedChange } from '@hearth/schema/protocol/change.ts';
import type { HubError } from '../errors.ts';
import type { HubResult } from '../hub-request.ts';
import { type Pieces, piecesOf } from './pieces.ts';
import type { SubscriptionPlan } from './plan-subscription.ts';

/** A message for many subscribers: its text, cut where each one's own cursor stands. */
export type Message = Pieces;

/** The text of a message for one subscriber. */
export function withCursor(message: Message, cursor: string): Pieces {
  if (message.length === 1) return message;
  const own = Buffer.from(JSON.stringify(cursor));
  const pieces: Buffer[] = [];
  for (const piece of message) {
    if (pieces.length > 0) pieces.push(own);
    pieces.push(piece);
  }
  return pieces;
}

interface Told {
  readonly plan: SubscriptionPlan;
  readonly change: LoggedChange;
  /** Whether the contract knows a kind. */
  readonly isKind: (kind: string) => boolean;
}

/** Writes what is told of a change: the answer of its query, in the form that the client selected. */
export function writeMessage({ data, errors, extensions }: HubResult, told: Told): Message {
  const { plan } = told;
  const isNull = plan.fields.some(({ source }) => source !== '' && (data?.[source] ?? null) === null);
  const message = [`{"data":{${JSON.stringify(plan.key)}:`];
  const add = (text: string) => (message[message.length - 1] += text);
  if (isNull) add('null');
  else writeFields(message, data ?? {}, told);
  add('}');
  const shown = errors?.flatMap((error) => locate(error, plan)) ?? [];
  if (shown.length > 0) add(`,"errors":${JSON.stringify(shown)}`);
  if (extensions) add(`,"extensions":${JSON.stringify(extensions)}`);
  add('}');
  return message.flatMap(piecesOf);
}

function writeFields(message: string[], data: Readonly<Record<string, unknown>>, told: Told): void {
  let before = '{';
  for (const { key, name, source } of told.plan.fields) {
    message[message.length - 1] += `${before}${JSON.stringify(key)}:`;
    if (name === 'cursor') message.push('');
    else message[message.length - 1] += JSON.stringify(source === '' ? valueOf(name, told) : data[source]);
    before = ',';
  }
  message[message.length - 1] += '}';
}

function valueOf(name: string, { change, isKind, plan }: Told): unknown {
  switch (name) {
    case '__typename':
      return plan.type;
    case 'ministry':
      return isMinistryName(change.ministry) ? ministryCode(change.ministry) : change.ministry;
    case 'kind':
      return isKind(change.kind) ? change.kind : null;
    case 'at':
      return change.at;
    default:
      return null;
  }
}

/** Where an error of the query stands in the message; nowhere, when it is about what no client selected. */
function locate(error: HubError, { key, fields }: SubscriptionPlan): HubError[] {
  const [source, ...rest] = error.path ?? [];
  if (source === undefined) return [error];
  const field = fields.find((each) => each.source === source);
  return field ? [{ ...error, path: [key, field.key, ...rest] }] : [];
}

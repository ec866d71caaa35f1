import { readJson, UnusableJson } from './json.ts';

/** A message of a client, as graphql-transport-ws has them. */
export type ClientMessage =
  | { readonly type: 'connection_init'; readonly payload: Readonly<Record<string, unknown>> }
  | { readonly type: 'ping' | 'pong'; readonly payload: Readonly<Record<string, unknown>> | undefined }
  | { readonly type: 'subscribe'; readonly id: string; readonly payload: Readonly<Record<string, unknown>> }
  | { readonly type: 'complete'; readonly id: string };

/** A message that the protocol does not have. What it says goes to the client as the reason of the close. */
export class InvalidMessage extends Error {}

/** Reads a message. Throws `InvalidMessage` that says what is wrong with it. */
export function readMessage(text: string): ClientMessage {
  const message = parse(text);
  const { type, id, payload } = message;
  switch (type) {
    case 'connection_init':
      return { type, payload: optionalMap(payload) ?? {} };
    case 'ping':
    case 'pong':
      return { type, payload: optionalMap(payload) };
    case 'subscribe':
      if (!isMap(payload)) throw new InvalidMessage('Invalid message: `payload` must be an object');
      return { type, id: readId(id), payload };
    case 'complete':
      return { type, id: readId(id) };
    default:
      throw new InvalidMessage('Invalid message: unknown `type`');
  }
}

function parse(text: string): Readonly<Record<string, unknown>> {
  const message = readOrRefuse(text);
  if (isMap(message)) return message;
  throw new InvalidMessage('Invalid message: it must be an object');
}

function readOrRefuse(text: string): unknown {
  try {
    return readJson(text);
  } catch (error) {
    throw error instanceof UnusableJson ? new InvalidMessage(`Invalid message: it ${error.message}`) : error;
  }
}

const LONGEST_ID = 200; // characters

function readId(id: unknown): string {
  if (typeof id === 'string' && id !== '' && id.length <= LONGEST_ID) return id;
  throw new InvalidMessage(`Invalid message: \`id\` must be a text of 1 to ${LONGEST_ID} characters`);
}

function optionalMap(payload: unknown): Readonly<Record<string, unknown>> | undefined {
  if (payload === undefined || payload === null) return undefined;
  if (isMap(payload)) return payload;
  throw new InvalidMessage('Invalid message: `payload` must be an object');
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

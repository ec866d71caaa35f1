import { hash } from 'node:crypto';

/** What a signature covers, by RFC 9421: the identifier of a component and its value, in order. */
export type Components = readonly (readonly [identifier: string, value: string])[];

/** The names of the headers that say on whose behalf a call is made, and in the course of which request. */
export const AUTHORITY_HEADER = 'hearth-authority';
export const TRACE_HEADER = 'hearth-trace';

/** How long a signature is good for, in seconds. */
export const LIFETIME = 30;

/** Seconds that a gateway's clock may be ahead of a ministry's. */
export const FUTURE = 5;

/** The one signature of a call: its label in `signature` and `signature-input`. */
export const LABEL = 'hearth';

/** What is signed of a call. */
export interface Call {
  readonly method: string;
  /** The path with its query, as it is sent. */
  readonly target: string;
  /** Undefined for a call without a body. */
  readonly contentType: string | undefined;
  /** Of the body, also of one that is empty. */
  readonly contentDigest: string;
  /** As `writeAuthority` writes it. */
  readonly authority: string;
  /** Trace id of the request. */
  readonly trace: string;
}

/** The value of `content-digest` for a body, by RFC 9530. */
export const contentDigest = (body: string | Uint8Array): string =>
  `sha-256=:${hash('sha256', body, 'base64')}:`;

/** What is covered of a call: the query when there is one, and the content type when there is one. */
export function componentsOf(call: Call): Components {
  const { method, target, contentType } = call;
  const end = target.indexOf('?');
  const components: [string, string][] = [['@method', method]];
  if (end < 0) components.push(['@path', target]);
  else components.push(['@path', target.slice(0, end)], ['@query', target.slice(end)]);
  if (contentType !== undefined) components.push(['content-type', contentType]);
  components.push(
    ['content-digest', call.contentDigest],
    [AUTHORITY_HEADER, call.authority],
    [TRACE_HEADER, call.trace],
  );
  return components;
}

/** The covered components as the parameters begin with them. */
export function coveredComponents(components: Components): string {
  let text = '';
  for (const [identifier] of components) text += text === '' ? `("${identifier}"` : ` "${identifier}"`;
  return `${text})`;
}

/** The text that is signed (RFC 9421, section 2.5). `parameters` is the value of `@signature-params`. */
export function signatureBase(components: Components, parameters: string): string {
  let text = '';
  for (const [identifier, value] of components) text += `"${identifier}": ${value}\n`;
  return `${text}"@signature-params": ${parameters}`;
}

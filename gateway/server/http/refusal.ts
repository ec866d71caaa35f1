import { maskCitizenIds } from '@hearth/schema/protocol/citizen-id.ts';
import type { ErrorCode } from '@hearth/schema/protocol/errors.ts';
import { describeError, type ErrorExtensions } from '../errors.ts';
import type { HubResult } from '../hub-request.ts';
import type { HttpLimits } from './limits.ts';

/** What some refusals say beside their code. */
interface MoreOfRefusal {
  /** The limit that is exceeded, if that is the reason. */
  readonly limit?: keyof HttpLimits;
  /** What else the error says to programs. */
  readonly details?: Partial<ErrorExtensions> | undefined;
  /** Headers of the answer, by their names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An HTTP request that is refused before it reaches GraphQL. The message is for the client. */
export class HttpRefusal extends Error {
  override readonly name = 'HttpRefusal';
  readonly statusCode: number;
  readonly code: ErrorCode;
  readonly limit: keyof HttpLimits | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly details: Partial<ErrorExtensions> | undefined;

  constructor(statusCode: number, code: ErrorCode, message: string, more: MoreOfRefusal = {}) {
    super(maskCitizenIds(message)); // which may show what the client sent
    this.statusCode = statusCode;
    this.code = code;
    this.limit = more.limit;
    this.headers = more.headers ?? {};
    this.details = more.details;
  }

  /** What the client is told. */
  get answer(): HubResult {
    const { message, code, limit, details } = this;
    const extensions = { ...describeError(code), ...(limit && { limit }), ...details };
    return { errors: [{ message, extensions }] };
  }
}

/** The refusal of a body that is not plain JSON in UTF-8 (415). */
export const unsupported = (message: string): HttpRefusal =>
  new HttpRefusal(415, 'UNSUPPORTED_MEDIA_TYPE', message);

/** The refusal of a request that is larger than a limit; the status says in what. */
export const exceeded = (statusCode: 413 | 431, limit: keyof HttpLimits, message: string): HttpRefusal =>
  new HttpRefusal(statusCode, 'LIMIT_EXCEEDED', message, { limit });

/** The refusal of a request that is not a GraphQL request (400). */
export const badRequest = (message: string): HttpRefusal => new HttpRefusal(400, 'BAD_REQUEST', message);

/** What has gone wrong on the way in, in words for the client: Fastify's own faults by their status. */
export function toRefusal(error: unknown, bodyLimit: number): HttpRefusal | undefined {
  if (error instanceof HttpRefusal) return error;
  const { statusCode } = error as { statusCode?: number };
  if (statusCode === 413) {
    return exceeded(413, 'bodyBytes', `The body is larger than the limit of ${bodyLimit} bytes.`);
  }
  if (statusCode === 415) return unsupported('The content type of the body must be application/json.');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new HttpRefusal(statusCode, 'BAD_REQUEST', 'The request cannot be read.');
  }
  return undefined;
}

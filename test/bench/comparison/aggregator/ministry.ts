import { LINES_TYPE, OPERATIONS_PATH } from '@hearth/schema/protocol/operations.ts';
import { type Dispatcher, Pool } from 'undici';

/** Asks one ministry: the body of a request in, the body of its answer out, both as bytes in a string. */
export type Ask = (body: string) => Promise<string>;

/** How an operation and its answer travel. */
interface Form {
  readonly contentType: string;
  /** What stands before and behind the answer, in characters. */
  readonly before: number;
  readonly behind: number;
}

const GRAPHQL: Form = { contentType: 'application/json', before: 0, behind: 0 };
const LINES: Form = { contentType: LINES_TYPE, before: '[0,'.length, behind: ']\n'.length };
const CONNECTIONS = 64;

/**
 * A ministry over kept connections, at its public path or at its lean one. Bytes travel as `latin1` strings: an aggregator that only cuts and joins texts
 * need not decode them.
 */
export function connect(url: string): Ask {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, {
    connections: CONNECTIONS,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const form = pathname === OPERATIONS_PATH ? LINES : GRAPHQL;
  const headers = ['content-type', form.contentType];
  const request = { path: pathname, method: 'POST', headers } as const;
  return (body) =>
    new Promise((resolve, reject) => {
      pool.dispatch({ ...request, body: Buffer.from(body, 'latin1') }, collect(form, resolve, reject));
    });
}

function collect(
  { before, behind }: Form,
  resolve: (answer: string) => void,
  reject: (error: Error) => void,
): Dispatcher.DispatchHandler {
  let status = 0;
  let answer = '';
  return {
    onRequestStart() {},
    onResponseStart(_controller, statusCode) {
      status = statusCode;
    },
    onResponseData(_controller, chunk) {
      answer += chunk.toString('latin1');
    },
    onResponseEnd() {
      const isWhole = status === 200 && !answer.startsWith('{"errors"', before);
      if (isWhole) resolve(answer.slice(before, answer.length - behind));
      else reject(new Error(`A ministry answered ${status}: ${answer.slice(0, 200)}`));
    },
    onResponseError(_controller, error) {
      reject(error);
    },
  };
}

import { type Dispatcher, Pool } from 'undici';

/** Asks one ministry: the body of a request in, the body of its answer out, both as bytes in a string. */
export type Ask = (body: string) => Promise<string>;

const HEADERS = ['content-type', 'application/json'];
const CONNECTIONS = 64;

/**
 * A ministry over kept connections. Bytes travel as `latin1` strings: an aggregator that only cuts and joins texts
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
  const request = { path: pathname, method: 'POST', headers: HEADERS } as const;
  return (body) =>
    new Promise((resolve, reject) => {
      pool.dispatch({ ...request, body: Buffer.from(body, 'latin1') }, collect(resolve, reject));
    });
}

function collect(
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
      if (status === 200 && !answer.startsWith('{"errors"')) resolve(answer);
      else reject(new Error(`A ministry answered ${status}: ${answer.slice(0, 200)}`));
    },
    onResponseError(_controller, error) {
      reject(error);
    },
  };
}

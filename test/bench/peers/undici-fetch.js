import { Pool } from 'undici';

/** Pools of kept connections, by origin. */
const pools = new Map();

function poolOf(origin) {
  let pool = pools.get(origin);
  if (!pool) pools.set(origin, (pool = new Pool(origin, { connections: 64, pipelining: 1 })));
  return pool;
}

/**
 * `fetch` over undici's pools, with as much of a response as the gateways here look at: what an operator puts in
 * place of a gateway's own client to make it faster.
 */
export async function undiciFetch(url, { method = 'GET', headers, body, signal } = {}) {
  const { origin, pathname, search } = new URL(url);
  const response = await poolOf(origin).request({ method, path: pathname + search, headers, body, signal });
  const text = await response.body.text();
  return {
    url,
    status: response.statusCode,
    statusText: '',
    ok: response.statusCode >= 200 && response.statusCode < 300,
    redirected: false,
    bodyUsed: true,
    body: null,
    headers: new Headers(response.headers),
    text: async () => text,
    json: async () => JSON.parse(text),
  };
}

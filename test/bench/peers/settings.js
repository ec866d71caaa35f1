import { readFileSync } from 'node:fs';

const { PORT, SUPERGRAPH, FETCH, EXECUTOR } = process.env;

/** Where a peer listens, on the loopback. */
export const address = { host: '127.0.0.1', port: Number(PORT) };

/** The supergraph's SDL, with the URLs of the ministries that run. */
export const supergraph = readFileSync(SUPERGRAPH, 'utf8');

/** Whether undici takes the place of the gateway's own HTTP client. */
export const isOverUndici = FETCH === 'undici';

/** Whether Hive plans and runs with its native router in place of its JavaScript executor. */
export const isNative = EXECUTOR === 'native';

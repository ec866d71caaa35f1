/** Where a service answers. */
export interface HttpAddress {
  readonly origin: string;
  /** The path of the URL, with its query string. */
  readonly path: string;
  /** The path of a Unix domain socket; undefined for TCP. */
  readonly socket: string | undefined;
}

/**
 * Reads where a subgraph answers: `http://host:port/path`, or `unix:/run/health.sock` for a Unix domain socket, on which
 * GraphQL is at `/graphql` unless a path follows a second colon: `unix:/run/health.sock:/path`. Throws for anything else.
 */
export function readAddress(name: string, url: string): HttpAddress {
  const [, socket, socketPath] = /^unix:(\/[^:]+)(?::(\/.*))?$/.exec(url) ?? [];
  if (socket !== undefined) return { origin: 'http://localhost', path: socketPath ?? '/graphql', socket };
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol)) {
    throw new Error(`The subgraph ${name} has no HTTP URL: "${url}".`);
  }
  return { origin: parsed.origin, path: parsed.pathname + parsed.search, socket: undefined };
}

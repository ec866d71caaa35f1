import { choice, text, wholeNumber } from '@hearth/kit/config.ts';
import { directorySettings, logSettings } from '@hearth/kit/settings.ts';
import { ministryNames } from '@hearth/schema/subgraphs.ts';

/** Where the gateway listens. */
export const addressSettings = {
  HOST: text({
    meaning:
      'The address that the gateway listens on; one of this machine alone unless `TOKEN_ISSUER` is set.',
    expected: 'an address of this machine',
    fallback: '127.0.0.1',
  }),
  PORT: wholeNumber({
    meaning: 'The port that the gateway listens on; 0 takes a free one.',
    from: 0,
    to: 65_535,
    fallback: 4_000,
  }),
};

/** What every request may have: the schema, and time. */
export const requestSettings = {
  REQUEST_DEADLINE: wholeNumber({
    meaning: 'Milliseconds that a request has; a part that is missing then is told of as an error.',
    from: 1,
    to: 600_000,
    fallback: 5_000,
  }),
  ALLOWED_ORIGINS: text({
    meaning:
      'Origins of pages of other sites that may ask and subscribe, over HTTP (CORS), EventSource and WebSocket, with commas between ' +
      'them: `https://dashboard.example`. ' +
      'Not set: only pages of the gateway itself may.',
    expected: 'origins with commas between them',
    fallback: '',
  }),
  TRUSTED_PROXIES: text({
    meaning:
      'Reverse proxies in front of the gateway, as addresses or networks with commas between them: `10.0.0.0/8`. Clients are ' +
      'told apart by the `X-Forwarded-For` of these alone. Not set: by the addresses of their connections.',
    expected: 'addresses and networks with commas between them',
    fallback: '',
  }),
  CACHE_MEMORY: wholeNumber({
    meaning:
      'Megabytes of memory for what ministries answered of households and people, kept until a change tells otherwise; ' +
      '0 keeps nothing. Only of ministries whose change log is followed.',
    from: 0,
    to: 16_384,
    fallback: 64,
  }),
  INTROSPECTION: choice({
    meaning:
      'Whether the schema may be asked for (`__schema`, `__type`), errors say which names there are (“Did you mean”), and the ' +
      'explorer is served. With an issuer: to callers with the scope `schema:read`. Not set: on without an issuer, else off.',
    among: ['on', 'off'],
  }),
};

/** What the gateway reads when it runs alone. */
export const gatewaySettings = {
  ...logSettings,
  ...directorySettings,
  ...addressSettings,
  ...requestSettings,
  SUPERGRAPH: text({
    meaning: 'File of the Federation 2 supergraph that is served.',
    expected: 'the path of a GraphQL file',
    fallback: 'schema/supergraph.graphql',
  }),
  OVERRIDE_LABELS: text({
    meaning: 'Labels of `@override(label:)` that are switched on, with commas between them.',
    expected: 'labels with commas between them',
    fallback: '',
  }),
  SUBGRAPH_BATCHES: text({
    meaning:
      'Subgraphs that take several operations as a JSON array in one HTTP request, such as an Apollo Server with ' +
      '`allowBatchedHttpRequests`. Hearth’s own ministries need no setting for theirs.',
    expected: 'names of subgraphs with commas between them',
    fallback: '',
  }),
  SIGNED_SUBGRAPHS: text({
    meaning:
      'Subgraphs that the gateway signs its calls to, with GATEWAY_KEYS: they are told on whose behalf they are asked. ' +
      'All others get operations alone. `none`: nobody is told.',
    expected: 'names of subgraphs with commas between them',
    fallback: ministryNames.join(','),
  }),
};

/** The setting that puts another URL in place of the supergraph’s: `SUBGRAPH_URL_HEALTH` for `health`. */
export const subgraphUrlSettingOf = (subgraph: string): string =>
  `${SUBGRAPH_URL}${subgraph.replaceAll(/[^a-zA-Z0-9]/g, '_').toUpperCase()}`;

/** What the names of those settings begin with. */
export const SUBGRAPH_URL = 'SUBGRAPH_URL_';

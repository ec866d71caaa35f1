import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readGatewayConfig, readRestrictions } from './config.ts';
import { defaultLimits } from './document/limits.ts';
import { defaultHttpLimits } from './http/limits.ts';

const supergraph = fileURLToPath(import.meta.url); // any file: nothing reads it as GraphQL here
const open = { ACCESS: 'open', SUPERGRAPH: supergraph };
const issuer = {
  TOKEN_ISSUER: 'https://issuer.example/',
  TOKEN_AUDIENCE: 'hearth',
  TOKEN_KEYS: 'https://issuer.example/keys',
};
const subgraphs = [
  { name: 'health', url: 'http://127.0.0.1:4002/graphql' },
  { name: 'poverty-relief', url: '' },
];

describe('the settings of the gateway', () => {
  it('stand for this machine alone, port 4000 and five seconds', () => {
    expect(readGatewayConfig(open)).toMatchObject({
      host: '127.0.0.1',
      port: 4_000,
      deadline: 5_000,
      overrideLabels: new Set(),
    });
  });

  it('refuse what is beyond their limits, and tell the schema of an open gateway unless told not to', () => {
    const { limits, introspection } = readGatewayConfig(open);
    expect(limits).toEqual({ ...defaultHttpLimits, ...defaultLimits });
    expect(introspection).toBe(true);
    const strict = readGatewayConfig({ ...open, MAX_DEPTH: '12', MAX_COST: '500', INTROSPECTION: 'off' });
    expect(strict).toMatchObject({ limits: { depth: 12, cost: 500, aliases: 200 }, introspection: false });
    const { access } = readGatewayConfig({ SUPERGRAPH: supergraph, ...issuer });
    expect(readRestrictions({ access, env: {} }).introspection).toBe(false);
    expect(readRestrictions({ access, env: { INTROSPECTION: 'on' } }).introspection).toBe(true);
  });

  it('let a gateway with an issuer listen on any address', () => {
    const { host, access } = readGatewayConfig({ SUPERGRAPH: supergraph, ...issuer, HOST: '0.0.0.0' });
    expect({ host, access }).toMatchObject({
      host: '0.0.0.0',
      access: { mode: 'issuer', issuer: { audience: 'hearth' }, rates: { perSubject: 1_000_000, burst: 5 } },
    });
  });

  it('name labels with commas between them', () => {
    const { overrideLabels } = readGatewayConfig({ ...open, OVERRIDE_LABELS: 'new-billing, canary,' });
    expect(overrideLabels).toEqual(new Set(['new-billing', 'canary']));
  });

  it('put a URL in place of the supergraph’s', () => {
    const url = 'http://[::1]:9000/graphql';
    const { withUrls } = readGatewayConfig({ ...open, SUBGRAPH_URL_POVERTY_RELIEF: url });
    expect(withUrls(subgraphs)).toEqual([subgraphs[0], { name: 'poverty-relief', url }]);
  });

  it('are refused when a URL is for a subgraph that is not there', () => {
    const { withUrls } = readGatewayConfig({ ...open, SUBGRAPH_URL_HOSPITAL: 'http://127.0.0.1:1/' });
    expect(() => withUrls(subgraphs)).toThrow(
      'SUBGRAPH_URL_HOSPITAL names no subgraph: expected one of SUBGRAPH_URL_HEALTH, SUBGRAPH_URL_POVERTY_RELIEF',
    );
  });

  it('name the subgraphs that take arrays with commas between them, none unless told', () => {
    const { batchesOf } = readGatewayConfig({ ...open, SUBGRAPH_BATCHES: ' poverty-relief,health, ' });
    expect(batchesOf(subgraphs)).toEqual(new Set(['health', 'poverty-relief']));
    expect(readGatewayConfig(open).batchesOf(subgraphs)).toEqual(new Set());
  });

  it('are refused when arrays are for a subgraph that is not there, each by name', () => {
    const { batchesOf } = readGatewayConfig({ ...open, SUBGRAPH_BATCHES: 'hospital,health,Health' });
    expect(() => batchesOf(subgraphs)).toThrow(
      'SUBGRAPH_BATCHES has "hospital", which is no subgraph: expected some of health, poverty-relief\n' +
        'SUBGRAPH_BATCHES has "Health", which is no subgraph: expected some of health, poverty-relief',
    );
  });

  it.each([
    [{ ACCESS: '' }, 'Nobody can be let in: set TOKEN_ISSUER, TOKEN_AUDIENCE and TOKEN_KEYS, or'],
    [{ ACCESS: 'closed' }, 'ACCESS is "closed": expected one of demo, open'],
    [{ PORT: '-1' }, 'PORT is "-1": expected a whole number from 0 to 65535'],
    [{ HOST: '0.0.0.0' }, 'HOST is "0.0.0.0": with ACCESS=open expected a loopback address'],
    [{ HOST: '::ffff:10.0.0.1' }, 'HOST is "::ffff:10.0.0.1": with ACCESS=open expected a loopback address'],
    [{ ACCESS: 'demo', HOST: '10.0.0.1' }, 'HOST is "10.0.0.1": with ACCESS=demo expected a loopback'],
    [{ ...issuer }, 'ACCESS is "open" while TOKEN_ISSUER is set: leave one of them out.'],
    [
      { TOKEN_ISSUER: 'x' },
      'TOKEN_AUDIENCE is not set: expected what the claim aud of the tokens is\nTOKEN_KEYS',
    ],
    [
      { ...issuer, TOKEN_KEYS: 'http://issuer.example/' },
      'TOKEN_KEYS is "http://issuer.example/": expected an https',
    ],
    [{ RATE_PER_SUBJECT: '0' }, 'RATE_PER_SUBJECT is "0": expected a whole number from 1'],
    [{ SUPERGRAPH: 'nowhere' }, 'SUPERGRAPH is "nowhere": expected the path of a GraphQL file (ENOENT)'],
    [{ REQUEST_DEADLINE: '0' }, 'REQUEST_DEADLINE is "0": expected a whole number from 1 to 600000'],
    [{ MAX_DEPTH: '0' }, 'MAX_DEPTH is "0": expected a whole number from 1 to 1000000000'],
    [{ INTROSPECTION: 'yes' }, 'INTROSPECTION is "yes": expected one of on, off'],
    [
      { SUBGRAPH_URL_HEALTH: 'health' },
      'SUBGRAPH_URL_HEALTH is "health": expected a URL that begins with http',
    ],
  ])('are refused by name: %o', (settings, message) => {
    expect(() => readGatewayConfig({ ...open, ...settings })).toThrow(message);
  });
});

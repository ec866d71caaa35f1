import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientAddress, networkOf, readProxies } from './client-address.ts';

const isProxy = readProxies(['10.0.0.0/8', 'fd00::/8', '192.0.2.1']);
const from = (remoteAddress: string, forwarded?: string) =>
  clientAddress(
    { socket: { remoteAddress }, headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } },
    isProxy,
  );

const stranger = fc.ipV4().filter((address) => !isProxy(address));
const proxy = fc.oneof(
  fc.constantFrom('192.0.2.1', '::ffff:192.0.2.1', 'fd00::7', 'FD12::1'),
  fc.nat(255).map((last) => `10.1.2.${last}`),
);

describe('the address of a client', () => {
  it('is what the first trusted proxy saw, whatever the client wrote before that', () => {
    fc.assert(
      fc.property(fc.string(), stranger, fc.array(proxy, { minLength: 1 }), (forged, client, proxies) => {
        const [last, ...before] = proxies;
        const forwarded = [forged, client, ...before.toReversed()].join(', ');
        expect(from(last!, forwarded)).toBe(client);
      }),
    );
  });

  it('is that of the connection when that is no proxy’s, whatever it forwards', () => {
    fc.assert(
      fc.property(fc.string(), stranger, (forged, client) => {
        expect(from(client, forged)).toBe(client);
      }),
    );
  });

  it('is the proxy’s own when it forwards nothing that is an address', () => {
    for (const forwarded of [undefined, '', 'unknown', '203.0.113.7, _hidden']) {
      expect(from('10.0.0.1', forwarded)).toBe('10.0.0.1');
    }
  });

  it.each(['10.0.0.0/33', 'fd00::/129', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0.256', 'proxy.example', ''])(
    'is not told by a proxy that is named "%s"',
    (entry) => expect(() => readProxies([entry])).toThrow(RangeError),
  );

  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:0DB8:0:0:1:2:3:4', '2001:db8:0:0::/64'],
    ['2001:db8:0:1::', '2001:db8:0:1::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['', ''],
  ])('counts as one client with all of its network: %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

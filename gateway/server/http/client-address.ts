import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';

/** Whether an address is a reverse proxy's whose `X-Forwarded-For` is believed. */
export type IsProxy = (address: string) => boolean;

const BITS = { 4: 32, 6: 128 };

/**
 * Reads addresses and networks: `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`.
 * @throws RangeError with the entry that is neither
 */
export function readProxies(entries: Iterable<string>): IsProxy {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', bits, ...more] = entry.split('/');
    const version = isIP(address) as 0 | 4 | 6;
    const length = bits === undefined ? undefined : Number(bits);
    const isNetwork = version > 0 && more.length === 0 && (bits === undefined || /^\d{1,3}$/.test(bits));
    if (!isNetwork || (length ?? 0) > BITS[version as 4 | 6]) throw new RangeError(entry);
    if (length === undefined) list.addAddress(address, family(address));
    else list.addSubnet(address, length, family(address));
  }
  return (address) => {
    const plain = withoutMapping(address);
    return isIP(plain) > 0 && list.check(plain, family(plain));
  };
}

const family = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4');

/** An IPv4 address is sometimes written as an IPv6 one. */
const withoutMapping = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

/**
 * Returns from where a request comes: the last address that no trusted proxy vouches for. What stands before it in
 * `X-Forwarded-For` was written by the client.
 */
export function clientAddress(
  { socket, headers }: Pick<IncomingMessage, 'headers'> & { socket: { remoteAddress?: string | undefined } },
  isProxy: IsProxy,
): string {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  let address = socket.remoteAddress ?? '';
  while (isProxy(address)) {
    const before = forwarded.pop()?.trim() ?? '';
    if (isIP(before) === 0) break;
    address = before;
  }
  return address;
}

const GROUPS_OF_NETWORK = 4; // of 16 bits: a client can have all addresses of a network of 64 bits

/** Returns the key by which clients are told apart: an IPv4 address, or the network of an IPv6 one. */
export function networkOf(address: string): string {
  const plain = withoutMapping(address);
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('%')[0]!.split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const last = tail === '' ? [] : tail.split(':');
    while (groups.length + last.length < 8) groups.push('0');
    groups.push(...last);
  }
  const network = groups.slice(0, GROUPS_OF_NETWORK).map((group) => parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}

import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { type IsProxy, networkOf } from './client-address.ts';
import { Counts } from './counts.ts';

interface ConnectionLimit {
  /** Connections of one address. */
  readonly limit: number;
  /** A proxy holds the connections of many clients, so it has no limit. */
  readonly isProxy: IsProxy;
}

/** Hangs up on connections of an address that holds too many, before anything of them is read. */
export function limitConnections(server: Server, { limit, isProxy }: ConnectionLimit): void {
  const held = new Counts(limit);
  server.on('connection', (socket: Socket) => {
    const { remoteAddress = '' } = socket;
    if (isProxy(remoteAddress)) return;
    const leave = held.take(networkOf(remoteAddress));
    if (leave) socket.once('close', leave);
    else socket.destroy();
  });
}

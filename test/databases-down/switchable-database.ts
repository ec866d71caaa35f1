import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { refuseConnection } from '@hearth/kit/database/refuse-connection.testing.ts';

/** How a database is gone; a code is that with which PostgreSQL refuses every connection. */
export type Loss = 'unreachable' | 'hung' | '57P01' | '57P03' | '53300';

/** The way to a real PostgreSQL server, which a test cuts. */
export interface SwitchableDatabase {
  /** The URL of a database of that server, by this way. */
  by(url: string): string;
  /** Cuts what is open, or stops answering, and treats every new connection so. */
  lose(loss: Loss): void;
  restore(): void;
  stop(): void;
}

/** Opens a way to the server of a URL. */
export async function openSwitchableDatabase(url: string): Promise<SwitchableDatabase> {
  const { hostname, port } = new URL(url);
  const open = new Set<Socket>();
  let loss: Loss | undefined;
  const track = (socket: Socket) => {
    open.add(socket);
    return socket.on('error', () => {}).on('close', () => open.delete(socket));
  };
  const server = createServer((client) => {
    track(client);
    if (loss === 'unreachable') client.resetAndDestroy();
    else if (loss === undefined) join(client, track(connect(Number(port), hostname)));
    else if (loss !== 'hung') refuseConnection(client, loss);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const own = (server.address() as AddressInfo).port;
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    by: (to) => Object.assign(new URL(to), { hostname: '127.0.0.1', port: String(own) }).href,
    lose(how) {
      loss = how;
      if (how !== 'hung') return cut();
      for (const socket of open) socket.unpipe().pause();
    },
    restore() {
      if (loss === 'hung') cut(); // what was lost on the way does not come any more
      loss = undefined;
    },
    stop() {
      cut();
      server.close();
    },
  };
}

function join(client: Socket, server: Socket): void {
  client.pipe(server).pipe(client);
  client.on('close', () => server.destroy());
  server.on('close', () => client.destroy());
}

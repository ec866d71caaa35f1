import type { Socket } from 'node:net';

/** Refuses a connection as PostgreSQL does: with a fatal error that has a SQLSTATE. */
export function refuseConnection(socket: Socket, code: string): void {
  const fields = `SFATAL\0VFATAL\0C${code}\0Mnot now\0\0`;
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(fields.length + 4, 1);
  socket.once('data', () => socket.end(Buffer.concat([head, Buffer.from(fields)])));
}

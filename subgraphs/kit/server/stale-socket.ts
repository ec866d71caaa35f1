import { unlink } from 'node:fs/promises';
import { connect } from 'node:net';

/** Removes a socket's file that a process which was killed left behind; one that somebody listens on stays. */
export async function removeStaleSocket(path: string): Promise<void> {
  if (await isRefused(path)) await unlink(path);
}

/** Whether there is a socket that nobody listens on. */
function isRefused(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'ECONNREFUSED'));
  });
}

import { connect } from 'node:net';

/** Sends lines exactly as they are, each with its end, and gives the status of every answer; the server has to hang up. */
export function statusesOf(url: string, lines: readonly string[]): Promise<number[]> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    socket.write(lines.map((line) => `${line}\r\n`).join(''));
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString('latin1')));
    socket.on('error', reject);
    socket.on('close', () =>
      resolve([...text.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => Number(status))),
    );
  });
}

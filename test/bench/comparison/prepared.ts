import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Node's HTTP server alone: reads the request, then answers the string that was prepared for its path. */
const answers = JSON.parse(process.env['PREPARED']!) as Record<string, string>;
const prepared = new Map(Object.entries(answers).map(([name, text]) => [`/${name}`, Buffer.from(text)]));

const server = createServer((request, response) => {
  const answer = prepared.get(request.url!)!;
  request.resume().on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length });
    response.end(answer);
  });
});
server.listen(0, '127.0.0.1', () => {
  console.log(`answers at http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});

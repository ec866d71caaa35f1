import type { Socket } from 'node:net';
import { maxHeaderSize, STATUS_CODES } from 'node:http';
import { HttpRefusal, badRequest, exceeded } from './refusal.ts';

/** Answers a request that cannot be read as HTTP, by the form that all other refusals have, and hangs up. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const { statusCode, answer } = refusalOf(error);
  const body = JSON.stringify(answer);
  const lines = [
    `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  if (socket.writable) socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
  socket.destroySoon();
}

function refusalOf({ code }: NodeJS.ErrnoException): HttpRefusal {
  if (code === 'HPE_HEADER_OVERFLOW') {
    const message = `URL and header are larger than ${maxHeaderSize} bytes; send long documents with POST.`;
    return exceeded(431, 'headers', message);
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return new HttpRefusal(408, 'BAD_REQUEST', 'The request did not come whole in time.');
  }
  return badRequest('The request is not HTTP.');
}

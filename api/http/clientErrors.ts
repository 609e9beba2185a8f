import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { ERRORS, type ErrorCode } from '../../contracts/errors.ts';

/** What Node calls a request that it could not read: the problem that says so. */
function codeOf(error: Error): ErrorCode {
  switch (Reflect.get(error, 'code')) {
    case 'HPE_HEADER_OVERFLOW':
      return 'headers-too-large';
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 'request-timeout';
    default:
      return 'malformed-request';
  }
}

/** A request that is no HTTP, too long a line, or one that never ends: answered as a problem too, before any route is known. */
export function answerUnreadable(server: Server): void {
  server.on('clientError', (error: Error, socket: Duplex) => {
    if (!socket.writable || Reflect.get(error, 'code') === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    const code = codeOf(error);
    const { status, zh, en } = ERRORS[code];
    const body = JSON.stringify({ type: `/problems/${code}`, title: zh, status, detail: en });
    socket.end(
      [
        `HTTP/1.1 ${status} ${en}`,
        'Content-Type: application/problem+json; charset=utf-8',
        `Content-Length: ${Buffer.byteLength(body)}`,
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
    );
  });
}

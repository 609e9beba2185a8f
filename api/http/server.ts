import { createServer, type RequestListener, type Server } from 'node:http';
import type { Express } from 'express';
import { answerUnreadable } from './clientErrors.ts';

const HEADERS_MS = 10_000;
/** Long enough for a file of the largest size on a slow line. */
const REQUEST_MS = 120_000;
/** How soon a request that is too slow is noticed. */
const CHECK_MS = 2_000;
/** One more is closed at once; so many are far more than the pool of connections to PostgreSQL serves. */
const MOST_CONNECTIONS = 2_000;
/** Whoever is being answered has his answer by then. */
const CLOSE_MS = 3_000;
const IDLE_MS = 50;

/** A server on which nobody holds a place by sending slowly or by not sending at all. */
export function createApiServer(app: Express): Server {
  const server = createServer({
    headersTimeout: HEADERS_MS,
    requestTimeout: REQUEST_MS,
    connectionsCheckingInterval: CHECK_MS,
    // Node would refuse whoever names none without a word.
    requireHostHeader: false,
  });
  const serve: RequestListener = (req, res) => {
    if (req.httpVersion === '1.1' && req.headers.host === undefined)
      server.emit('clientError', new Error('no Host'), req.socket);
    else app(req, res);
  };
  server.on('request', serve);
  // Whatever else somebody expects of a server: he is answered as one who expects nothing.
  server.on('checkExpectation', serve);
  server.maxConnections = MOST_CONNECTIONS;
  answerUnreadable(server);
  return server;
}

/** Takes no more connections, and waits until the last one was answered. Streams are to be ended before. */
export function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // A connection that was answered just now would stay open for the next request.
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_MS);
    const late = setTimeout(() => server.closeAllConnections(), CLOSE_MS);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(late);
      resolve();
    });
  });
}

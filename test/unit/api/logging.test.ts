import { once } from 'node:events';
import { createServer } from 'node:http';
import { PassThrough } from 'node:stream';
import express from 'express';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { logging } from '../../../api/middleware/logging.ts';

/** The line that is written of a request, answered with this status and place. */
async function lineOf(path: string, init: RequestInit, { status, location }: { status: number; location: string }) {
  const lines = new PassThrough();
  const app = express().use(logging(pino(lines)));
  app.use((_req, res) => {
    res.status(status).location(location).end();
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await fetch(`http://127.0.0.1:${port}${path}`, init);
  const [line] = await once(lines, 'data');
  server.close();
  return String(line);
}

test('the line of an opening carries the number that the ticket was given', async () => {
  const answer = { status: 201, location: '/v1/tickets/KF20251107001' };
  const line = await lineOf('/v1/tickets', { method: 'POST' }, answer);
  expect(JSON.parse(line)).toMatchObject({ ticketNo: 'KF20251107001', res: { status: 201 } });
});

test('what was searched for, who asked, and what he sent are in no line', async () => {
  const init = { method: 'POST', headers: { Authorization: 'Bearer key-of-1001' }, body: '{"text":"buyer 4711"}' };
  const line = await lineOf('/v1/tickets?q=13912345678', init, { status: 200, location: '/' });
  expect(JSON.parse(line).req.url).toBe('/v1/tickets');
  for (const secret of ['13912345678', 'key-of-1001', '4711']) expect(line).not.toContain(secret);
});

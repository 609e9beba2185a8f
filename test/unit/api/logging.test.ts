import { once } from 'node:events';
import { createServer } from 'node:http';
import { PassThrough } from 'node:stream';
import express from 'express';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { logging } from '../../../api/middleware/logging.ts';

test('the line of an opening carries the number that the ticket was given', async () => {
  const lines = new PassThrough();
  const app = express().use(logging(pino(lines)));
  app.post('/v1/tickets', (_req, res) => {
    res.status(201).location('/v1/tickets/KF20251107001').end();
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await fetch(`http://127.0.0.1:${port}/v1/tickets`, { method: 'POST' });
  const [line] = await once(lines, 'data');
  server.close();
  expect(JSON.parse(String(line))).toMatchObject({ ticketNo: 'KF20251107001', res: { status: 201 } });
});

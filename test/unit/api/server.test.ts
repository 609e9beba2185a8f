import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import express, { type Express, type Response } from 'express';
import { afterEach, expect, test } from 'vitest';
import { closed, createApiServer } from '../../../api/http/server.ts';

let server: Server;
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server.close();
});

async function serve(app: Express): Promise<number> {
  server = createApiServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

/** A connection that sends this; what it hears until it is closed. */
function send(port: number, text: string): { heard: () => string; over: Promise<void> } {
  const socket = connect(port, '127.0.0.1', () => socket.write(text));
  sockets.push(socket);
  let heard = '';
  socket.on('data', (part) => (heard += part.toString()));
  socket.on('error', () => undefined);
  const over = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return { heard: () => heard, over };
}

test('nobody holds a place for ever: headers have 10 s, a request 2 min, and connections an end', async () => {
  await serve(express());
  expect([server.headersTimeout, server.requestTimeout]).toEqual([10_000, 120_000]);
  expect(server.maxConnections).toBeLessThanOrEqual(2_000);
});

test('a connection too many is closed, and the others are served', async () => {
  const port = await serve(express().get('/', (_req, res) => void res.end('served')));
  server.maxConnections = 1;
  const first = send(port, '');
  await expect.poll(() => sockets[0]?.readyState).toBe('open');
  await send(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n').over;
  sockets[0]?.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await expect.poll(first.heard).toContain('served');
});

test('one that names no host is told so as a problem', async () => {
  const port = await serve(express().get('/', (_req, res) => void res.end('served')));
  const call = send(port, 'GET / HTTP/1.1\r\n\r\n');
  await call.over;
  expect(call.heard()).toMatch(/^HTTP\/1\.1 400 [^]*"type":"\/problems\/malformed-request"/);
});

test.each([
  ['HTTP/1.0 without a host', 'GET / HTTP/1.0\r\n\r\n'],
  ['an expectation that nobody knows', 'GET / HTTP/1.1\r\nHost: a\r\nExpect: x\r\n\r\n'],
])('%s is served', async (_what, request) => {
  const port = await serve(express().get('/', (_req, res) => void res.end('served')));
  const call = send(port, request);
  await expect.poll(call.heard).toContain('served');
});

test('a server that closes answers whoever it is answering, and waits for no further request of his', async () => {
  const asked: Response[] = [];
  const port = await serve(express().get('/', (_req, res) => void asked.push(res)));
  const call = send(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await expect.poll(() => asked.length).toBe(1);
  const end = closed(server);
  asked[0]?.end('served');
  await Promise.all([end, call.over]);
  expect(call.heard()).toContain('served');
});

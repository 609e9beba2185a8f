import { once } from 'node:events';
import { createServer } from 'node:http';
import express from 'express';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { problems } from '../../../api/middleware/problems.ts';

/** How a route answers that throws this. */
async function answered(
  error: unknown,
  method = 'GET',
): Promise<{ status: number; headers: Headers; body: Record<string, unknown> }> {
  const app = express();
  app.use((req, _res, next) => {
    Object.assign(req, { id: 'r-1', log: pino({ level: 'silent' }) });
    next();
  });
  app.all('/v1/tickets', () => {
    throw error;
  });
  app.use(problems);
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const response = await fetch(`http://127.0.0.1:${port}/v1/tickets?q=13912345678`, {
    method,
    headers: { 'Accept-Language': 'en' },
  });
  server.close();
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
}

const coded = (code: string): Error => Object.assign(new Error('no'), { code });

describe('where PostgreSQL gives no result', () => {
  test.each([
    ['is not there', coded('ECONNREFUSED')],
    ['is stopped', coded('57P01')],
    ['has no place for one more', coded('53300')],
    ['lets a statement wait too long', coded('57014')],
    ['lets it wait too long for a lock', coded('55P03')],
    ['has two wait for each other', coded('40P01')],
    ['has no connection free in time', new Error('timeout exceeded when trying to connect')],
    ['breaks the connection off', new Error('Connection terminated unexpectedly')],
  ])('as it %s, the caller may try again', async (_how, error) => {
    const { status, headers, body } = await answered(error);
    expect([status, headers.get('retry-after'), body['type']]).toEqual([503, '1', '/problems/unavailable']);
  });

  test.each(['GET', 'PUT', 'POST'])('a %s is told of a key only if it has one', async (method) => {
    const { body } = await answered(coded('57014'), method);
    expect(JSON.stringify(body).includes('Idempotency-Key')).toBe(method === 'POST');
  });
});

test('what nobody foresaw is told without its inside, names the path alone, and is kept by nobody', async () => {
  const { status, headers, body } = await answered(new Error('password of the pool'));
  expect([status, body['type'], body['instance']]).toEqual([500, '/problems/internal', '/v1/tickets']);
  expect(JSON.stringify(body)).not.toMatch(/password|13912345678/);
  expect(headers.get('cache-control')).toBe('no-store');
});

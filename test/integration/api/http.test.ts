import { request } from 'node:http';
import { randomUUID } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Desk, openDesk, SIMPLE } from './desk.ts';

let desk: Desk;
let customer: DemoCredential;

beforeAll(async () => {
  desk = await openDesk();
  customer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
});
afterAll(() => desk.close());

interface Raw {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

/** `400 validation /a /b`, from a request that is sent as it is: fetch would mend it. */
function verdict({ method = 'GET', path = '/v1/tickets', headers = {}, body }: Raw): Promise<string> {
  const { hostname, port } = new URL(desk.url);
  const key = method === 'POST' ? { 'Idempotency-Key': randomUUID(), 'Content-Type': 'application/json' } : {};
  const all = { Authorization: `Bearer ${customer.apiKey}`, ...key, ...headers };
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers: all }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString();
        const isProblem = answer.headers['content-type']?.startsWith('application/problem+json') === true;
        const { type = '', errors = [] } = isProblem && text !== '' ? JSON.parse(text) : {};
        const pointers = errors.map(({ pointer }: { pointer: string }) => pointer);
        const code = type.replace('/problems/', '');
        resolve([answer.statusCode, code, ...pointers].filter((part) => part !== '').join(' '));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const opening = (body: string | Buffer, headers: Record<string, string> = {}) =>
  verdict({ method: 'POST', body, headers });
const WHOLE = JSON.stringify(SIMPLE);

describe('methods', () => {
  test.each([
    ['HEAD', '/v1/tickets', '200'],
    ['HEAD', '/v1/tickets/KF20250101001', '404'],
    ['HEAD', '/v1/tickets/KF20250101001/accept', '405'],
    ['OPTIONS', '/v1/tickets', '204'],
    ['PATCH', '/v1/tickets', '405 method-not-allowed'],
    ['TRACE', '/v1/tickets', '405 method-not-allowed'],
    ['PUT', '/openapi.json', '405 method-not-allowed'],
    ['GET', '/v1/calendars/import', '405 method-not-allowed'],
    ['PUT', '/v1/policies/import', '405 method-not-allowed'],
    ['POST', '/v1/reviews/criteria', '405 method-not-allowed'],
    ['GET', '/v1/calendars/1', '403 forbidden'],
  ])('%s %s is %s', async (method, path, expected) => {
    expect(await verdict({ method, path })).toBe(expected);
  });
});

test.each([
  ['/v1/calendars/import', 'POST, OPTIONS'],
  ['/v1/reviews/criteria', 'GET, HEAD, OPTIONS'],
  ['/v1/reviews/samples', 'POST, GET, HEAD, OPTIONS'],
  ['/v1/calendars/1', 'GET, PUT, HEAD, OPTIONS'],
])('%s allows %s', async (path, allow) => {
  const { headers } = await fetch(desk.url + path, { method: 'OPTIONS' });
  expect(headers.get('allow')).toBe(allow);
});

describe('paths', () => {
  test.each([
    '/v1/nothing',
    '/V1/tickets',
    '//v1/tickets',
    '/v1/tickets/%00',
    '/v1/tickets/%E0%A4%A',
    '/v1/tickets/%',
    '/v1/tickets/..%2f..%2fetc',
    '/v1/tickets/../catalog',
    `/${'x'.repeat(7000)}`,
  ])('%s leads nowhere', async (path) => {
    expect(await verdict({ path })).toBe('404 not-found');
  });

  test.each([
    ['limit=0', '/limit'],
    ['limit=abc', '/limit'],
    ['limit=10001', '/limit'],
    ['limit=1&limit=2', '/limit'],
    ['cursor=bm9', '/cursor'],
    ['colour=red', '/colour'],
    ['__proto__=1', '/__proto__'],
  ])('?%s is named', async (query, pointer) => {
    expect(await verdict({ path: `/v1/tickets?${query}` })).toBe(`400 validation ${pointer}`);
  });
});

describe('headers', () => {
  test.each([
    ['application/json', '200'],
    ['text/html, */*;q=0.1', '200'],
    ['application/problem+json', '200'],
    ['application/json;charset=UTF-8', '200'],
    ['application/json; q=0.9', '200'],
    ['application/xml', '406 not-acceptable'],
    ['text/event-stream', '406 not-acceptable'],
  ])('Accept: %s is %s', async (accept, expected) => {
    expect(await verdict({ headers: { Accept: accept } })).toBe(expected);
  });

  test.each([' ', 'x'.repeat(256), 'a b', 'ü'])('Idempotency-Key: %s is none', async (key) => {
    expect(await opening(WHOLE, { 'Idempotency-Key': key })).toBe('400 idempotency-key-required');
  });

  test.each([
    ['"99"', '412 version-mismatch'],
    ['W/"1"', '412 version-mismatch'],
    ['"abc"', '412 version-mismatch'],
    ['"7", "8"', '412 version-mismatch'],
    ['W/"1", "7"', '412 version-mismatch'],
    ['"01"', '412 version-mismatch'],
    ['"7" , "1"', '200'],
    [', "7", , "1",', '200'],
    [', ,', '400 validation /If-Match'],
    ['nonsense', '400 validation /If-Match'],
    ['"1', '400 validation /If-Match'],
    ['"1" "7"', '400 validation /If-Match'],
    ['*, "1"', '400 validation /If-Match'],
    ['"1"', '200'],
    ['*', '200'],
  ])('If-Match: %s on version 1 is %s', async (tag, expected) => {
    const { ticketNo } = (await desk.post(customer, '/v1/tickets', SIMPLE)).body;
    const path = `/v1/tickets/${ticketNo}/urge`;
    expect(await verdict({ method: 'POST', path, body: '{}', headers: { 'If-Match': tag } })).toBe(expected);
  });
});

test('an answer is told whole whatever tag was seen: its version says nothing of what else has changed', async () => {
  const { ticketNo } = (await desk.post(customer, '/v1/tickets', SIMPLE)).body;
  const path = `/v1/tickets/${ticketNo}`;
  const seen = (await desk.get(customer, path)).headers.get('etag') ?? '';
  for (const tag of [seen, `W/${seen}`, '*'])
    expect((await desk.get(customer, path, { 'If-None-Match': tag })).body.ticketNo).toBe(ticketNo);
  const { paths } = (await desk.get(null, '/openapi.json')).body;
  const { headers } = paths['/v1/tickets/{ticketNo}'].get.responses['200'];
  expect(headers.ETag.description).toContain('`If-None-Match` is not looked at');
});

describe('bodies', () => {
  test.each([
    ['application/json; charset=UTF-8', '201'],
    ['application/json; charset="utf-8"', '201'],
    ['application/merge-patch+json', '201'],
    ['application/json; charset=gbk', '415 unsupported-media-type'],
    ['text/plain', '415 unsupported-media-type'],
    ['multipart/form-data; boundary=x', '415 unsupported-media-type'],
    ['', '415 unsupported-media-type'],
  ])('as "%s" is %s', async (type, expected) => {
    expect(await opening(WHOLE, { 'Content-Type': type })).toBe(expected);
  });

  test('compressed ones are read, unknown compressions and what would grow too large are not', async () => {
    expect(await opening(gzipSync(WHOLE), { 'Content-Encoding': 'gzip' })).toBe('201');
    expect(await opening(brotliCompressSync(WHOLE), { 'Content-Encoding': 'br' })).toBe('201');
    expect(await opening(WHOLE, { 'Content-Encoding': 'gzip' })).toMatch(/^400 validation/);
    expect(await opening(WHOLE, { 'Content-Encoding': 'xyz' })).toBe('415 unsupported-media-type');
    const bomb = gzipSync(Buffer.alloc(5_000_000, 'x'));
    expect(await opening(bomb, { 'Content-Encoding': 'gzip' })).toBe('413 payload-too-large');
  });

  test('a byte order mark is no part of the text; UTF-16 is no UTF-8', async () => {
    expect(await opening(`\uFEFF${WHOLE}`)).toBe('201');
    expect(await opening(Buffer.from(`\uFEFF${WHOLE}`, 'utf16le'))).toMatch(/^400 validation/);
  });

  test('a field that comes twice is refused: readers would differ in what was said', async () => {
    expect(await opening(WHOLE.replace('{', '{"subject":"别的",'))).toBe('400 validation /subject');
    const contact = '{"name":"王芳","phone":"13800005678","phone":"13800005679"}';
    expect(await opening(WHOLE.replace('{', `{"contact":${contact},`))).toBe('400 validation /contact/phone');
  });

  test('thirty thousand brackets deep is no description', async () => {
    const deep = `${'['.repeat(30_000)}${']'.repeat(30_000)}`;
    expect(await opening(WHOLE.replace('{', `{"demand":${deep},`))).toBe('400 validation /demand');
  });

  test('chunks that come to nothing are no body, and need no type', async () => {
    const { ticketNo } = (await desk.post(customer, '/v1/tickets', SIMPLE)).body;
    const headers = { 'Transfer-Encoding': 'chunked', 'Content-Type': '' };
    expect(await verdict({ method: 'POST', path: `/v1/tickets/${ticketNo}/urge`, headers })).toBe('200');
    expect(await opening(WHOLE, headers)).toBe('415 unsupported-media-type');
  });

  test('chunks are counted like a length that is told', async () => {
    expect(await opening('x'.repeat(70_000), { 'Transfer-Encoding': 'chunked' })).toBe('413 payload-too-large');
  });
});

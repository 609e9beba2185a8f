import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import { problemSchema } from '../../contracts/schemas/problem.ts';
import { z } from '../../contracts/schemas/zod.ts';
import type { RouteWords } from './words.ts';

interface GuardedWords extends RouteWords {
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
}

const idempotencyHeader = z.object({
  'Idempotency-Key': z.string().min(1).max(255).openapi({ example: '6f1c1d0f-5a11-4b52-9a5e-0b7c7c0e7d0c' }),
});

function responses(answers: RouteWords['answers']) {
  return Object.fromEntries(
    Object.entries(answers).map(([status, { description, schema, mediaType }]) => [
      status,
      { description, content: { [mediaType ?? 'application/json']: { schema: schema ?? z.string() } } },
    ]),
  );
}

const PROBLEM = {
  description: 'A problem (RFC 9457)',
  content: { 'application/problem+json': { schema: problemSchema } },
};

function operationId(method: string, path: string): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter((word) => word !== '' && word !== 'v1');
  return method + words.map((word) => (word[0] ?? '').toUpperCase() + word.slice(1)).join('');
}

function pathParams(path: string): z.ZodObject {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  return z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
}

/** Writes a route that asks for a key into the OpenAPI document. */
export function describeGuarded(registry: OpenAPIRegistry, method: 'get' | 'post' | 'put', route: GuardedWords): void {
  const { path, tag, summary, params, query, body, answers } = route;
  registry.registerPath({
    method,
    path,
    tags: [tag],
    summary,
    operationId: operationId(method, path),
    security: [{ apiKey: [] }],
    request: {
      ...(params === undefined ? {} : { params }),
      ...(query === undefined ? {} : { query }),
      ...(method === 'post' ? { headers: idempotencyHeader } : {}),
      ...(body === undefined ? {} : { body: { content: { 'application/json': { schema: body } } } }),
    },
    responses: { ...responses(answers), default: PROBLEM },
  });
}

/** Writes a route that is open to everybody into the OpenAPI document. */
export function describeOpen(registry: OpenAPIRegistry, { path, tag, summary, answers }: RouteWords): void {
  registry.registerPath({
    method: 'get',
    path,
    tags: [tag],
    summary,
    operationId: operationId('get', path),
    security: [],
    request: { params: pathParams(path) },
    responses: responses(answers),
  });
}

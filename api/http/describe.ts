import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import { z } from '../../contracts/schemas/zod.ts';
import { FORM_TYPE } from '../middleware/fileBody.ts';
import { JSON_TYPE, YAML_TYPE, type BodyRules } from '../middleware/jsonBody.ts';
import { refusalsOf } from './refusals.ts';
import { mediaTypesOf, type Answer, type RouteWords } from './words.ts';

interface GuardedWords extends RouteWords {
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly takes?: BodyRules;
  readonly precondition?: true;
}

const idempotencyHeader = z.object({
  'Idempotency-Key': z.string().min(1).max(255).openapi({ example: '6f1c1d0f-5a11-4b52-9a5e-0b7c7c0e7d0c' }),
});

const matchHeader = z.object({
  'If-Match': z.string().optional().openapi({
    example: '"3"',
    description:
      'The `ETag` that was seen, or several: refused with 412 where none of them is its version, with 400 where it is no list of tags',
  }),
});

function responses(answers: RouteWords['answers']) {
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => [
      status,
      { description: answer.description, content: contentOf(answer) },
    ]),
  );
}

function contentOf(answer: Answer) {
  const types = mediaTypesOf(answer);
  return Object.fromEntries(
    types.map((type) => [type, { schema: type === types[0] ? (answer.schema ?? z.string()) : z.string() }]),
  );
}

/** A header is described as a string: what else it must be is for the sentence beside it. */
function headersOf(method: string, precondition: boolean) {
  const key = method === 'post' ? idempotencyHeader.shape : {};
  return { headers: z.object({ ...key, ...(precondition ? matchHeader.shape : {}) }) };
}

function bodyOf(body: z.ZodType | undefined, takes: BodyRules = {}) {
  if (body === undefined) return {};
  if (takes.file === true) return { body: { content: { [FORM_TYPE]: { schema: body } } } };
  const yaml =
    takes.yaml === true ? { [YAML_TYPE]: { schema: z.string().openapi({ description: 'The file itself' }) } } : {};
  // More than the 64 KB of every other body.
  const size = takes.maxKilobytes === undefined ? {} : { description: `At most ${takes.maxKilobytes} KB` };
  return { body: { ...size, content: { [JSON_TYPE]: { schema: body }, ...yaml } } };
}

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
  const { path, tag, summary, params, query, body, answers, takes, precondition = false } = route;
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
      ...headersOf(method, precondition),
      ...bodyOf(body, takes),
    },
    responses: { ...responses(answers), ...refusalsOf({ ...route, method }) },
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

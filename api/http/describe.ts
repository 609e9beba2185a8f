import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import { z } from '../../contracts/schemas/zod.ts';
import { FORM_TYPE } from '../middleware/fileBody.ts';
import { JSON_TYPE, YAML_TYPE, type BodyRules } from '../middleware/jsonBody.ts';
import { openRefusalsOf, refusalsOf } from './refusals.ts';
import { mediaTypesOf, type Answer, type RouteWords } from './words.ts';

interface GuardedWords extends RouteWords {
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly takes?: BodyRules;
  readonly precondition?: true;
}

const idempotencyHeader = z.object({
  'Idempotency-Key': z.string().min(1).max(255).openapi({
    description:
      'Printable ASCII, such as a UUID: a new one for each request, the same again only to repeat one whose answer was lost',
  }),
});

const matchHeader = z.object({
  'If-Match': z.string().optional().openapi({
    description:
      'The `ETag` that was seen, such as `"3"`, or several: refused with 412 where none of them is its version, with 400 where it is no list of tags',
  }),
});

const streamHeader = z.object({
  'Last-Event-ID': z
    .string()
    .optional()
    .openapi({ description: 'The `id` of the last event that was heard: goes on after it' }),
});

const HEADERS = {
  'Content-Disposition': z.string().optional().openapi({
    description: 'To be saved, and under which name (RFC 6266)',
    example: 'attachment; filename="invoice.pdf"',
  }),
  ETag: z.string().optional().openapi({
    description:
      'What `If-Match` takes. `If-None-Match` is not looked at: more may have changed than it tells, such as what is late and what the caller may do now',
    example: '"3"',
  }),
  Location: z.string().optional().openapi({ description: 'Where it is read', example: '/v1/tickets/KF20251107001' }),
  'Retry-After': z.string().optional().openapi({ description: 'After how many seconds to look again', example: '1' }),
};
const replayedHeader = {
  'Idempotent-Replayed': z
    .enum(['true'])
    .optional()
    .openapi({ description: 'This key came before: the first answer, or what became of it' }),
};

type Method = 'get' | 'post' | 'put';

function responses(method: Method, answers: RouteWords['answers']) {
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => [status, responseOf(method, answer)] as const),
  );
}

function responseOf(method: Method, answer: Answer) {
  const borne = Object.fromEntries((answer.headers ?? []).map((name) => [name, HEADERS[name]]));
  const headers = z.object({ ...borne, ...(method === 'post' ? replayedHeader : {}) });
  return { description: answer.description, headers, content: contentOf(answer) };
}

function contentOf(answer: Answer) {
  const types = mediaTypesOf(answer);
  return Object.fromEntries(
    types.map((type) => [type, { schema: type === types[0] ? (answer.schema ?? z.string()) : z.string() }]),
  );
}

/** Without examples: a page that tries calls out fills them in, and sends what nobody asked for. */
function unasked(query: z.ZodObject): z.ZodObject {
  return z.object(
    Object.fromEntries(
      Object.entries(query.shape).map(([name, field]) => [name, field.openapi({ example: undefined })]),
    ),
  );
}

/** A header is described as a string: what else it must be is for the sentence beside it. */
function headersOf(method: Method, { answers, precondition }: GuardedWords) {
  const isStream = Object.values(answers).some(({ mediaType }) => mediaType === 'text/event-stream');
  return {
    headers: z.object({
      ...(method === 'post' ? idempotencyHeader.shape : {}),
      ...(precondition === true ? matchHeader.shape : {}),
      ...(isStream ? streamHeader.shape : {}),
    }),
  };
}

function bodyOf(body: z.ZodType | undefined, takes: BodyRules = {}) {
  if (body === undefined) return {};
  if (takes.file === true) return { body: { required: true, content: { [FORM_TYPE]: { schema: body } } } };
  const yaml =
    takes.yaml === true ? { [YAML_TYPE]: { schema: z.string().openapi({ description: 'The file itself' }) } } : {};
  // More than the 64 KB of every other body.
  const size = takes.maxKilobytes === undefined ? {} : { description: `At most ${takes.maxKilobytes} KB` };
  // No body counts as `{}`.
  const required = !body.safeParse({}).success;
  return { body: { ...size, required, content: { [JSON_TYPE]: { schema: body }, ...yaml } } };
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
export function describeGuarded(registry: OpenAPIRegistry, method: Method, route: GuardedWords): void {
  const { path, tag, summary, description, params, query, body, answers, takes } = route;
  registry.registerPath({
    method,
    path,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    operationId: operationId(method, path),
    security: [{ apiKey: [] }],
    request: {
      ...(params === undefined ? {} : { params }),
      ...(query === undefined ? {} : { query: unasked(query) }),
      ...headersOf(method, route),
      ...bodyOf(body, takes),
    },
    responses: { ...responses(method, answers), ...refusalsOf({ ...route, method }) },
  });
}

/** Writes a route that is open to everybody into the OpenAPI document. */
export function describeOpen(registry: OpenAPIRegistry, route: RouteWords & Pick<GuardedWords, 'query'>): void {
  const { path, tag, summary, answers, query } = route;
  registry.registerPath({
    method: 'get',
    path,
    tags: [tag],
    summary,
    operationId: operationId('get', path),
    security: [],
    request: { params: pathParams(path), ...(query === undefined ? {} : { query }) },
    responses: { ...responses('get', answers), ...openRefusalsOf(route) },
  });
}

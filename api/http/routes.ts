import { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import express, { type Request, type Response, type Router } from 'express';
import { ERRORS } from '../../contracts/errors.ts';
import type { Principal } from '../../contracts/people.ts';
import { problemSchema } from '../../contracts/schemas/problem.ts';
import { z } from '../../contracts/schemas/zod.ts';
import type { Authenticate } from '../middleware/authenticate.ts';
import { jsonBody } from '../middleware/jsonBody.ts';
import { faultsOf } from './faults.ts';
import type { Idempotent, Once } from './idempotent.ts';
import { localeOf, type Locale } from './locale.ts';
import { notFound, Problem } from './problem.ts';
import { serves, type Who } from './who.ts';

const nothing = z.strictObject({});
type Nothing = typeof nothing;

/** A JSON answer. A handler that returns none has written its answer itself. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** Where it is not JSON. */
  readonly mediaType?: string;
}

interface Common {
  /** As OpenAPI writes it: `/v1/tickets/{ticketNo}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly answers: Readonly<Record<number, Answer>>;
}

/** What a route's handler is given: everything in it is checked. */
export interface Call<P, Q, B> {
  readonly req: Request;
  readonly res: Response;
  readonly principal: Principal;
  readonly locale: Locale;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** The idempotency key's claim; null on GET. */
  readonly once: Once | null;
}

export interface GuardedRoute<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> extends Common {
  readonly method: 'get' | 'post';
  readonly who: Who;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** `own`: the handler stores its key in the transaction of its effect. */
  readonly idempotency?: 'own';
  readonly handler: (call: Call<z.infer<P>, z.infer<Q>, z.infer<B>>) => Promise<Reply | void>;
}

export interface PublicRoute extends Common {
  readonly handler: (req: Request, res: Response) => Promise<void> | void;
}

/** Where routes are declared: what is not declared here neither answers nor stands in the OpenAPI document. */
export interface Routes {
  guarded<P extends z.ZodObject = Nothing, Q extends z.ZodObject = Nothing, B extends z.ZodType = Nothing>(
    route: GuardedRoute<P, Q, B>,
  ): void;
  /** Open to everybody, GET only. */
  open(route: PublicRoute): void;
  readonly registry: OpenAPIRegistry;
  readonly router: Router;
  /** Answers 405 with `Allow` on every declared path. To be called after the last declaration. */
  close(): void;
}

function parse<T extends z.ZodType>(schema: T, value: unknown, what: string): z.infer<T> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const errors = faultsOf(result.error);
  const first = errors[0];
  const detail = `The ${what} is not valid: ${first?.pointer === '' ? 'it' : first?.pointer} must be ${first?.expected}.`;
  throw new Problem('validation', detail, { errors });
}

function parseParams<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const result = schema.safeParse(value);
  if (!result.success) throw notFound();
  return result.data;
}

function describeAnswers(answers: Common['answers'], guarded: boolean) {
  const responses: Record<string, { description: string; content?: Record<string, { schema: z.ZodType }> }> = {};
  for (const [status, answer] of Object.entries(answers)) {
    const content = { [answer.mediaType ?? 'application/json']: { schema: answer.schema ?? z.string() } };
    responses[status] = { description: answer.description, content };
  }
  const problem = { 'application/problem+json': { schema: problemSchema } };
  if (guarded) responses['default'] = { description: 'A problem (RFC 9457)', content: problem };
  return responses;
}

const idempotencyHeader = z.object({
  'Idempotency-Key': z.string().min(1).max(255).openapi({ example: '6f1c1d0f-5a11-4b52-9a5e-0b7c7c0e7d0c' }),
});

function send(res: Response, reply: Reply): void {
  res.status(reply.status);
  if (reply.headers !== undefined) res.set(reply.headers);
  res.json(reply.body);
}

export function createRoutes(authenticate: Authenticate, idempotent: Idempotent): Routes {
  const registry = new OpenAPIRegistry();
  const router = express.Router({ caseSensitive: true });
  const methods = new Map<string, Set<string>>();
  registry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' });

  const known = (path: string, method: string): string => {
    const pattern = path.replaceAll(/\{(\w+)\}/g, ':$1');
    methods.set(pattern, (methods.get(pattern) ?? new Set()).add(method.toUpperCase()));
    return pattern;
  };

  return {
    registry,
    router,
    guarded(route) {
      const { method, path, tag, summary, params, query, body } = route;
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
        responses: describeAnswers(route.answers, true),
      });
      router[method](
        known(path, method),
        async (req, res, next) => {
          const principal = await authenticate(req);
          if (!serves(route.who, principal)) throw new Problem('forbidden', 'Your role may not make this call.');
          res.locals['principal'] = principal;
          next();
        },
        ...(method === 'post' ? [jsonBody] : []),
        async (req, res) => {
          // Express types `locals` as anything; the handler above has just put it there.
          const principal = res.locals['principal'] as Principal;
          const call = {
            req,
            res,
            principal,
            locale: localeOf(req.get('accept-language')),
            params: parseParams(params ?? nothing, req.params),
          };
          if (method === 'get') {
            const asked = parse(query ?? nothing, req.query, 'query');
            // The schemas left out are those whose types are `Nothing`, so the casts below say what holds.
            const reply = await route.handler({ ...call, query: asked, body: {}, once: null } as Parameters<
              typeof route.handler
            >[0]);
            if (reply !== undefined) send(res, reply);
            return;
          }
          const key = idempotent.keyOf(req);
          const asked = parse(query ?? nothing, req.query, 'query');
          const given = parse(body ?? nothing, req.body, 'body');
          const request = { principal, path: `POST ${req.path}`, key, body: given };
          const run = (once: Once): Promise<Reply | void> =>
            route.handler({ ...call, query: asked, body: given, once } as Parameters<typeof route.handler>[0]);
          const reply = await (route.idempotency === 'own'
            ? run(idempotent.describe(request))
            : idempotent.run(request, run));
          if (reply !== undefined) send(res, reply);
        },
      );
    },
    open({ path, tag, summary, answers, handler }) {
      const request = pathParams(path);
      registry.registerPath({
        method: 'get',
        path,
        tags: [tag],
        summary,
        operationId: operationId('get', path),
        security: [],
        ...(request === null ? {} : { request: { params: request } }),
        responses: describeAnswers(answers, false),
      });
      router.get(known(path, 'get'), async (req, res) => {
        await handler(req, res);
      });
    },
    close() {
      for (const [pattern, allowed] of methods) {
        if (allowed.has('GET')) allowed.add('HEAD');
        const allow = [...allowed, 'OPTIONS'].join(', ');
        router.all(pattern, (req, res) => {
          res.set('Allow', allow);
          if (req.method !== 'OPTIONS') throw new Problem('method-not-allowed', `Allowed here: ${allow}.`);
          res.status(204).end();
        });
      }
    },
  };
}

function pathParams(path: string): z.ZodObject | null {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  return names.length === 0 ? null : z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
}

function operationId(method: string, path: string): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter((word) => word !== '' && word !== 'v1');
  return method + words.map((word) => (word[0] ?? '').toUpperCase() + word.slice(1)).join('');
}

/** Names of all error codes, for the documentation. */
export const ERROR_CODES = Object.keys(ERRORS);

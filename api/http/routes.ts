import { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import express, { type Request, type Response, type Router } from 'express';
import type { Principal } from '../../contracts/people.ts';
import type { z } from '../../contracts/schemas/zod.ts';
import type { Authenticate } from '../middleware/authenticate.ts';
import { bodyReader, type BodyRules } from '../middleware/jsonBody.ts';
import { describeGuarded, describeOpen } from './describe.ts';
import type { Idempotent, Make, Once } from './idempotent.ts';
import { localeOf, type Locale } from './locale.ts';
import { type nothing, parse, parseParams } from './parse.ts';
import { Problem } from './problem.ts';
import { registerRefusals } from './refusals.ts';
import { serves, type Who } from './who.ts';
import { mediaTypesOf, type Reply, type RouteWords } from './words.ts';

type Nothing = typeof nothing;

/** What a route's handler is given: everything in it is checked. */
export interface Call<P, Q> {
  readonly req: Request;
  readonly res: Response;
  readonly principal: Principal;
  readonly locale: Locale;
  readonly params: P;
  readonly query: Q;
}

interface Guarded<P extends z.ZodObject> extends RouteWords {
  readonly who: Who;
  readonly params?: P;
}

export interface GetRoute<P extends z.ZodObject, Q extends z.ZodObject> extends Guarded<P> {
  readonly query?: Q;
  readonly handler: (call: Call<z.infer<P>, z.infer<Q>>) => Promise<Reply | void>;
}

export interface PutRoute<P extends z.ZodObject, B extends z.ZodType> extends Guarded<P> {
  readonly body: B;
  readonly takes?: BodyRules;
  /** It looks at `If-Match`. */
  readonly precondition?: true;
  readonly handler: (call: Call<z.infer<P>, unknown> & { readonly body: z.infer<B> }) => Promise<Reply | void>;
}

export interface PostRoute<P extends z.ZodObject, B extends z.ZodType> extends Guarded<P> {
  readonly body: B;
  readonly takes?: BodyRules;
  /** It looks at `If-Match`. */
  readonly precondition?: true;
  /** `own`: the handler stores its key in the transaction of its effect. */
  readonly idempotency?: 'own';
  readonly handler: (
    call: Call<z.infer<P>, unknown> & { readonly body: z.infer<B>; readonly once: Once; readonly make: Make },
  ) => Promise<Reply | void>;
}

export interface OpenRoute extends RouteWords {
  readonly handler: (req: Request, res: Response) => Promise<void> | void;
}

/** Where routes are declared: what is not declared here neither answers nor stands in the OpenAPI document. */
export interface Routes {
  get<P extends z.ZodObject = Nothing, Q extends z.ZodObject = Nothing>(route: GetRoute<P, Q>): void;
  post<B extends z.ZodType, P extends z.ZodObject = Nothing>(route: PostRoute<P, B>): void;
  /** Needs no key: the same twice is the same. */
  put<B extends z.ZodType, P extends z.ZodObject = Nothing>(route: PutRoute<P, B>): void;
  /** Open to everybody, GET only. */
  open(route: OpenRoute): void;
  readonly registry: OpenAPIRegistry;
  readonly router: Router;
  /** Answers 405 with `Allow` on every declared path. To be called after the last declaration. */
  close(): void;
}

function send(res: Response, reply: Reply | void): void {
  if (reply === undefined) return;
  res.status(reply.status);
  if (reply.headers !== undefined) res.set(reply.headers);
  res.json(reply.body);
}

function notServed(): Problem {
  return new Problem('forbidden', { zh: '您的角色不能进行此调用。', en: 'Your role may not make this call.' });
}

/** Refuses a caller who takes none of the forms in which a route answers. Files and streams come as what they are. */
function negotiator({ answers }: RouteWords): (req: Request) => void {
  const offered = [...new Set(Object.values(answers).flatMap(mediaTypesOf))];
  if (!offered.includes('application/json')) return () => undefined;
  // With a charset a wish is for another type, as far as negotiation goes.
  const spelt = [...offered, 'application/problem+json'].flatMap((type) => [type, `${type}; charset=utf-8`]);
  const types = offered.join(', ');
  return (req) => {
    if (req.accepts(spelt) !== false) return;
    throw new Problem('not-acceptable', { zh: `此处提供：${types}。`, en: `Offered here: ${types}.` });
  };
}

/** For handlers that store their key with their effect themselves. */
const madeElsewhere: Make = () => Promise.reject(new Error('this route keeps its own key'));

function wrongMethod(allow: string): Problem {
  return new Problem('method-not-allowed', { zh: `此处允许：${allow}。`, en: `Allowed here: ${allow}.` });
}

export function createRoutes(authenticate: Authenticate, idempotent: Idempotent): Routes {
  const registry = new OpenAPIRegistry();
  registerRefusals(registry);
  registry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' });
  const router = express.Router({ caseSensitive: true });
  const methods = new Map<string, Set<string>>();

  const declare = (path: string, method: string): string => {
    const pattern = path.replaceAll(/\{(\w+)\}/g, ':$1');
    methods.set(pattern, (methods.get(pattern) ?? new Set()).add(method));
    return pattern;
  };

  const gateTo = <P extends z.ZodObject>(route: Guarded<P>) => {
    const negotiate = negotiator(route);
    return async (req: Request, res: Response) => {
      const principal = await authenticate(req);
      if (!serves(route.who, principal)) throw notServed();
      negotiate(req);
      return { req, res, principal, locale: localeOf(req.get('accept-language')) };
    };
  };

  return {
    registry,
    router,
    get(route) {
      describeGuarded(registry, 'get', route);
      const enter = gateTo(route);
      router.get(declare(route.path, 'GET'), async (req, res) => {
        const call = await enter(req, res);
        const params = parseParams(route.params, req.params);
        send(res, await route.handler({ ...call, params, query: parse(route.query, req.query, 'query') }));
      });
    },
    post(route) {
      describeGuarded(registry, 'post', route);
      const enter = gateTo(route);
      const readBody = bodyReader(route.takes ?? {});
      router.post(declare(route.path, 'POST'), async (req, res) => {
        const call = await enter(req, res);
        const key = idempotent.keyOf(req);
        const given = await readBody(req, res);
        const params = parseParams(route.params, req.params);
        parse(undefined, req.query, 'query');
        const body = parse(route.body, given, 'body');
        const once = idempotent.describe({ principal: call.principal, path: `POST ${req.path}`, key, body });
        const run = (make: Make): Promise<Reply | void> =>
          route.handler({ ...call, params, query: {}, body, once, make });
        send(res, await (route.idempotency === 'own' ? run(madeElsewhere) : idempotent.run(once, run)));
      });
    },
    put(route) {
      describeGuarded(registry, 'put', route);
      const enter = gateTo(route);
      const readBody = bodyReader(route.takes ?? {});
      router.put(declare(route.path, 'PUT'), async (req, res) => {
        const call = await enter(req, res);
        const given = await readBody(req, res);
        const params = parseParams(route.params, req.params);
        parse(undefined, req.query, 'query');
        send(res, await route.handler({ ...call, params, query: {}, body: parse(route.body, given, 'body') }));
      });
    },
    open(route) {
      describeOpen(registry, route);
      router.get(declare(route.path, 'GET'), async (req, res) => {
        await route.handler(req, res);
      });
    },
    close() {
      for (const [pattern, allowed] of methods) {
        const allow = [...allowed, ...(allowed.has('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
        router.all(pattern, (req, res) => {
          res.set('Allow', allow);
          if (req.method !== 'OPTIONS') throw wrongMethod(allow);
          res.status(204).end();
        });
      }
    },
  };
}
